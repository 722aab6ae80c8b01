import canonicalize from 'canonicalize';
import { v5 } from 'uuid';
import { newStixId } from './ids.ts';
import { isRecord } from './keys.ts';

/** The namespace of deterministic observable ids (STIX 2.1 §2.9). */
export const SCO_NAMESPACE = '00abedb4-aa42-466c-9c01-fed23315a9b7';

const HASH_PREFERENCE = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'];

/** The properties that make an observable's id, by type (STIX 2.1 §6, "ID Contributing Properties"). */
const CONTRIBUTORS: ReadonlyMap<string, readonly string[]> = new Map([
  ['artifact', ['hashes', 'payload_bin']],
  ['autonomous-system', ['number']],
  ['directory', ['path']],
  ['domain-name', ['value']],
  ['email-addr', ['value']],
  ['email-message', ['from_ref', 'subject', 'body']],
  ['file', ['hashes', 'name', 'extensions', 'parent_directory_ref']],
  ['ipv4-addr', ['value']],
  ['ipv6-addr', ['value']],
  ['mac-addr', ['value']],
  ['mutex', ['name']],
  [
    'network-traffic',
    ['start', 'end', 'src_ref', 'dst_ref', 'src_port', 'dst_port', 'protocols', 'extensions'],
  ],
  ['process', []],
  ['software', ['name', 'cpe', 'swid', 'vendor', 'version']],
  ['url', ['value']],
  ['user-account', ['account_type', 'user_id', 'account_login']],
  ['windows-registry-key', ['key', 'values']],
  ['x509-certificate', ['hashes', 'serial_number']],
]);

/**
 * The id of an observable: deterministic from its contributing properties, so that two producers
 * give one observable one id; random when none of them is present (STIX 2.1 §2.9, §3.4).
 * A type that STIX does not define gets a random id. `id` on the object is not looked at.
 */
export function scoId(
  object: Readonly<Record<string, unknown>> & { readonly type: string },
): string {
  const chosen: Record<string, unknown> = {};
  let any = false;
  for (const name of CONTRIBUTORS.get(object.type) ?? []) {
    const value = name === 'hashes' ? preferredHash(object[name]) : object[name];
    if (value !== undefined && value !== null) {
      chosen[name] = value;
      any = true;
    }
  }
  const text = any ? canonicalText(chosen) : undefined;
  return text === undefined ? newStixId(object.type) : `${object.type}--${v5(text, SCO_NAMESPACE)}`;
}

/** One hash, by the order of STIX 2.1 §6.7; else the first by name, so that order does not matter. */
function preferredHash(hashes: unknown): Record<string, unknown> | undefined {
  if (!isRecord(hashes)) return undefined;
  const name =
    HASH_PREFERENCE.find((candidate) => Object.hasOwn(hashes, candidate)) ??
    Object.keys(hashes).sort()[0];
  return name === undefined ? undefined : { [name]: hashes[name] };
}

/** RFC 8785 text; undefined for what it cannot carry, such as a lone surrogate. */
function canonicalText(value: Record<string, unknown>): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}
