import { isRecord, show } from '../keys.ts';
import { boolean, integer, language, list, string, versionTimestamp } from './plain-checks.ts';
import { addError, addWarning, type Check, type Finding, type Members, type Run } from './run.ts';
import { hashes, reference, struct } from './structure-checks.ts';

/** Identifiers that a source numbers by its own scheme (STIX 2.1 §4.1.1, §4.19.1). */
const NUMBERING: ReadonlyMap<string, RegExp> = new Map([
  ['cve', /^CVE-\d{4}-\d{4,}$/],
  ['capec', /^CAPEC-\d+$/],
]);

/** A reference to something outside STIX (STIX 2.1 §2.5). */
export const externalReference = struct({
  section: '2.5',
  required: ['source_name'],
  properties: {
    source_name: string,
    description: string,
    url: looseUri,
    hashes,
    external_id: string,
  },
  rules: [hasSomething, hasOwnNumber],
});

/** A phase of a named kill chain (STIX 2.1 §2.11). */
export const killChainPhase = struct({
  section: '2.11',
  required: ['kill_chain_name', 'phase_name'],
  properties: { kill_chain_name: string, phase_name: string },
});

/** A marking of part of an object (STIX 2.1 §7.2.3). */
const granularMarking = struct({
  section: '7.2.3',
  required: ['selectors'],
  properties: {
    lang: language,
    marking_ref: reference('marking-definition'),
    selectors: list(selector),
  },
  rules: [oneOfLangAndMarking],
});

/** A text with a URI scheme and no blanks or control characters (RFC 3986 §3). */
export const uri: Check = (value, run) => {
  string(value, run);
  if (typeof value === 'string' && !isUri(value)) {
    const finding = badUri(value);
    // A value that says it is defanged cannot have its own format.
    if (run.defanged) addWarning(run, finding);
    else addError(run, finding);
  }
};

/** The URL of an external reference: people copy them from pages, so a faulty one is a warning. */
function looseUri(value: unknown, run: Run): void {
  string(value, run);
  if (typeof value === 'string' && !isUri(value)) addWarning(run, badUri(value));
}

function badUri(value: string): Finding {
  return {
    rule: 'url-format',
    section: 'STIX 2.1 §2.5.1',
    message: `${show(value)} is not a URL; write it with its scheme, like "https://example.com/"`,
  };
}

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

function isUri(text: string): boolean {
  if (!SCHEME.test(text)) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) <= 32) return false;
  }
  return true;
}

function notHere(section: string, why: string): Check {
  return (_value, run) => {
    addWarning(run, {
      rule: 'not-applicable',
      section: `STIX 2.1 §${section}`,
      message: `The property ${why}; it is kept and has no effect`,
    });
  };
}

const refuseDefanged: Check = (_value, run) => {
  addError(run, {
    rule: 'not-applicable',
    section: 'STIX 2.1 §3.2',
    message: 'Only observables have "defanged"; remove it',
  });
};

const anyVersion: Check = (value, run) => {
  if (value === '2.1') return;
  addError(run, {
    rule: 'spec-version',
    section: 'STIX 2.1 §3.2',
    message: `Expected "2.1", got ${show(value)}; convert the object to STIX 2.1`,
  });
};

const marking = list(reference('marking-definition'));
const references = list(externalReference);
const granular = list(granularMarking);
const labels = list(string);

/** Common properties of objects with versions (STIX 2.1 §3.2). */
export const VERSIONED: Readonly<Record<string, Check>> = {
  spec_version: anyVersion,
  created_by_ref: reference('identity'),
  created: versionTimestamp,
  modified: versionTimestamp,
  revoked: boolean,
  labels,
  confidence: integer(0, 100),
  lang: language,
  external_references: references,
  object_marking_refs: marking,
  granular_markings: granular,
  defanged: refuseDefanged,
};

