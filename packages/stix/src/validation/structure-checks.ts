import { isRecord, show } from '../keys.ts';
import { isIdOfType, rateStixId, rateTail } from '../ids.ts';
import { classOfIdType } from '../object-types.ts';
import type { ObjectClass } from '../types.ts';
import { isTermOf } from '../vocabularies.ts';
import { anything, checkKey, checkKeyCount, isTooDeep, string, wrongType } from './plain-checks.ts';
import {
  addError,
  addWarning,
  enter,
  leave,
  type Check,
  type Members,
  type Rule,
  type Run,
} from './run.ts';

/** What a JSON object of a known kind consists of. */
export interface Shape {
  /** The clause that defines it, such as `4.1.1`. */
  readonly section: string;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, Check>>;
  readonly rules?: readonly Rule[];
}

/** A shape made ready to run. */
export interface CompiledShape {
  readonly section: string;
  readonly required: readonly string[];
  readonly properties: ReadonlyMap<string, Check>;
  readonly rules: readonly Rule[];
}

/** Gives every shape one form, so that checking it is monomorphic. */
export function compileShape(shape: Shape): CompiledShape {
  return {
    section: `STIX 2.1 §${shape.section}`,
    required: shape.required ?? [],
    properties: new Map(Object.entries(shape.properties)),
    rules: shape.rules ?? [],
  };
}

/** A JSON object of a known kind inside an object; further properties are warnings. */
export function struct(shape: Shape): Check {
  const compiled = compileShape(shape);
  return (value, run) => {
    if (!isRecord(value)) {
      wrongType(run, value, { expected: 'an object', section: shape.section });
      return;
    }
    if (isTooDeep(run)) return;
    const keys = Object.keys(value);
    if (!checkKeyCount(keys.length, run)) return;
    for (const key of keys) {
      const check = compiled.properties.get(key);
      if (check !== undefined) {
        enter(run, key);
        check(value[key], run);
        leave(run);
      } else {
        unknownMember(key, value[key], run);
      }
    }
    checkRequired(compiled, value, run);
    for (const rule of compiled.rules) rule(value, run);
  };
}

/** Reports required properties that are missing. */
export function checkRequired(shape: CompiledShape, value: Members, run: Run): void {
  for (const name of shape.required) {
    if (value[name] === undefined || !Object.hasOwn(value, name)) {
      addError(
        run,
        {
          rule: 'required',
          section: shape.section,
          message: `The required property "${name}" is missing; add it`,
        },
        name,
      );
    }
  }
}

/** Keys and values of one dictionary; at least one (STIX 2.1 §2.3). */
export function dictionary(item: Check): Check {
  return (value, run) => {
    if (!isRecord(value)) {
      wrongType(run, value, { expected: 'a dictionary', section: '2.3' });
      return;
    }
    if (isTooDeep(run)) return;
    const keys = Object.keys(value);
    if (!checkKeyCount(keys.length, run)) return;
    for (const key of keys) {
      if (!checkKey(key, run)) continue;
      if (!isDictionaryKey(key)) badKey(key, run);
      enter(run, key);
      item(value[key], run);
      leave(run);
    }
    if (keys.length === 0) {
      addError(run, {
        rule: 'empty-dictionary',
        section: 'STIX 2.1 §2.3',
        message: 'The dictionary is empty; leave the property out or give it a key',
      });
    }
  };
}

/** Says whether a text may be a dictionary key: 1 to 250 of A-Z a-z 0-9 - _ (STIX 2.1 §2.3). */
export function isDictionaryKey(key: string): boolean {
  return key.length <= 250 && /^[A-Za-z0-9_-]+$/.test(key);
}

