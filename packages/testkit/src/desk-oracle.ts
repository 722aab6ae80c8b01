import assert from 'node:assert/strict';
import { standingIn } from '@tocsin/policy';
import * as expected from './expectations.ts';
import { filterCases } from './filter-cases.ts';
import { BASE, itemLine, lineOf, NOBODY, sameAnswer } from './answer-lines.ts';
import { someId } from './random-world.ts';
import type { Asking, Item } from './answer-lines.ts';
import type { HubAnswer } from './hub-over.ts';
import type { ModelRow } from './model.ts';
import type { RandomWorld } from './random-world.ts';

/** Somebody who asks a hub and looks for words in every answer. */
export interface Asker {
  readonly world: RandomWorld;
  readonly get: (path: string) => Promise<HubAnswer>;
  readonly post: (path: string, body: unknown) => Promise<HubAnswer>;
  readonly pages: (path: string) => Promise<Item[]>;
  readonly same: (is: readonly Item[], wanted: readonly ModelRow[], where: string) => void;
}

/** Filters give the rows of the list that match, page by page; counts and facets count the same rows. */
export async function askFilters(asker: Asker, asking: Asking): Promise<void> {
  const { reader, scene, player } = asking;
  const { model, random } = asker.world;
  const base = `${BASE}/communities/${scene.id}`;
  const rows = expected.expectedPage(model, reader, { community: scene.id });
  for (const { filter, is } of filterCases(model, { reader, community: scene.id })) {
    const query = `filter=${encodeURIComponent(filter)}`;
    const wanted = rows.filter(is);
    const order = random.pick(['oldest-first', 'newest-first']);
    const path = `${base}/objects?${query}&order=${order}&limit=4&fields=facts`;
    const items = await asker.pages(path);
    asker.same(items, wanted, `${player.name} ${filter}`);
    const counted = await asker.get(`${base}/objects?${query}&limit=1&count=exact`);
    const { count } = JSON.parse(counted.body) as { count: unknown };
    assert.deepEqual(count, { value: wanted.length, exact: true }, `${player.name} ${filter}`);
    const facets = await asker.get(`${base}/facets?${query}`);
    const { types } = JSON.parse(facets.body) as { types: { count: number }[] };
    const sum = types.reduce((all, one) => all + one.count, 0);
    assert.equal(sum, wanted.length, `${player.name} facets of ${filter}`);
  }
}

/** What a person keeps: the inbox holds only rows of their list, and marks tell nothing of what is hidden. */
export async function askDesk(asker: Asker, asking: Asking): Promise<void> {
  const { scene, player, reader } = asking;
  const { model } = asker.world;
  const base = `${BASE}/communities/${scene.id}`;
  const isPerson = player.principal.kind === 'person';
  for (const path of [
    '/views',
    '/releases',
    '/consents',
    '/misuse',
    '/papers',
    '/ballots',
    '/decisions',
    '/applications',
    '/holds',
    '/subject-requests',
    '/subject-questions',
    '/inbox?limit=100',
  ]) {
    const answer = await asker.get(base + path);
    assert.equal(answer.status, isPerson ? 200 : 403, path);
  }
  // Nobody answers for an organization without standing, nor a provider's staff for the one they act for.
  const answers = standingIn(reader, scene.id) !== undefined && !reader.providerStaff;
  const setting = await asker.get(`${base}/release-setting`);
  assert.equal(setting.status, isPerson ? (answers ? 200 : 404) : 403);
  for (const path of [
    '/reviews',
    '/review-rules',
    '/regimes',
    '/retention',
    '/rechecks',
    '/attestations',
  ]) {
    const answer = await asker.get(base + path);
    assert.equal(answer.status, 200, path);
  }
  if (!isPerson) return;
  const inbox = await asker.get(`${base}/inbox?limit=100`);
  const { items } = JSON.parse(inbox.body) as {
    items: { row: Item; about?: { id: string }; under?: { ids: string[] } }[];
  };
  const rows = expected.expectedPage(model, reader, { community: scene.id });
  const lines = new Set(rows.map(lineOf));
  const seen = new Set(model.visible(reader, scene.id).map((row) => row.id));
  for (const { row, about, under } of items) {
    assert.ok(lines.has(itemLine(row)), `${player.name} has ${itemLine(row)} in the inbox`);
    assert.notEqual(row.origin?.id, reader.organization);
    for (const id of [about?.id ?? row.id, ...(under?.ids ?? [])])
      assert.ok(seen.has(id), `${player.name} is told of ${id}`);
  }
  const ids = [someId(asker.world, scene), `malware--${NOBODY}`];
  const [one, other] = [
    await asker.post(`${base}/triage`, { ids: ids.slice(0, 1), state: 'done' }),
    await asker.post(`${base}/triage`, { ids: ids.slice(1), state: 'done' }),
  ];
  sameAnswer(one, other, ids);
  for (const id of ids) await asker.post(`${base}/triage`, { ids: [id], state: 'open' });
  const organization = reader.organization;
  const body = { marking: { level: 'green' }, recipient: { organization } };
  await asker.post(`${base}/preview`, body);
}
