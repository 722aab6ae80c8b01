import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TaxiiClient } from '@tocsin/taxii';
import type { PollState, Status } from '@tocsin/taxii';
import { indicator } from '../../taxii/tests/suite-fixture.ts';
import { ENGINES, openTaxiiWorld, type TaxiiWorld } from './taxii-world.ts';

const GREEN = { object_marking_refs: ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'] };
const AMBER_STRICT = {
  object_marking_refs: ['marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003'],
};
const RED = { object_marking_refs: ['marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1'] };
const TLP1_GREEN = 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da';

function clientOf(world: TaxiiWorld, name: string): TaxiiClient {
  const token = world.tokens.get(name) ?? '';
  return new TaxiiClient({ url: `${world.address}/taxii2/`, auth: { kind: 'bearer', token } });
}

function at(world: TaxiiWorld, id: string): { apiRoot: string; id: string } {
  return { apiRoot: `${world.address}/taxii2/energy/`, id };
}

async function add(
  world: TaxiiWorld,
  name: string,
  objects: Record<string, unknown>[],
): Promise<void> {
  const texts = objects.map((object) => JSON.stringify(object));
  const report = await clientOf(world, name).add(at(world, 'inbox'), texts);
  assert.deepEqual(report.failures, []);
}

async function idsIn(world: TaxiiWorld, name: string, collection: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of clientOf(world, name).pages(at(world, collection))) {
    for (const object of page.objects) {
      if (typeof object === 'object' && object !== null)
        ids.push(String(Reflect.get(object, 'id')));
    }
  }
  return ids;
}

function get(world: TaxiiWorld, name: string, path: string): Promise<Response> {
  return ask(world, name, { path, method: 'GET' });
}

function ask(
  world: TaxiiWorld,
  name: string,
  { path, method }: { path: string; method: string },
): Promise<Response> {
  const authorization = `Bearer ${world.tokens.get(name) ?? ''}`;
  return fetch(`${world.address}/taxii2/${path}`, { method, headers: { authorization } });
}

/** The JSON of an answer, to be looked into freely. */
async function bodyOf(response: Response | Promise<Response>): Promise<Record<string, never>> {
  return JSON.parse(await (await response).text());
}

test('TAXII gives each reader what the markings allow, by kind and by source', async () => {
  await using world = await openTaxiiWorld();
  const [green, red, theirs] = [
    indicator('green', GREEN),
    indicator('red', RED),
    indicator('theirs', GREEN),
  ];
  await add(world, 'alder', [green, red]);
  await add(world, 'birch', [theirs]);
  assert.deepEqual(await idsIn(world, 'alder', 'everything'), [green.id, red.id, theirs.id]);
  assert.deepEqual(await idsIn(world, 'cedar', 'everything'), [green.id, theirs.id]);
  assert.deepEqual(await idsIn(world, 'cedar', 'indicators'), [green.id, theirs.id]);
  assert.deepEqual(await idsIn(world, 'cedar', 'from-birch'), [theirs.id]);
  assert.deepEqual(await idsIn(world, 'cedar', 'malware'), []);
  assert.deepEqual(await idsIn(world, 'cedar', 'inbox'), []);
  assert.deepEqual(await idsIn(world, 'alder', 'inbox'), [green.id, red.id]);
});

test('TAXII names the communities a caller reads, and no others', async () => {
  await using world = await openTaxiiWorld();
  const found = await clientOf(world, 'alder').discovery();
  assert.deepEqual(found.api_roots, [`${world.address}/taxii2/energy/`]);
  const root = await clientOf(world, 'alder').apiRoot(at(world, '').apiRoot);
  assert.equal(root.title, 'Energy ISAC');
  assert.equal(root.max_content_length, 8 * 1024 * 1024);
  const other = await get(world, 'alder', 'water/');
  const absent = await get(world, 'alder', 'nothing/');
  assert.equal(other.status, 404);
  assert.equal(await other.text(), await absent.text());
});

test('TAXII collections have the same ids for every reader', async () => {
  await using world = await openTaxiiWorld();
  const [alder, cedar] = await Promise.all(
    ['alder', 'cedar'].map((name) => clientOf(world, name).collections(at(world, '').apiRoot)),
  );
  assert.deepEqual(alder, cedar);
  assert.deepEqual(
    alder?.filter((one) => one.can_write).map((one) => one.alias),
    ['inbox'],
  );
  assert.ok(alder?.some((one) => one.alias === 'from-birch'));
});

test('TAXII needs the scope taxii, and write to add', async () => {
  await using world = await openTaxiiWorld();
  assert.equal((await get(world, 'alder-no-taxii', '')).status, 403);
  assert.equal((await get(world, 'alder-reader', 'energy/collections/everything/')).status, 200);
  const inbox = await clientOf(world, 'alder-reader').collection(at(world, 'inbox'));
  assert.equal(inbox.can_write, false);
  const texts = [JSON.stringify(indicator('x', GREEN))];
  await assert.rejects(clientOf(world, 'alder-reader').add(at(world, 'inbox'), texts), /write/);
});

