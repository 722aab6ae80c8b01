import { isRecord } from '../keys.ts';
import { compareTimestamps, isTimestamp } from '../timestamps.ts';
import { addError, type Members, type Rule } from './run.ts';

/** The later of two timestamps is not earlier than the first; `strict` asks for later. */
export function inOrder(first: string, second: string, strict = false): Rule {
  return (object, run) => {
    const a = object[first];
    const b = object[second];
    if (typeof a !== 'string' || typeof b !== 'string' || !isTimestamp(a) || !isTimestamp(b))
      return;
    const order = compareTimestamps(b, a);
    if (order > 0 || (order === 0 && !strict)) return;
    addError(
      run,
      {
        rule: 'time-order',
        section: 'STIX 2.1 §3.6.1',
        message: `"${second}" (${b}) is ${strict ? 'not later than' : 'earlier than'} "${first}" (${a})`,
      },
      second,
    );
  };
}

/** At least one of the named properties is there. */
export function atLeastOne(section: string, ...names: string[]): Rule {
  return (object, run) => {
    if (names.some((name) => object[name] !== undefined)) return;
    addError(run, {
      rule: 'at-least-one',
      section: `STIX 2.1 §${section}`,
      message: `None of ${listOf(names)} is there; give at least one`,
    });
  };
}

/** Two properties do not stand together. */
export function notBoth(section: string, first: string, second: string): Rule {
  return (object, run) => {
    if (object[first] === undefined || object[second] === undefined) return;
    addError(
      run,
      {
        rule: 'not-both',
        section: `STIX 2.1 §${section}`,
        message: `"${first}" and "${second}" stand together; keep one of them`,
      },
      second,
    );
  };
}

/** A property asks for another one. */
export function needs(section: string, property: string, needed: string): Rule {
  return (object, run) => {
    if (object[property] === undefined || object[needed] !== undefined) return;
    addError(
      run,
      {
        rule: 'needs',
        section: `STIX 2.1 §${section}`,
        message: `"${property}" is there without "${needed}"; add "${needed}"`,
      },
      needed,
    );
  };
}

/** A property is not there when another one has a certain value. */
export function notWhen(
  section: string,
  property: string,
  when: { readonly name: string; readonly is: unknown },
): Rule {
  return (object, run) => {
    if (object[property] === undefined || object[when.name] !== when.is) return;
    addError(
      run,
      {
        rule: 'not-when',
        section: `STIX 2.1 §${section}`,
        message: `"${property}" does not stand beside "${when.name}" ${String(when.is)}; remove one of them`,
      },
      property,
    );
  };
}

/** At least one property of the kind's own is there, or an extension. */
export function atLeastOneOwn(section: string, ...common: string[]): Rule {
  const others = new Set([
    'type',
    'id',
    'spec_version',
    'object_marking_refs',
    'granular_markings',
    'defanged',
    ...common,
  ]);
  return (object, run) => {
    for (const name of Object.keys(object)) {
      if (!others.has(name) && (name !== 'extensions' || hasMembers(object[name]))) return;
    }
    addError(run, {
      rule: 'at-least-one',
      section: `STIX 2.1 §${section}`,
      message: 'No property of its own is there; give at least one',
    });
  };
}

function hasMembers(value: unknown): value is Members {
  return isRecord(value) && Object.keys(value).length > 0;
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
