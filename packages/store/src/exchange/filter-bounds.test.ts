import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { StixObject } from '@tocsin/stix';
import type { FeedCondition, Handle } from '../store.ts';
import { LOOKED_MAX } from './read-filtered.ts';
import { batchOf, smallWorld } from './world.test-support.ts';
import type { SmallWorld } from './world.test-support.ts';

const TIME = '2026-01-01T00:00:00.000Z';

function note(place: number, more: Partial<StixObject> = {}): StixObject {
  const id = `malware--00000000-0000-4000-9000-${String(place).padStart(12, '0')}`;
  const name = `Number ${String(place)}`;
  return {
    type: 'malware',
    spec_version: '2.1',
    id,
    created: TIME,
    modified: TIME,
    name,
    is_family: false,
    ...more,
  };
}

describe('a filter over more rows than one request looks at', () => {
  let world: SmallWorld;
  let birch: Handle;
  const LABELLED: FeedCondition = { of: 'labels', labels: ['rare'], isNot: false };
  const REVOKED: FeedCondition = { of: 'flags', flags: ['revoked'], isNot: false };

  before(async () => {
    world = await smallWorld();
    const alder = await world.at('alder');
    const share = async (objects: StixObject[], organizations?: string[]): Promise<void> => {
      world.clock.now += 1000;
      const audience = organizations === undefined ? { everyone: true } : { organizations };
      await alder.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'api',
        marking: { level: 'amber', audience },
        objects: batchOf(...objects),
      });
    };
    await share([note(0, { labels: ['rare'], revoked: true })]);
    for (let first = 1; first <= LOOKED_MAX; first += 5000)
      await share(Array.from({ length: 5000 }, (_, place) => note(first + place)));
    await share([note(99_999, { labels: ['rare'] })], [world.organization('alder')]);
    birch = await world.at('birch');
  });
  after(async () => world[Symbol.asyncDispose]());

  test('ends short, says so, and goes on to the row that matches', async () => {
    for (const condition of [REVOKED, LABELLED]) {
      const query = {
        community: world.community,
        limit: 10,
        order: 'newest-first' as const,
        conditions: [condition],
      };
      const first = await birch.filter.filtered(query);
      assert.deepEqual([first.rows.length, first.isShort], [0, true]);
      assert.ok(first.next !== undefined);
      const second = await birch.filter.filtered({ ...query, addedBefore: first.next });
      assert.deepEqual(
        second.rows.map((row) => row.title),
        ['Number 0'],
      );
      assert.deepEqual([second.isShort, second.next], [false, undefined]);
    }
  });

  test('counts at least what it looked at', async () => {
    const query = { community: world.community, conditions: [{ ...REVOKED, isNot: true }] };
    assert.deepEqual(await birch.filter.countFiltered(query, 500), { value: 500, isExact: false });
    const all = await birch.filter.countFiltered(query, LOOKED_MAX * 2);
    assert.deepEqual(all, { value: LOOKED_MAX, isExact: true });
    const facets = await birch.filter.facets(query);
    assert.deepEqual(
      [facets.isExact, facets.types],
      [false, [{ type: 'malware', count: LOOKED_MAX }]],
    );
  });

  test('finds by word at once, however many rows there are', async () => {
    await world.store.settled();
    const conditions: FeedCondition[] = [{ of: 'words', text: '17', isPhrase: true, isNot: false }];
    const found = await birch.filter.filtered({
      community: world.community,
      limit: 10,
      conditions,
    });
    assert.deepEqual(
      found.rows.map((row) => row.title),
      ['Number 17'],
    );
    assert.deepEqual([found.isShort, found.next], [false, undefined]);
  });
});
