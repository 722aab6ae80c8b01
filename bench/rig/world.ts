import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scanBundle, textOfSpan } from '../../packages/stix/src/index.ts';
import { AUDIENCES, audienceName, audiencesOf, objectAt } from '../generate.ts';

/** The readers of the generated set, by how much of it they see. */
export const READERS = ['broad', 'medium', 'narrow'] as const;
/** The community of the generated set. */
export const COMMUNITY = 'bench';

const SCOPES = ['read', 'write', 'taxii', 'stream'];

/**
 * A world as code: a writer, readers of three kinds, and further members so that every audience holds somebody.
 * `communities` are made beside {@link COMMUNITY}, one for each round of a measurement that needs an empty one.
 */
export function world({ communities = [] as readonly string[], readers = 0 } = {}): unknown {
  const all = [COMMUNITY, ...communities];
  const members = Array.from({ length: Math.max(AUDIENCES, readers) }, (_, at) => memberName(at));
  const organizations = ['writer', ...READERS, ...members];
  const tokens = ['writer', ...READERS, ...members.slice(0, readers)];
  const profile = { default_level: 'green', unlabelled: 'green' };
  return {
    communities: all.map((slug) => ({ slug, name: slug, kind: 'isac', profile })),
    organizations: organizations.map((slug) => ({ slug, name: slug })),
    memberships: all.flatMap((community) =>
      organizations.map((organization) => ({ community, organization })),
    ),
    groups: Array.from({ length: AUDIENCES }, (_, audience) => ({
      community: COMMUNITY,
      slug: audienceName(audience),
      organizations: [
        memberName(audience),
        ...READERS.filter((reader) => audiencesOf(reader).includes(audience)),
      ],
    })),
    tokens: tokens.map((name) => ({ name, organization: name, scopes: SCOPES })),
  };
}

/** The name of a further member; the first ones have tokens when readers are asked for. */
export function memberName(at: number): string {
  return `member-${String(at)}`;
}

/** Real objects when they are at hand, else made-up ones. */
export interface ObjectSet {
  readonly name: string;
  readonly texts: readonly string[];
}

/** ATT&CK enterprise v7.2 (9,715 objects), or as many generated ones. */
export function attackSet(): ObjectSet {
  const beside = fileURLToPath(new URL('../../../shared/data', import.meta.url));
  const folder = process.env['TOCSIN_TEST_DATA'] ?? beside;
  const file = join(folder, 'attack/enterprise-attack-v7.2.stix21.json');
  if (!existsSync(file)) {
    const texts = Array.from({ length: 9715 }, (_, place) => objectAt(place));
    return { name: 'generated objects (ATT&CK is not at hand)', texts };
  }
  const bytes = new Uint8Array(readFileSync(file));
  const scanned = scanBundle(bytes, { bodyBytes: bytes.length + 1, objects: 100_000 });
  if (!scanned.ok) throw new Error(scanned.problem.message);
  return {
    name: 'ATT&CK enterprise v7.2',
    texts: scanned.objects.map((span) => textOfSpan(bytes, span)),
  };
}

/** Envelopes of so many objects each (TAXII 2.1 §3.7). */
export function envelopes(texts: readonly string[], size: number): Buffer[] {
  const made: Buffer[] = [];
  for (let at = 0; at < texts.length; at += size) {
    made.push(Buffer.from(`{"objects":[${texts.slice(at, at + size).join()}]}`));
  }
  return made;
}

/** A bundle of objects (STIX 2.1 §8). */
export function bundle(texts: readonly string[]): Buffer {
  const id = 'bundle--00000000-0000-4000-8000-000000000000';
  return Buffer.from(`{"type":"bundle","id":"${id}","objects":[${texts.join()}]}`);
}