/** Common properties of observables (STIX 2.1 §3.2); the others are kept with a warning. */
export const OBSERVABLE: Readonly<Record<string, Check>> = {
  spec_version: anyVersion,
  object_marking_refs: marking,
  granular_markings: granular,
  defanged: boolean,
  created_by_ref: both(reference('identity'), notHere('3.2', 'does not belong to observables')),
  created: both(versionTimestamp, notHere('3.6', 'is for objects with versions')),
  modified: both(versionTimestamp, notHere('3.6', 'is for objects with versions')),
  revoked: both(boolean, notHere('3.6', 'is for objects with versions')),
  labels: both(labels, notHere('3.2', 'does not belong to observables')),
  confidence: both(integer(0, 100), notHere('3.2', 'does not belong to observables')),
  lang: both(language, notHere('3.2', 'does not belong to observables')),
  external_references: both(references, notHere('3.2', 'does not belong to observables')),
};

/** Common properties of marking definitions, which have no versions (STIX 2.1 §7.2.1). */
export const MARKING: Readonly<Record<string, Check>> = {
  ...VERSIONED,
  modified: both(versionTimestamp, notHere('7.2.1', 'does not belong to marking definitions')),
  revoked: both(boolean, notHere('7.2.1', 'does not belong to marking definitions')),
  labels: both(labels, notHere('7.2.1', 'does not belong to marking definitions')),
  confidence: both(integer(0, 100), notHere('7.2.1', 'does not belong to marking definitions')),
  lang: both(language, notHere('7.2.1', 'does not belong to marking definitions')),
};

/** Common properties of language content (STIX 2.1 §7.1.1). */
export const LANGUAGE: Readonly<Record<string, Check>> = {
  ...VERSIONED,
  lang: both(language, notHere('7.1.1', 'does not belong to language content')),
};

/** Common properties of extension definitions (STIX 2.1 §7.3.1). */
export const EXTENSION: Readonly<Record<string, Check>> = {
  ...VERSIONED,
  confidence: both(integer(0, 100), notHere('7.3.1', 'does not belong to extension definitions')),
  lang: both(language, notHere('7.3.1', 'does not belong to extension definitions')),
};

function both(first: Check, second: Check): Check {
  return (value, run) => {
    first(value, run);
    second(value, run);
  };
}

function hasSomething(object: Members, run: Run): void {
  if (
    object['description'] === undefined &&
    object['url'] === undefined &&
    object['external_id'] === undefined
  ) {
    addError(run, {
      rule: 'at-least-one',
      section: 'STIX 2.1 §2.5.2',
      message: 'The reference has no "description", "url" or "external_id"; give at least one',
    });
  }
}

function hasOwnNumber(object: Members, run: Run): void {
  const id = object['external_id'];
  const source = object['source_name'];
  if (typeof id !== 'string' || typeof source !== 'string') return;
  if (NUMBERING.get(source)?.test(id) !== false) return;
  const message = `${show(id)} is not an identifier of "${source}"`;
  const finding = { rule: 'external-id', section: 'STIX 2.1 §4.19.1', message };
  // ATT&CK publishes placeholders such as "CAPEC-capec", which nothing looks up.
  if (source === 'capec') addWarning(run, finding, 'external_id');
  else addError(run, finding, 'external_id');
}

function oneOfLangAndMarking(object: Members, run: Run): void {
  if ((object['lang'] === undefined) !== (object['marking_ref'] === undefined)) return;
  addError(run, {
    rule: 'one-of',
    section: 'STIX 2.1 §7.2.3',
    message: 'Exactly one of "lang" and "marking_ref" is needed',
  });
}

function selector(value: unknown, run: Run): void {
  if (typeof value !== 'string') {
    string(value, run);
  } else if (!selects(value, run.root)) {
    addError(run, {
      rule: 'selector',
      section: 'STIX 2.1 §7.2.3',
      message: `${show(value)} selects nothing on the object; name what is there, like "labels.[0]"`,
    });
  }
}

/** Follows a selector from the root, own members only. */
function selects(text: string, root: unknown): boolean {
  let found: unknown = root;
  for (const step of text.split('.', 64)) {
    const index = /^\[(0|[1-9]\d{0,8})\]$/.exec(step)?.[1];
    if (index !== undefined) {
      if (!Array.isArray(found) || Number(index) >= found.length) return false;
      found = found[Number(index)];
    } else {
      if (!isRecord(found) || !Object.hasOwn(found, step)) return false;
      found = found[step];
    }
  }
  return true;
}
