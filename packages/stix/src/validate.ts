import { isStixId, isTypeName, rateTail } from './ids.ts';
import { isRecord, show } from './keys.ts';
import { withLimits, type StixLimits } from './limits.ts';
import type { StixObject, StixProblem, Validation } from './types.ts';
import { definitionOf, type ObjectDefinition } from './validation/definitions.ts';
import { hasExtensionType } from './validation/extension-checks.ts';
import { anything, checkKey, checkKeyCount } from './validation/plain-checks.ts';
import {
  addError,
  addWarning,
  enter,
  leave,
  startRun,
  type Finding,
  type Members,
  type Run,
} from './validation/run.ts';
import { checkRequired } from './validation/structure-checks.ts';

/** How an object is validated. */
export interface ValidateOptions {
  /** Limits other than the defaults. */
  readonly limits?: Partial<StixLimits>;
}

/** Names that STIX keeps for later (STIX 2.1 §3.8). */
const RESERVED: ReadonlySet<string> = new Set([
  'severity',
  'username',
  'phone_number',
  'phone_numbers',
  'action',
]);

const NO_PROBLEMS: readonly StixProblem[] = Object.freeze([]);

/**
 * Checks one object against STIX 2.1: errors for what it must be, warnings for what it should be.
 * Types and properties that STIX does not define pass with a warning and keep their values.
 * Never throws, whatever the value; the object comes back as it is, not a copy.
 */
export function validateObject(value: unknown, options?: ValidateOptions): Validation {
  if (!isRecord(value)) {
    const message = `Expected a STIX object, got ${show(value)}`;
    return refuse({ rule: 'type', section: 'STIX 2.1 §3.2', message });
  }
  const type = value['type'];
  if (typeof type !== 'string' || !isTypeName(type, type.length) || type === 'bundle') {
    const message = typeMessage(type);
    return refuse({ rule: 'type-name', section: 'STIX 2.1 §3.2', message }, '/type');
  }
  const run = startRun(value, withLimits(options?.limits));
  const definition = definitionOf(type, value);
  checkId(value['id'], type, run);
  checkMembers(value, definition, run);
  checkRequired(definition, value, run);
  for (const rule of definition.rules) rule(value, run);
  warnOfCustomContent(definition, value, run);
  const warnings = run.warnings.length === 0 ? NO_PROBLEMS : run.warnings;
  if (run.errors.length > 0 || !isStixObject(value)) {
    return { ok: false, errors: run.errors, warnings };
  }
  return { ok: true, errors: NO_PROBLEMS, warnings, object: value };
}

/** A refusal with one problem. */
export function refuse(finding: Finding, path = ''): Validation {
  return { ok: false, errors: [{ path, ...finding }], warnings: NO_PROBLEMS };
}

function typeMessage(type: unknown): string {
  if (type === undefined) return 'The required property "type" is missing; add it';
  if (type === 'bundle') return 'A bundle is not an object; send it as a body';
  return `${show(type)} is not a type name; use lower-case letters, digits and single hyphens`;
}

function isStixObject(value: Members): value is StixObject {
  return typeof value['id'] === 'string' && typeof value['type'] === 'string';
}

function checkMembers(value: Members, definition: ObjectDefinition, run: Run): void {
  const { properties } = definition;
  const keys = Object.keys(value);
  if (!checkKeyCount(keys.length, run)) return;
  for (const key of keys) {
    const check = properties.get(key);
    if (check !== undefined) {
      enter(run, key);
      check(value[key], run);
      leave(run);
    } else checkCustomMember(key, value[key], run);
  }
}

function checkCustomMember(key: string, value: unknown, run: Run): void {
  if (!checkKey(key, run)) return;
  if (RESERVED.has(key)) {
    const message = `The property name "${key}" is reserved; rename it`;
    addError(run, { rule: 'reserved-property', section: 'STIX 2.1 §3.8', message }, key);
  } else if (!isPropertyName(key)) {
    const message = `${show(key)} is not a property name; use at most 250 of a-z, 0-9 and "_", a letter first`;
    addError(run, { rule: 'property-name', section: 'STIX 2.1 §3.1', message }, key);
  } else {
    run.customNames.push(key);
  }
  enter(run, key);
  anything(value, run);
  leave(run);
}

/** Lower-case letters, digits and underscores, a letter first (STIX 2.1 §3.1, §7.3.2). */
function isPropertyName(key: string): boolean {
  if (key.length > 250) return false;
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    const isLetter = code >= 97 && code <= 122;
    if (!isLetter && (index === 0 || (code !== 95 && (code < 48 || code > 57)))) return false;
  }
  return key.length > 0;
}

function checkId(id: unknown, type: string, run: Run): void {
  if (id === undefined) return;
  const hasType = typeof id === 'string' && id.startsWith(type);
  const rating = hasType ? rateTail(id, type.length) : 'bad';
  if (rating === 'good') return;
  if (rating === 'upper-case') {
    const message = `The id ${show(id)} has upper-case digits; it is another id than the lower-case one`;
    addWarning(run, { rule: 'id-case', section: 'STIX 2.1 §2.9', message }, 'id');
  } else if (isStixId(id)) {
    const message = `The id ${show(id)} does not start with the type "${type}"`;
    addError(run, { rule: 'id-type', section: 'STIX 2.1 §2.9', message }, 'id');
  } else {
    const message = `${show(id)} is not an identifier; write the type, "--" and a UUID`;
    addError(run, { rule: 'id-format', section: 'STIX 2.1 §2.9', message }, 'id');
  }
}

function warnOfCustomContent(definition: ObjectDefinition, value: Members, run: Run): void {
  if (definition.isCustom) {
    if (hasExtensionType(value, 'new-sdo', 'new-sco', 'new-sro')) return;
    const message = 'STIX does not define the type; the object is kept as it is';
    addWarning(run, { rule: 'custom-type', section: 'STIX 2.1 §11.2', message }, 'type');
    return;
  }
  const [first] = run.customNames;
  if (first === undefined || hasExtensionType(value, 'toplevel-property-extension')) return;
  const names = run.customNames.slice(0, 20).join(', ');
  const message = `STIX does not define these properties of "${String(value['type'])}"; they are kept: ${names}`;
  addWarning(run, { rule: 'custom-property', section: 'STIX 2.1 §11.1', message }, first);
}
