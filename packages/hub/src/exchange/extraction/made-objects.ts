import { tlpText } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import { TLP2 } from '@tocsin/stix';
import type { ObservableKind, StixObject } from '@tocsin/stix';
import { identityId } from '../../protection/index.ts';

/** Who makes objects, when, under which level. */
export interface Maker {
  readonly organization: { readonly id: string; readonly name: string };
  readonly now: number;
  readonly newId: () => string;
  /** Named on each object; absent when the marking has no level that always holds. */
  readonly level?: TlpLevel;
  /** How sure its source is, 0 to 100; absent where it did not say. */
  readonly confidence?: number;
}

/** What a person wrote. */
export interface Written {
  readonly title: string;
  readonly text: string;
  readonly values: readonly { readonly kind: ObservableKind; readonly value: string }[];
}

/** Longest description, in UTF-16 units: at three bytes each it stays within the 64 KiB of one string. */
const DESCRIPTION_MAX = 20_000;
/** The identity object is the same in every share, its dates included: so it is simply there already. */
const IDENTITY_SINCE = '2024-01-01T00:00:00.000Z';

/** The identity object of an organization. */
export function identityOf({ id, name }: Maker['organization']): StixObject {
  return {
    type: 'identity',
    spec_version: '2.1',
    id: identityId(id),
    created: IDENTITY_SINCE,
    modified: IDENTITY_SINCE,
    name,
    identity_class: 'organization',
  };
}

/**
 * A text as STIX: an indicator or vulnerability for each value, and a report that holds them together; a text
 * without values becomes a note (a report must refer to something, STIX 2.1 §4.16).
 */
export function objectsOfText(written: Written, maker: Maker): StixObject[] {
  const found = written.values
    .map((value) => objectOfValue(value, maker))
    .filter((object) => object !== undefined);
  return [...found, frameOf(written, found, maker)];
}

/** The properties every made object begins with (STIX 2.1 §3.2). */
export function common(type: string, maker: Maker): StixObject {
  const at = new Date(maker.now).toISOString();
  return {
    type,
    spec_version: '2.1',
    id: `${type}--${maker.newId()}`,
    created_by_ref: identityId(maker.organization.id),
    created: at,
    modified: at,
    ...(maker.confidence === undefined ? {} : { confidence: maker.confidence }),
    ...(maker.level === undefined ? {} : { object_marking_refs: [TLP2[maker.level].id] }),
  };
}

function frameOf(written: Written, found: readonly StixObject[], maker: Maker): StixObject {
  if (found.length === 0) {
    return {
      ...common('note', maker),
      abstract: written.title,
      content: shortened(written.text === '' ? written.title : written.text),
      object_refs: [identityId(maker.organization.id)],
    };
  }
  return {
    ...common('report', maker),
    name: written.title,
    ...(written.text === '' ? {} : { description: shortened(written.text) }),
    published: new Date(maker.now).toISOString(),
    object_refs: found.map((object) => object.id),
  };
}

function objectOfValue(
  { kind, value }: Written['values'][number],
  maker: Maker,
): StixObject | undefined {
  if (kind === 'cve') {
    return {
      ...common('vulnerability', maker),
      name: value,
      external_references: [{ source_name: 'cve', external_id: value }],
    };
  }
  const pattern = patternOf(kind, value);
  if (pattern === undefined) return undefined;
  return {
    ...common('indicator', maker),
    name: value,
    pattern,
    pattern_type: 'stix',
    pattern_version: '2.1',
    valid_from: new Date(maker.now).toISOString(),
  };
}

const PATHS: Partial<Record<ObservableKind, string>> = {
  ipv4: 'ipv4-addr:value =',
  'ipv4-net': 'ipv4-addr:value ISSUBSET',
  ipv6: 'ipv6-addr:value =',
  'ipv6-net': 'ipv6-addr:value ISSUBSET',
  domain: 'domain-name:value =',
  url: 'url:value =',
  email: 'email-addr:value =',
  md5: 'file:hashes.MD5 =',
  sha1: "file:hashes.'SHA-1' =",
  sha256: "file:hashes.'SHA-256' =",
  sha512: "file:hashes.'SHA-512' =",
};

/** A pattern that matches the value; undefined for kinds a text's values cannot have. */
function patternOf(kind: ObservableKind, value: string): string | undefined {
  const path = PATHS[kind];
  if (path === undefined) return undefined;
  const literal = value.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`);
  return `[${path} '${literal}']`;
}

/** A description that every reader of STIX takes; the share keeps the whole text. */
function shortened(text: string): string {
  return text.length <= DESCRIPTION_MAX
    ? text
    : `${text.slice(0, DESCRIPTION_MAX).toWellFormed()} …`;
}

/** A title for a text that came without one: its first line, or what it is. */
export function titleOfText(text: string, level: TlpLevel | undefined): string {
  const line = (text.trim().split('\n')[0] ?? '').replaceAll(/\s+/g, ' ').trim();
  if (line !== '') return line.length <= 160 ? line : `${line.slice(0, 159).toWellFormed()}…`;
  return level === undefined ? 'A share' : `A share, ${tlpText(level)}`;
}
