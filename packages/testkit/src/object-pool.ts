import { createHash } from 'node:crypto';
import { TLP1, TLP2 } from '@tocsin/stix';
import type { ObservableKind, StixObject } from '@tocsin/stix';
import type { Random } from './random.ts';

/** Objects that meet each other: few ids in several versions, markings of their own, and edges between them. */
export interface ObjectPool {
  readonly objects: readonly StixObject[];
  readonly ids: readonly string[];
  readonly values: readonly { kind: ObservableKind; value: string }[];
  readonly words: readonly string[];
}

const WORDS = ['kestrel', 'lantern', 'harbour', 'quartz'];
const DOMAINS = ['one.example', 'two.example', 'three.example'];
const ADDRESSES = ['192.0.2.1', '192.0.2.2'];
const VERSIONS = [1, 2, 3].map((day) => `2026-01-0${String(day)}T00:00:00.000Z`);

/** Makes the objects of one world. The same chance gives the same objects. */
export function objectPool(random: Random): ObjectPool {
  const ids = idsOf(random);
  const objects = [
    ...domainObjects(random, ids),
    ...edges(random, ids),
    ...definitions(random, ids),
  ];
  return {
    objects: objects.map(withCanary),
    ids: [...new Set(objects.map((one) => one.id)), ids.absent],
    values: [
      ...DOMAINS.map((value) => ({ kind: 'domain' as const, value })),
      ...ADDRESSES.map((value) => ({ kind: 'ipv4' as const, value })),
    ],
    words: [...WORDS, 'kes', 'malware', 'nothing'],
  };
}

type Ids = ReturnType<typeof idsOf>;

function idsOf(random: Random) {
  const id = (type: string): string => `${type}--${random.uuid()}`;
  return {
    statement: id('marking-definition'),
    custom: id('marking-definition'),
    never: id('marking-definition'),
    indicators: [id('indicator'), id('indicator'), id('indicator'), id('indicator')],
    malware: [id('malware'), id('malware')],
    identity: id('identity'),
    relationships: [id('relationship'), id('relationship'), id('relationship')],
    sighting: id('sighting'),
    addresses: [id('ipv4-addr'), id('ipv4-addr')],
    report: id('report'),
    absent: id('malware'),
  };
}

const FIRST = VERSIONS[0] ?? '';

/** An object in three versions, and once more with other content, which contradicts what was brought before. */
function versionsOf(
  random: Random,
  ids: Ids,
  make: (stamp: Partial<StixObject>) => StixObject,
): StixObject[] {
  const stamp = { spec_version: '2.1', created: FIRST };
  return [
    ...VERSIONS.map((modified) => make({ ...stamp, modified, ...ownMarking(random, ids) })),
    make({ ...stamp, modified: FIRST, lang: 'en' }),
  ];
}

function domainObjects(random: Random, ids: Ids): StixObject[] {
  const versions = (make: (stamp: Partial<StixObject>) => StixObject): StixObject[] =>
    versionsOf(random, ids, make);
  const word = (): string => random.pick(WORDS);
  return [
    ...ids.indicators.flatMap((id) =>
      versions((stamp) => {
        const value = random.pick(DOMAINS);
        return { type: 'indicator', id, ...stamp, ...indicatorOf(value, word()) };
      }),
    ),
    ...ids.malware.flatMap((id) =>
      versions((stamp) => ({
        type: 'malware',
        id,
        ...stamp,
        name: `Malware ${word()}`,
        is_family: false,
      })),
    ),
    ...versions((stamp) => ({
      type: 'identity',
      id: ids.identity,
      ...stamp,
      name: 'Somebody',
      identity_class: 'class',
    })),
    ...ids.addresses.flatMap((id) =>
      ADDRESSES.map((value) => ({
        type: 'ipv4-addr',
        spec_version: '2.1',
        id,
        value,
        ...ownMarking(random, ids),
      })),
    ),
  ];
}

function edges(random: Random, ids: Ids): StixObject[] {
  const ends = [...ids.indicators, ...ids.malware, ids.absent];
  const seen = random.pick(ids.indicators);
  return [
    ...ids.relationships.flatMap((id) => {
      const [source_ref, target_ref] = [random.pick(ends), random.pick(ends)];
      return versionsOf(random, ids, (stamp) => ({
        type: 'relationship',
        id,
        ...stamp,
        relationship_type: 'related-to',
        source_ref,
        target_ref,
      }));
    }),
    ...versionsOf(random, ids, (stamp) => ({
      type: 'sighting',
      id: ids.sighting,
      ...stamp,
      sighting_of_ref: seen,
      where_sighted_refs: [ids.identity],
    })),
    ...versionsOf(random, ids, (stamp) => ({
      type: 'report',
      id: ids.report,
      ...stamp,
      name: `Report ${random.pick(WORDS)}`,
      published: FIRST,
      object_refs: random.some(ends),
    })),
  ];
}

function definitions(random: Random, ids: Ids): StixObject[] {
  const definition = (id: string, definition_type: string, said: object): StixObject => ({
    type: 'marking-definition',
    spec_version: '2.1',
    id,
    created: FIRST,
    definition_type,
    definition: said,
  });
  return [
    definition(ids.statement, 'statement', { statement: 'Copyright of somebody' }),
    definition(ids.custom, 'x-own', { own: 'nobody knows what this means' }),
    TLP2.green,
    // Says it is TLP, but under an id of its own.
    definition(`marking-definition--${random.uuid()}`, 'tlp', { tlp: 'white' }),
  ];
}

/** A word that stands in no other object: wherever it turns up, this content was told. */
export function canaryOf(object: StixObject): string {
  return `canary${createHash('sha256').update(JSON.stringify(object)).digest('hex').slice(0, 16)}`;
}

/** Puts an object's canary where it is shown (its name) and where only the text is (a property of its own). */
export function withCanary(object: StixObject): StixObject {
  if (object.type === 'marking-definition') return object;
  const word = canaryOf(object);
  const name = object['name'];
  return {
    ...object,
    ...(typeof name === 'string' ? { name: `${name} ${word}` } : {}),
    x_canary: word,
  };
}

function indicatorOf(value: string, word: string): Partial<StixObject> {
  return {
    name: `Seen ${value} ${word}`,
    pattern: `[domain-name:value = '${value}']`,
    pattern_type: 'stix',
    valid_from: FIRST,
  };
}

function ownMarking(random: Random, ids: Ids): Partial<StixObject> {
  if (random.chance(0.6)) return {};
  const one = random.pick([
    TLP2.clear.id,
    TLP2.green.id,
    TLP2.amber.id,
    TLP2['amber+strict'].id,
    TLP2.red.id,
    TLP1.amber.id,
    ids.statement,
    ids.statement,
    ids.custom,
    ids.never,
  ]);
  if (random.chance(0.15))
    return { granular_markings: [{ selectors: ['name'], marking_ref: one }] };
  return { object_marking_refs: random.chance(0.2) ? [one, TLP2.amber.id] : [one] };
}
