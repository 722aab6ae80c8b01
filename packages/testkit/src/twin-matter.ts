import { TLP2 } from '@tocsin/stix';
import { withCanary } from './object-pool.ts';
import { WORLD_START } from './test-store.ts';
import { MAIN, SIDE } from './twins.ts';
import type { MarkingInput } from '@tocsin/store';
import type { StixObject } from '@tocsin/stix';
import type { ObjectPool } from './object-pool.ts';
import type { Random } from './random.ts';
import type { Twin } from './twins.ts';

/** An indicator with an id of its own: what is re-marked and taken back by name elsewhere in a script is not it. */
export function plainIndicator(random: Random, pool: ObjectPool): StixObject {
  const { value } = random.pick(pool.values.filter((one) => one.kind === 'domain'));
  return {
    type: 'indicator',
    id: `indicator--${random.uuid()}`,
    spec_version: '2.1',
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    pattern_type: 'stix',
    name: `Unnamed ${value} ${random.pick(pool.words)}`,
    pattern: `[domain-name:value = '${value}']`,
    valid_from: '2026-01-01T00:00:00.000Z',
  };
}

/** Objects that say of themselves that nobody but their author sees them; their ids are used nowhere else. */
export function secretObjects(random: Random, pool: ObjectPool): StixObject[] {
  return Array.from({ length: random.below(4) }, () => secretObject(random, pool));
}

function secretObject(random: Random, pool: ObjectPool): StixObject {
  const red = random.chance(0.7) ? TLP2.red.id : `marking-definition--${random.uuid()}`;
  const stamp = {
    spec_version: '2.1',
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    object_marking_refs: red === TLP2.red.id ? [red] : [red, TLP2.red.id],
  };
  const { value } = random.pick(pool.values.filter((one) => one.kind === 'domain'));
  const [source_ref, target_ref] = [random.pick(pool.ids), random.pick(pool.ids)];
  const make = random.pick<() => StixObject>([
    () => ({
      type: 'indicator',
      id: `indicator--${random.uuid()}`,
      ...stamp,
      pattern_type: 'stix',
      name: `Secret ${value} ${random.pick(pool.words)}`,
      pattern: `[domain-name:value = '${value}']`,
      valid_from: stamp.created,
    }),
    () => ({
      type: 'relationship',
      id: `relationship--${random.uuid()}`,
      ...stamp,
      relationship_type: 'related-to',
      source_ref,
      target_ref,
    }),
    () => ({
      type: 'sighting',
      id: `sighting--${random.uuid()}`,
      ...stamp,
      sighting_of_ref: source_ref,
    }),
  ]);
  return withCanary(make());
}

/** One that can be asked about: what connects others follows those. */
export function secretIndicator(random: Random, pool: ObjectPool): StixObject {
  const marked = { ...plainIndicator(random, pool), object_marking_refs: [TLP2.red.id] };
  return withCanary(marked);
}

/** In a bundle with secret objects nobody is named in person: RED would reach them (M4). */
export function openMarking(random: Random, isMixed = false): (twin: Twin) => MarkingInput {
  const level = random.pick(['clear', 'green', 'green', 'amber', 'amber', 'amber+strict'] as const);
  const whom = random.below(5);
  const until = random.chance(0.1) ? 8500 + 1000 * random.below(20) : undefined;
  const later = random.chance(0.1) ? 8500 + 1000 * random.below(20) : undefined;
  return (twin) => {
    const audience = [
      { everyone: true },
      { everyone: true },
      { organizations: [twin.id('birch'), twin.id('pine')] },
      { groups: [twin.id(`${MAIN}/water`)] },
      { organizations: [twin.id('cedar')], persons: [twin.id('ben'), twin.id('greta')] },
    ][isMixed ? whom % 3 : whom];
    return {
      level,
      audience: audience ?? {},
      ...(until === undefined ? {} : { until: WORLD_START + until }),
      ...(later === undefined
        ? {}
        : { changes: [{ at: WORLD_START + later, level: 'green' as const }] }),
    };
  };
}

export function secretMarking(random: Random): (twin: Twin) => MarkingInput {
  const which = random.below(6);
  const near = WORLD_START + 2500 + 1000 * random.below(25);
  return (twin) => {
    const far = WORLD_START + 10 ** 9;
    const markings: MarkingInput[] = [
      { level: 'red', audience: { persons: [twin.id('zoe')] } },
      { level: 'amber', audience: { organizations: [twin.id('zinnia')] } },
      { level: 'red', audience: { everyone: true } },
      { level: 'red', audience: { groups: [twin.id(`${SIDE}/quiet`)] }, from: far },
      { level: 'red', audience: { persons: [twin.id('zoe')] }, until: near },
      { level: 'red', audience: { everyone: true }, changes: [{ at: near, level: 'red' }] },
    ];
    return markings[which] ?? { level: 'red', audience: {} };
  };
}
