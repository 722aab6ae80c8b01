import { isRecord, show } from '../keys.ts';
import { isForgedTlp } from '../tlp.ts';
import type { StixObject } from '../types.ts';
import { anything, isLanguageTag, list, string, term, timestamp } from './plain-checks.ts';
import { addError, addWarning, type Check, type Members, type Run } from './run.ts';
import { dictionary, reference, type Shape } from './structure-checks.ts';

/** The terms of definition_type (STIX 2.1 §7.2.1). */
const DEFINITION_TYPES: ReadonlySet<string> = new Set(['statement', 'tlp']);

const translations = dictionary(dictionary(anything));

/** Translations by language (STIX 2.1 §7.1.1). */
const contents: Check = (value, run) => {
  translations(value, run);
  if (!isRecord(value)) return;
  for (const key of Object.keys(value)) {
    if (isLanguageTag(key)) continue;
    const message = `${show(key)} is not a language tag of RFC 5646`;
    addError(run, { rule: 'language-tag', section: 'STIX 2.1 §7.1.1', message }, key);
  }
};

/** STIX Meta Objects by type: their own properties and rules (STIX 2.1 §7). */
export const META_OBJECTS: Readonly<Record<string, Shape>> = {
  'language-content': {
    section: '7.1.1',
    required: ['object_ref', 'contents'],
    properties: { object_ref: reference(), object_modified: timestamp, contents },
    rules: [isNotAboutLanguageContent],
  },
  'marking-definition': {
    section: '7.2.1',
    properties: { name: string, definition_type: definitionType, definition: anything },
    rules: [hasDefinition, isGenuineTlp, doesNotMarkItself],
  },
  'extension-definition': {
    section: '7.3.1',
    required: ['created_by_ref', 'name', 'schema', 'version', 'extension_types'],
    properties: {
      name: string,
      description: string,
      schema: string,
      version: string,
      extension_types: list(term('extension-type-enum')),
      extension_properties: list(string),
    },
    rules: [propertiesAreTopLevel],
  },
};

function definitionType(value: unknown, run: Run): void {
  string(value, run);
  if (typeof value !== 'string' || DEFINITION_TYPES.has(value)) return;
  addWarning(run, {
    rule: 'open-vocabulary',
    section: 'STIX 2.1 §7.2.1',
    message: `${show(value)} is neither "statement" nor "tlp"; use an extension instead`,
  });
}

function isNotAboutLanguageContent(object: Members, run: Run): void {
  const target = object['object_ref'];
  if (typeof target !== 'string' || !target.startsWith('language-content--')) return;
  const message = 'Language content translates other objects, not language content';
  addError(run, { rule: 'reference-target', section: 'STIX 2.1 §7.1.1', message }, 'object_ref');
}

function hasDefinition(object: Members, run: Run): void {
  const { definition_type: type, definition } = object;
  if (object['extensions'] === undefined) {
    for (const name of ['definition_type', 'definition']) {
      if (object[name] === undefined) missing(run, name);
    }
  }
  if (definition === undefined) return;
  if (!isRecord(definition)) {
    const message = `Expected an object, got ${show(definition)}`;
    addError(run, { rule: 'type', section: 'STIX 2.1 §7.2.1', message }, 'definition');
  } else if (type === 'statement' && typeof definition['statement'] !== 'string') {
    const message = 'A statement marking has no "statement" text; add it';
    addError(run, { rule: 'required', section: 'STIX 2.1 §7.2.1.3', message }, 'definition');
  }
}

/** Only the fixed TLP definitions exist; any other would let a sender give a level its own meaning. */
function isGenuineTlp(object: Members, run: Run): void {
  if (!isMarkingObject(object) || !isForgedTlp(object)) return;
  addError(run, {
    rule: 'tlp-definition',
    section: 'STIX 2.1 §7.2.1.4',
    message: 'The definition is not one of the fixed TLP definitions; refer to those by their ids',
  });
}

function doesNotMarkItself(object: Members, run: Run): void {
  const refs = object['object_marking_refs'];
  if (!Array.isArray(refs) || !refs.includes(object['id'])) return;
  const message = 'A marking definition does not mark itself; remove the reference';
  addError(
    run,
    { rule: 'circular-marking', section: 'STIX 2.1 §3.2', message },
    'object_marking_refs',
  );
}

function propertiesAreTopLevel(object: Members, run: Run): void {
  const types = object['extension_types'];
  if (object['extension_properties'] === undefined || !Array.isArray(types)) return;
  if (types.includes('toplevel-property-extension')) return;
  const message = '"extension_properties" is only for "toplevel-property-extension"; remove it';
  addError(run, { rule: 'not-when', section: 'STIX 2.1 §7.3.1', message }, 'extension_properties');
}

function missing(run: Run, name: string): void {
  const message = `The marking has no "${name}" and no extension; add one of them`;
  addError(run, { rule: 'required', section: 'STIX 2.1 §7.2.1', message }, name);
}

function isMarkingObject(object: Members): object is StixObject {
  return typeof object['type'] === 'string' && typeof object['id'] === 'string';
}
