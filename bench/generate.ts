/**
 * Objects like those that communities exchange, made from their place in the row alone: the same place gives
 * the same bytes in every run and on every machine. Mean size about 1.1 KB; two in five are indicators.
 */
import { createHash } from 'node:crypto';

/** Of a thousand objects sent, so many were sent before. */
const REPEATED = 100;
/** Groups that are named as audiences; with the three markings of objects, 300 labels. */
export const AUDIENCES = 100;
const MARKINGS = [
  undefined,
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
  'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
] as const;
/** One batch in so many goes to the rare audience. */
const RARE_EVERY = 250;
const CREATOR = `identity--${uuidOf('creator')}`;
const SENTENCES = [
  'The actor uses spear-phishing mail with an attached archive to gain a first foothold.',
  'Beacons leave the network at irregular intervals over encrypted web traffic.',
  'A scheduled task restarts the loader whenever somebody signs in.',
  'Credentials are taken from the memory of the local security process.',
  'Lateral movement was seen through remote services with valid accounts.',
  'The sample decrypts its settings with a key derived from the name of the machine.',
  'Domains are registered a few days before use and dropped within the month.',
  'Data are staged in an archive with a password and sent out in small pieces.',
  'Defenders should look for the named pipe and for the unusual parent process.',
  'The infrastructure overlaps with what was reported by partners last quarter.',
];

/** A batch as it is posted. */
export interface Batch {
  readonly texts: readonly string[];
  /** Which audience it is shared with; see {@link audienceName}. */
  readonly audience: number;
}

/** Batch `index` of batches of `size`: nine tenths new objects, one tenth from earlier batches. */
export function batchAt(index: number, size = 1000): Batch {
  const repeated = Math.floor((size * REPEATED) / 1000);
  const fresh = freshIn(size);
  const texts = Array.from({ length: fresh }, (_, place) => objectAt(index * fresh + place));
  // What is sent again was first sent to the same audience, as when a source sends its whole set anew.
  const before = index - (AUDIENCES - 1);
  for (let place = 0; place < (before < 0 ? 0 : repeated); place += 1) {
    texts.push(objectAt(before * fresh + (seeded(index * size + place) % fresh)));
  }
  return { texts, audience: audienceOf(index) };
}

/** New objects one batch of `size` brings. */
export function freshIn(size: number): number {
  return Math.floor((size * (1000 - REPEATED)) / 1000);
}

/** The group that stands for an audience. */
export function audienceName(audience: number): string {
  return `audience-${String(audience)}`;
}

/** The audiences a reader of a kind belongs to: about half of all rows, a fourteenth, 0.4%. */
export function audiencesOf(reader: 'broad' | 'medium' | 'narrow'): number[] {
  const rare = AUDIENCES - 1;
  if (reader === 'narrow') return [rare];
  const every = reader === 'broad' ? 2 : 14;
  return Array.from({ length: Math.floor(rare / every) }, (_, place) => place * every);
}

/** The object at a place, as text. */
export function objectAt(place: number): string {
  const kind = seeded(place) % 20;
  const made = new Date(1_700_000_000_000 + place * 1000).toISOString();
  const marking = MARKINGS[seeded(place + 7) % MARKINGS.length];
  const shared = {
    spec_version: '2.1',
    created_by_ref: CREATOR,
    created: made,
    modified: made,
    ...(marking === undefined ? {} : { object_marking_refs: [marking] }),
  };
  if (kind < 8) return indicator(place, shared);
  if (kind < 14) return relationship(place, shared);
  if (kind < 17) return named('malware', place, { ...shared, is_family: place % 2 === 0 });
  return kind < 19 ? named('attack-pattern', place, shared) : report(place, shared);
}

/** The value that the indicator or observable at a place holds, when it holds one. */
export function valueAt(place: number): string | undefined {
  return seeded(place) % 20 < 8 ? addressAt(place) : undefined;
}

function indicator(place: number, shared: object): string {
  const address = addressAt(place);
  const domain = `host-${(place * 2_654_435_761).toString(36)}.example`;
  return JSON.stringify({
    type: 'indicator',
    id: idAt('indicator', place),
    ...shared,
    name: `Connection to ${address}`,
    description: prose(place, 7),
    indicator_types: ['malicious-activity'],
    pattern: `[ipv4-addr:value = '${address}' OR domain-name:value = '${domain}']`,
    pattern_type: 'stix',
    valid_from: '2024-01-01T00:00:00Z',
    labels: ['c2', 'seen-in-the-wild'],
  });
}

function relationship(place: number, shared: object): string {
  const { object_marking_refs: _none, ...rest } = shared as Record<string, unknown>;
  return JSON.stringify({
    type: 'relationship',
    id: idAt('relationship', place),
    ...rest,
    relationship_type: 'indicates',
    description: prose(place, 8),
    source_ref: idAt('indicator', place - (place % 20)),
    target_ref: idAt('malware', place - (place % 20) + 1),
  });
}

function named(type: string, place: number, shared: object): string {
  return JSON.stringify({
    type,
    id: idAt(type, place),
    ...shared,
    name: `${type} ${String(place)}`,
    description: prose(place, 9),
    external_references: [
      {
        source_name: 'catalogue',
        url: `https://catalogue.example/${type}/${String(place)}`,
        external_id: `C-${String(place)}`,
      },
    ],
  });
}

function report(place: number, shared: object): string {
  return JSON.stringify({
    type: 'report',
    id: idAt('report', place),
    ...shared,
    name: `Report ${String(place)}`,
    description: prose(place, 12),
    published: '2024-01-01T00:00:00Z',
    object_refs: [idAt('malware', place), idAt('indicator', place)],
  });
}

function prose(place: number, sentences: number): string {
  const words: string[] = [];
  for (let at = 0; at < sentences; at += 1) {
    words.push(SENTENCES[seeded(place * 31 + at) % SENTENCES.length] ?? '');
  }
  return words.join(' ');
}

/** An address of 10.0.0.0/8, each place its own as long as there are fewer than 16 million. */
function addressAt(place: number): string {
  return `10.${String((place >> 16) & 255)}.${String((place >> 8) & 255)}.${String(place & 255)}`;
}

function audienceOf(batch: number): number {
  if (batch % RARE_EVERY === 7) return AUDIENCES - 1;
  return batch % (AUDIENCES - 1);
}

function idAt(type: string, place: number): string {
  return `${type}--${uuidOf(String(place))}`;
}

/** A version 4 UUID by its form; its digits come from the name. */
function uuidOf(name: string): string {
  const hex = createHash('md5').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A number of 31 bits that looks like chance (a step of splitmix32). */
function seeded(place: number): number {
  let state = (place + 0x9e3779b9) | 0;
  state = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  state = Math.imul(state ^ (state >>> 15), 0x735a2d97);
  return (state ^ (state >>> 15)) & 0x7fffffff;
}
