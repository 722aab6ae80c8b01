import { createHash } from 'node:crypto';
import type { StixObject } from '@tocsin/stix';

/** An object of the story: what only it says; type, id and times are added when it is told. */
export interface Told {
  readonly type: string;
  /** Names it within the story. */
  readonly key: string;
  readonly says: Readonly<Record<string, unknown>>;
}

/** The same key always gives the same id: two demonstrations tell the same story. */
export function idOf(type: string, key: string): string {
  const hex = createHash('sha256').update(`${type} ${key}`).digest('hex');
  const uuid = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `${type}--${uuid.join('-')}`;
}

/** The objects as STIX, made at an instant. */
export function stixOf(told: readonly Told[], at: string): StixObject[] {
  return told.map(({ type, key, says }) => ({
    type,
    spec_version: '2.1',
    id: idOf(type, key),
    created: at,
    modified: at,
    ...(type === 'indicator' ? { pattern_type: 'stix', valid_from: at } : {}),
    ...(type === 'report' ? { published: at } : {}),
    ...says,
  }));
}

const HASH = /^[0-9a-f]{64}$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/** An indicator of one value; `says` adds or replaces what it says. */
export function indicator(value: string, says: Readonly<Record<string, unknown>> = {}): Told {
  return {
    type: 'indicator',
    key: value,
    says: {
      name: value,
      pattern: patternOf(value),
      indicator_types: ['malicious-activity'],
      ...says,
    },
  };
}

function patternOf(value: string): string {
  if (HASH.test(value)) return `[file:hashes.'SHA-256' = '${value}']`;
  if (ADDRESS.test(value)) return `[ipv4-addr:value = '${value}']`;
  if (value.includes('://')) return `[url:value = '${value}']`;
  if (value.includes('@')) return `[email-addr:value = '${value}']`;
  return `[domain-name:value = '${value}']`;
}

/** Any other object that has a name. */
export function named(type: string, key: string, says: Readonly<Record<string, unknown>>): Told {
  return { type, key, says };
}

/** A relationship between two objects of the story. */
export function relation(source: string, verb: string, target: string): Told {
  return {
    type: 'relationship',
    key: `${source} ${verb} ${target}`,
    says: { relationship_type: verb, source_ref: refOf(source), target_ref: refOf(target) },
  };
}

/** `malware:tidelock` to an id. */
export function refOf(words: string): string {
  const at = words.indexOf(':');
  return idOf(words.slice(0, at), words.slice(at + 1));
}

/** A report about objects of the story. */
export function report(
  key: string,
  says: { name: string; description: string; about: readonly string[]; types?: readonly string[] },
): Told {
  return {
    type: 'report',
    key,
    says: {
      name: says.name,
      description: says.description,
      report_types: says.types ?? ['threat-report'],
      object_refs: says.about.map(refOf),
    },
  };
}

/** A SHA-256 value nobody has. */
export function hashOf(words: string): string {
  return createHash('sha256').update(`demonstration ${words}`).digest('hex');
}
