import { createHash } from 'node:crypto';
import { rankOfLevel } from '@tocsin/policy';
import { TLP2 } from '@tocsin/stix';
import type { CopiedObject } from './copied-object.ts';

/**
 * A STIX bundle (STIX 2.1 §8) of objects exactly as received, the definitions of their levels, a statement marking
 * (§7.2.1.3) that says whose copy it is, and a note on all of them under that statement; terms of use stand in notes as well. The objects themselves stay
 * as they are: another text under the same version would contradict its source.
 */
export function bundleCopy(
  objects: readonly CopiedObject[],
  copy: { readonly id: string; readonly at: string; readonly line: string },
): string {
  const levels = [...new Set(objects.map(({ level }) => level))].toSorted(
    (a, b) => rankOfLevel(b) - rankOfLevel(a),
  );
  const statement = {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${uuidOf(copy.id, 'statement')}`,
    created: copy.at,
    definition_type: 'statement',
    definition: { statement: copy.line },
  };
  const [strictest] = levels;
  const refs = [...(strictest === undefined ? [] : [TLP2[strictest].id]), statement.id];
  const noted = (what: string, content: string, about: readonly CopiedObject[]): object => ({
    type: 'note',
    spec_version: '2.1',
    id: `note--${uuidOf(copy.id, what)}`,
    created: copy.at,
    modified: copy.at,
    abstract: what,
    content,
    object_refs: about.map(({ id }) => id),
    object_marking_refs: refs,
  });
  const texts = [
    ...levels
      .filter((level) => objects.every(({ id }) => id !== TLP2[level].id))
      .map((level) => JSON.stringify(TLP2[level])),
    JSON.stringify(statement),
    ...objects.map(({ text }) => text),
    JSON.stringify(noted('Whose copy this is', copy.line, objects)),
    ...byTerms(objects).map(([terms, about], place) =>
      JSON.stringify(
        noted(place === 0 ? 'Terms of use' : `Terms of use, ${String(place + 1)}`, terms, about),
      ),
    ),
  ];
  return `{"type":"bundle","id":"bundle--${uuidOf(copy.id, 'bundle')}","objects":[${texts.join(',\n')}]}\n`;
}

/** Objects under the same terms together; those without any are left out. */
function byTerms(objects: readonly CopiedObject[]): [string, CopiedObject[]][] {
  const groups = new Map<string, CopiedObject[]>();
  for (const one of objects) {
    const terms = one.terms.join(' ');
    if (terms !== '') groups.set(terms, [...(groups.get(terms) ?? []), one]);
  }
  return [...groups];
}

/** A UUID of version 5 (RFC 9562): the same copy has the same ids. */
function uuidOf(copy: string, what: string): string {
  const hash = createHash('sha256').update(`${what} ${copy}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
