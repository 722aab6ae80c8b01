import { batchOf } from './random-world.ts';
import type { StixObject } from '@tocsin/stix';
import type { RandomWorld } from './random-world.ts';

/** More rows than a feed that is always walked has; whoever sees few of them is served label by label. */
const LONG_FEED = 6000;

/** The office fills the first community of a world with what nobody else may see. */
export async function fillFeed(world: RandomWorld): Promise<void> {
  const chair = world.cast.players.find((player) => player.name === 'chair');
  const [scene] = world.cast.scenes;
  const reader = chair === undefined ? undefined : world.model.reader(chair.principal);
  if (chair === undefined || scene === undefined || reader === undefined)
    throw new Error('Nobody can fill the feed: the world has no chair.');
  for (let first = 0; first < LONG_FEED; first += 1000) {
    const objects = Array.from({ length: 1000 }, () => indicator(world.random.uuid()));
    const input = {
      community: scene.id,
      kind: 'bundle',
      via: 'api',
      title: 'Many',
      marking: { level: 'red', audience: {} },
      objects: batchOf(objects),
    } as const;
    const receipt = await world.handle(chair).exchange.contribute(input);
    world.model.contribute(reader, input, receipt.id);
  }
  await world.test.settle();
}

function indicator(uuid: string): StixObject {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${uuid}`,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: 'One of many kestrel',
    pattern: "[domain-name:value = 'one.example']",
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00.000Z',
  };
}