/** Digits of a hash by algorithm; the fuzzy ones are checked by their alphabet. */
const HASH_FORMAT: ReadonlyMap<string, RegExp> = new Map([
  ['MD5', /^[0-9a-f]{32}$/i],
  ['SHA-1', /^[0-9a-f]{40}$/i],
  ['SHA-256', /^[0-9a-f]{64}$/i],
  ['SHA-512', /^[0-9a-f]{128}$/i],
  ['SHA3-256', /^[0-9a-f]{64}$/i],
  ['SHA3-512', /^[0-9a-f]{128}$/i],
  ['SSDEEP', /^\d+:[0-9a-z+/]*:[0-9a-z+/]*$/i],
  ['TLSH', /^(?:T1)?[0-9a-f]{70}$/i],
]);

const hashDictionary = dictionary(string);

/** Hashes by algorithm (STIX 2.1 §2.7, §10.7). */
export const hashes: Check = (value, run) => {
  hashDictionary(value, run);
  if (!isRecord(value)) return;
  for (const name of Object.keys(value)) {
    const hash = value[name];
    if (name.length < 3) badKey(name, run);
    if (!isTermOf('hash-algorithm-ov', name)) {
      const message = `${show(name)} is not a name of hash-algorithm-ov, such as "SHA-256"`;
      addWarning(run, { rule: 'open-vocabulary', section: 'STIX 2.1 §10.7', message }, name);
    } else if (typeof hash === 'string' && HASH_FORMAT.get(name)?.test(hash) === false) {
      const message = `${show(hash)} is not a ${name} hash`;
      addError(run, { rule: 'hash-format', section: 'STIX 2.1 §2.7', message }, name);
    }
  }
};

/** An identifier of one of the named types; of any STIX object when none is named (STIX 2.1 §2.9). */
export function reference(...types: string[]): Check {
  const [only] = types;
  // Most objects of a body name the same creator and marking, so one memory spares most work.
  let lastGood = '';
  return (value, run) => {
    if (value === lastGood) return;
    if (typeof value !== 'string') {
      badId(value, run);
    } else if (only === undefined) {
      if (rateStixId(value) === 'bad') badId(value, run);
      else if (value.startsWith('bundle--')) wrongTarget(value, ['any STIX object'], run);
    } else if (types.some((type) => isIdOfType(value, type))) {
      lastGood = value;
    } else if (rateStixId(value) === 'bad') {
      badId(value, run);
    } else {
      wrongTarget(value, types, run);
    }
  };
}

/** An identifier of one of the classes; custom types always pass, as nobody else defines them. */
export function referenceToClass(...classes: ObjectClass[]): Check {
  return (value, run) => {
    const found = typeof value === 'string' ? classOfIdType(value) : undefined;
    if (typeof value !== 'string') {
      badId(value, run);
    } else if (found === undefined) {
      if (rateStixId(value) === 'bad') badId(value, run);
    } else if (rateTail(value, value.length - 38) === 'bad') {
      badId(value, run);
    } else if (!classes.includes(found)) {
      wrongTarget(
        value,
        classes.map((name) => name.toUpperCase()),
        run,
      );
    }
  };
}

function unknownMember(key: string, value: unknown, run: Run): void {
  if (!checkKey(key, run)) return;
  const message = `${show(key)} is not defined here; it is kept as it is`;
  addWarning(run, { rule: 'unknown-property', section: 'STIX 2.1 §11.1', message }, key);
  enter(run, key);
  anything(value, run);
  leave(run);
}

function badKey(key: string, run: Run): void {
  addError(
    run,
    {
      rule: 'dictionary-key',
      section: 'STIX 2.1 §2.3',
      message: `${show(key)} cannot be a key here; use at most 250 of A-Z, a-z, 0-9, "-" and "_"`,
    },
    key,
  );
}

function badId(value: unknown, run: Run): void {
  addError(run, {
    rule: 'id-format',
    section: 'STIX 2.1 §2.9',
    message: `${show(value)} is not an identifier; write a type, "--" and a UUID`,
  });
}

function wrongTarget(value: string, expected: readonly string[], run: Run): void {
  addError(run, {
    rule: 'reference-target',
    section: 'STIX 2.1 §3.3',
    message: `${show(value)} does not refer to ${expected.join(', ')}`,
  });
}
