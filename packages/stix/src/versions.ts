import { classOfType } from './object-types.ts';
import { compareTimestamps, isTimestamp } from './timestamps.ts';
import type { StixObject } from './types.ts';

/**
 * What tells versions of one id apart: `modified`, else `created` (marking definitions);
 * undefined for objects without versions, such as observables (STIX 2.1 §3.6).
 */
export function versionOf(object: StixObject): string | undefined {
  const version = object.modified ?? object.created;
  return typeof version === 'string' ? version : undefined;
}

/** Says whether the creator has taken the object back, which is final (STIX 2.1 §3.6). */
export function isRevoked(object: StixObject): boolean {
  return object.revoked === true;
}

/**
 * The next version of an object by its own creator: same id, type and `created`, with the changes
 * and a later `modified`. A change of value undefined removes the property.
 * Throws TypeError when the object cannot have a further version or the time is not later.
 */
export function newVersion(
  object: StixObject,
  changes: Readonly<Record<string, unknown>>,
  modified: string,
): StixObject {
  const version = object.modified;
  if (typeof version !== 'string' || classOfType(object.type) === 'sco') {
    throw new TypeError(`Cannot make a new version of "${object.id}": its type has no versions`);
  }
  if (isRevoked(object)) {
    throw new TypeError(
      `Cannot make a new version of "${object.id}": it is revoked, which is final; create a new object`,
    );
  }
  if (!isTimestamp(modified) || compareTimestamps(modified, version) <= 0) {
    throw new TypeError(
      `Cannot make a new version of "${object.id}" at "${modified}": the time must be later than "${version}"`,
    );
  }
  const next: Record<string, unknown> = { ...object, ...changes };
  for (const name of ['type', 'id', 'created', 'created_by_ref']) next[name] = object[name];
  next['modified'] = modified;
  for (const name of Object.keys(next)) {
    if (next[name] === undefined) delete next[name];
  }
  return { ...next, type: object.type, id: object.id, modified };
}