test('TAXII sends objects as received, or with their effective marking when asked', async () => {
  await using world = await openTaxiiWorld();
  const one = indicator('plain', GREEN);
  const two = indicator('strict', AMBER_STRICT);
  const text = JSON.stringify(one, null, 1);
  await clientOf(world, 'alder').add(at(world, 'inbox'), [text, JSON.stringify(two)]);
  const asReceived = await get(world, 'alder', 'energy/collections/inbox/objects/');
  assert.ok((await asReceived.text()).includes(text));
  const marked: { objects?: Record<string, unknown>[] } = await bodyOf(
    get(world, 'alder', 'energy/collections/inbox/objects/?tlp=1'),
  );
  assert.deepEqual(
    marked.objects?.map((object) => object['object_marking_refs']),
    [[TLP1_GREEN]],
  );
});

test('TAXII reports bad objects and keeps the good ones, duplicates are successes', async () => {
  await using world = await openTaxiiWorld();
  const good = indicator('good', GREEN);
  const bad = { ...indicator('bad'), created: 'yesterday' };
  const authorization = `Bearer ${world.tokens.get('alder') ?? ''}`;
  const headers = { authorization, 'content-type': 'application/taxii+json;version=2.1' };
  const body = JSON.stringify({ objects: [good, bad, 7, good] });
  const url = `${world.address}/taxii2/energy/collections/inbox/objects/`;
  const status: Partial<Status> = await bodyOf(fetch(url, { method: 'POST', headers, body }));
  assert.equal(status.success_count, 2);
  assert.equal(status.failure_count, 2);
  assert.equal(status.failures?.[0]?.id, bad.id);
  assert.match(status.failures?.[0]?.message ?? '', /^Object 1: \/created: .*\(STIX/);
  const again = await bodyOf(get(world, 'alder', `energy/status/${status.id}/`));
  assert.deepEqual(again, status);
  assert.equal((await get(world, 'birch', `energy/status/${status.id}/`)).status, 404);
});

test('TAXII deletes what the own organization brought, and nothing of others', async () => {
  await using world = await openTaxiiWorld();
  const [mine, hidden] = [indicator('mine', GREEN), indicator('hidden', RED)];
  const later = { ...mine, name: 'later', modified: '2025-01-01T00:00:00.000Z' };
  await add(world, 'alder', [mine, hidden]);
  await add(world, 'alder', [later]);
  const remove = async (name: string, path: string): Promise<number> =>
    (await ask(world, name, { path: `energy/collections/${path}/`, method: 'DELETE' })).status;
  assert.equal(await remove('birch', `everything/objects/${mine.id}`), 403);
  assert.equal(await remove('birch', `inbox/objects/${mine.id}`), 404);
  assert.equal(await remove('birch', `everything/objects/${hidden.id}`), 404);
  assert.equal(await remove('alder-reader', `inbox/objects/${mine.id}`), 403);
  assert.equal(await remove('alder', `inbox/objects/${mine.id}`), 200);
  assert.deepEqual(await clientOf(world, 'birch').versions(at(world, 'everything'), mine.id), [
    mine['modified'],
  ]);
  assert.equal(await remove('alder', `inbox/objects/${mine.id}`), 200);
  assert.deepEqual(await idsIn(world, 'birch', 'everything'), []);
  assert.equal(await remove('alder', `inbox/objects/${mine.id}`), 404);
});

for (const engine of ENGINES) {
  test(`an incremental poller loses nothing while eight writers post on ${engine}`, async () => {
    await using world = await openTaxiiWorld(engine);
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      const name = writer % 2 === 0 ? 'alder' : 'birch';
      const ids: string[] = [];
      for (let round = 0; round < 10; round += 1) {
        const objects = Array.from({ length: 5 }, () => indicator(`${writer}`, GREEN));
        await add(world, name, objects);
        ids.push(...objects.map((object) => object.id));
      }
      return ids;
    });
    let isWriting = true;
    const written = Promise.all(writers).finally(() => (isWriting = false));
    const seen: string[] = [];
    let state: PollState = {};
    const client = clientOf(world, 'cedar');
    for (;;) {
      const wasWriting = isWriting;
      for await (const polled of client.poll(at(world, 'everything'), { state, limit: 7 })) {
        state = polled.state;
        seen.push(
          ...polled.page.objects.map((object) => String(Reflect.get(Object(object), 'id'))),
        );
      }
      if (!wasWriting) break;
    }
    const expected = (await written).flat();
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(seen.toSorted(), expected.toSorted());
  });
}
