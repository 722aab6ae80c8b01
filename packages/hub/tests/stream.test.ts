import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { TaxiiClient } from '@tocsin/taxii';
import { indicator } from '../../taxii/tests/suite-fixture.ts';
import { ENGINES, openTaxiiWorld, type TaxiiWorld } from './taxii-world.ts';
import { StreamReader } from './stream-reader.ts';

function token(world: TaxiiWorld, name: string): string {
  return world.tokens.get(name) ?? '';
}

function streamUrl(world: TaxiiWorld, more = ''): string {
  return `${world.address}/api/v1/stream?community=energy${more}`;
}

async function organizationOf(world: TaxiiWorld, slug: string): Promise<string> {
  const members = await world.keeper.directory.members(world.community);
  return members.find((one) => one.organization.slug === slug)?.organization.id ?? '';
}

/** Shares objects by TAXII and gives their ids. */
async function share(
  world: TaxiiWorld,
  name: string,
  objects: Record<string, unknown>[],
): Promise<string[]> {
  const client = new TaxiiClient({
    url: `${world.address}/taxii2/`,
    auth: { kind: 'bearer', token: token(world, name) },
  });
  const at = { apiRoot: `${world.address}/taxii2/energy/`, id: 'inbox' };
  const report = await client.add(
    at,
    objects.map((object) => JSON.stringify(object)),
  );
  assert.deepEqual(report.failures, []);
  return objects.map((object) => String(object['id']));
}

const GREEN = { object_marking_refs: ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'] };
const RED = { object_marking_refs: ['marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1'] };

test('the stream gives each reader what they may see, once and in order', async () => {
  await using world = await openTaxiiWorld();
  await using birch = await StreamReader.open(streamUrl(world), token(world, 'birch'));
  await using alder = await StreamReader.open(streamUrl(world), token(world, 'alder'));
  assert.equal(birch.status, 200);
  assert.match(birch.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.equal(birch.headers.get('x-accel-buffering'), 'no');
  const green = await share(world, 'alder', [indicator('one', GREEN), indicator('two', GREEN)]);
  const red = await share(world, 'alder', [indicator('three', RED)]);
  await birch.until((reader) => reader.objects.length >= 2);
  await alder.until((reader) => reader.objects.length >= 3);
  assert.deepEqual(alder.objects, [...green, ...red]);
  assert.deepEqual(birch.objects, green);
  const [, first] = birch.events;
  assert.equal(first?.data['level'], 'green');
  assert.equal(first?.data['title'], 'one');
  assert.match(String(first?.data['date_added']), /\.\d{6}Z$/);
  const object: unknown = first?.data['object'];
  assert.ok(typeof object === 'object' && object !== null);
  assert.equal(Reflect.get(object, 'id'), green[0]);
});

test('the stream goes on after the last event a reader got', async () => {
  await using world = await openTaxiiWorld();
  const cedar = await StreamReader.open(streamUrl(world), token(world, 'cedar'));
  const first = await share(world, 'alder', [indicator('one', GREEN)]);
  await cedar.until((reader) => reader.objects.length === 1);
  await cedar[Symbol.asyncDispose]();
  const missed = await share(world, 'birch', [indicator('two', GREEN), indicator('three', GREEN)]);
  await using again = await StreamReader.open(streamUrl(world), token(world, 'cedar'), {
    'last-event-id': cedar.events.at(-1)?.id ?? '',
  });
  const later = await share(world, 'alder', [indicator('four', GREEN)]);
  await again.until((reader) => reader.objects.length >= 3);
  assert.deepEqual([...cedar.objects, ...again.objects], [...first, ...missed, ...later]);
});

function goneOf(reader: StreamReader): Record<string, unknown>[] {
  return reader.events.filter((one) => one.event === 'gone').map((one) => one.data);
}

for (const engine of ENGINES) {
  test(`the stream tells what goes to whoever could read it, and nobody else, on ${engine}`, async () => {
    await using world = await openTaxiiWorld(engine);
    const [green = ''] = await share(world, 'alder', [indicator('one', GREEN)]);
    const [red = ''] = await share(world, 'alder', [indicator('two', RED)]);
    const [kept = ''] = await share(world, 'alder', [indicator('three', GREEN)]);
    const base = indicator('four', GREEN);
    await share(world, 'alder', [base]);
    await share(world, 'alder', [{ ...base, modified: '2026-05-01T00:00:00.000Z' }]);
    const url = streamUrl(world);
    await using alder = await StreamReader.open(url, token(world, 'alder'));
    await using birch = await StreamReader.open(url, token(world, 'birch'));
    const birchId = await organizationOf(world, 'birch');
    await using elsewhere = await StreamReader.open(
      streamUrl(world, `&origin=${birchId}`),
      token(world, 'cedar'),
    );
    await Promise.all(
      [alder, birch, elsewhere].map((one) => one.until((r) => r.events.length > 0)),
    );
    const { exchange } = world.personal('alder');
    const { community } = world;
    assert.equal(await exchange.retract(red, community, 'all'), 'done');
    const narrow = { level: 'amber', audience: { organizations: [] } } as const;
    assert.equal(await exchange.remark(green, community, narrow), 'done');
    assert.equal(await exchange.retract(base.id, community, 'last'), 'done');
    // Widened or marked alike, it stays: nothing is said to have gone.
    const wide = { level: 'clear', audience: { everyone: true } } as const;
    assert.equal(await exchange.remark(kept, community, wide), 'done');
    const [last] = await share(world, 'birch', [indicator('five', GREEN)]);
    for (const one of [alder, birch, elsewhere])
      await one.until((reader) => reader.objects.includes(last ?? ''));
    const version = { id: base.id, versions: ['2026-05-01T00:00:00.000Z'] };
    assert.deepEqual(goneOf(birch), [{ id: green }, version]);
    assert.deepEqual(goneOf(alder), [{ id: red }, version]);
    assert.deepEqual(goneOf(elsewhere), []);
    const told = JSON.stringify([birch.events, elsewhere.events]);
    assert.ok(!told.includes(red), 'what was never readable is never named');
  });

  test(`who comes back is told what went of what they were sent, on ${engine}`, async () => {
    await using world = await openTaxiiWorld(engine);
    const url = streamUrl(world);
    const birch = await StreamReader.open(url, token(world, 'birch'));
    const [sent = '', other = ''] = await share(world, 'alder', [
      indicator('one', GREEN),
      indicator('two', GREEN),
    ]);
    await birch.until((reader) => reader.objects.length === 2);
    await birch[Symbol.asyncDispose]();
    const lastId = birch.events.at(-1)?.id ?? '';
    const { exchange } = world.personal('alder');
    const [unsent = ''] = await share(world, 'alder', [indicator('three', GREEN)]);
    for (const id of [unsent, sent]) {
      assert.equal(await exchange.retract(id, world.community, 'all'), 'done');
    }
    await using again = await StreamReader.open(url, token(world, 'birch'), {
      'last-event-id': lastId,
    });
    await again.until((reader) => goneOf(reader).length > 0);
    assert.deepEqual(goneOf(again), [{ id: sent }]);
    assert.ok(!JSON.stringify(again.events).includes(unsent));
    // The event's own id says that it was told: who goes on from there is told only of what went later.
    const told = again.events.at(-1)?.id ?? '';
    assert.notEqual(told, lastId);
    await again[Symbol.asyncDispose]();
    assert.equal(await exchange.retract(other, world.community, 'all'), 'done');
    await using third = await StreamReader.open(url, token(world, 'birch'), {
      'last-event-id': told,
    });
    await third.until((reader) => goneOf(reader).length > 0);
    assert.deepEqual(goneOf(third), [{ id: other }]);
  });
}

test('the stream narrows to types and to an origin', async () => {
  await using world = await openTaxiiWorld();
  const birchId = await organizationOf(world, 'birch');
  await using types = await StreamReader.open(
    streamUrl(world, '&types=malware'),
    token(world, 'cedar'),
  );
  await using origin = await StreamReader.open(
    streamUrl(world, `&origin=${birchId}`),
    token(world, 'cedar'),
  );
  await share(world, 'alder', [indicator('one', GREEN)]);
  const base = indicator('x', GREEN);
  const malware = {
    type: 'malware',
    spec_version: '2.1',
    id: base.id.replace('indicator', 'malware'),
    created: base['created'],
    modified: base['modified'],
    name: 'M',
    is_family: false,
    ...GREEN,
  };
  await share(world, 'alder', [malware]);
  const [theirs] = await share(world, 'birch', [indicator('two', GREEN)]);
  await types.until((reader) => reader.objects.length > 0);
  await origin.until((reader) => reader.objects.length > 0);
  assert.deepEqual(types.objects, [malware.id]);
  assert.deepEqual(origin.objects, [theirs]);
});

test('the stream refuses who may not read, and cursors of others', async () => {
  await using world = await openTaxiiWorld();
  const cases: [name: string, url: string, headers: Record<string, string>, status: number][] = [
    ['nobody', streamUrl(world), {}, 401],
    ['alder-reader', streamUrl(world), {}, 403],
    ['outsider', streamUrl(world), {}, 404],
    ['alder', `${world.address}/api/v1/stream?community=none`, {}, 404],
    ['alder', `${world.address}/api/v1/stream`, {}, 422],
    ['alder', streamUrl(world, '&types=%00'), {}, 422],
    ['alder', streamUrl(world, '&origin=%00'), {}, 422],
    ['alder', streamUrl(world), { 'last-event-id': 'garbage' }, 400],
  ];
  for (const [name, url, headers, status] of cases) {
    await using reader = await StreamReader.open(url, token(world, name), headers);
    assert.equal(reader.status, status, `${name} ${url}`);
    assert.match(reader.headers.get('content-type') ?? '', /^application\/problem\+json/);
  }
  await using alder = await StreamReader.open(streamUrl(world), token(world, 'alder'));
  await alder.until((reader) => reader.events.length === 1);
  await using birch = await StreamReader.open(streamUrl(world), token(world, 'birch'), {
    'last-event-id': alder.events[0]?.id ?? '',
  });
  assert.equal(birch.status, 400);
});

test('one token opens at most 256 streams', async () => {
  await using world = await openTaxiiWorld();
  const readers: StreamReader[] = [];
  for (let count = 0; count < 257; count += 1) {
    readers.push(await StreamReader.open(streamUrl(world), token(world, 'alder')));
  }
  assert.equal(readers.filter((reader) => reader.status === 200).length, 256);
  assert.equal(readers.at(-1)?.status, 429);
  await readers[0]?.[Symbol.asyncDispose]();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await using again = await StreamReader.open(streamUrl(world), token(world, 'alder'));
  assert.equal(again.status, 200);
  for (const reader of readers) await reader[Symbol.asyncDispose]();
});

test('a stream ends at once for a member who leaves and for a token that is revoked', async () => {
  await using world = await openTaxiiWorld();
  await using birch = await StreamReader.open(streamUrl(world), token(world, 'birch'));
  await using cedar = await StreamReader.open(streamUrl(world), token(world, 'cedar'));
  await using alder = await StreamReader.open(streamUrl(world), token(world, 'alder'));
  await Promise.all([birch, cedar, alder].map((one) => one.until((r) => r.events.length === 1)));
  const organization = await organizationOf(world, 'birch');
  assert.equal(
    await world.keeper.directory.setMemberState(world.community, organization, 'suspended'),
    true,
  );
  const cedarToken = world.principals.get('cedar')?.id ?? '';
  assert.equal(await world.personal('cedar').identity.revokeToken(cedarToken), true);
  const [id] = await share(world, 'alder', [indicator('after', GREEN)]);
  await alder.until((reader) => reader.objects.length === 1);
  for (const gone of [birch, cedar]) {
    await gone.until((reader) => reader.isOver);
    assert.deepEqual(gone.events.at(-1)?.data, { reason: 'no-longer-allowed' });
    assert.deepEqual(gone.objects, []);
  }
  assert.deepEqual(alder.objects, [id]);
});

test('a stream ends when the hub stops', async () => {
  const world = await openTaxiiWorld();
  await using reader = await StreamReader.open(streamUrl(world), token(world, 'alder'));
  await reader.until((one) => one.events.length === 1);
  await world[Symbol.asyncDispose]();
  await reader.until((one) => one.isOver);
  assert.deepEqual(reader.events.at(-1)?.data, { reason: 'stopping' });
});

test('a reader who takes nothing costs bounded memory and misses nothing', async () => {
  await using world = await openTaxiiWorld();
  const socket = connect(Number(new URL(world.address).port), '127.0.0.1');
  socket.write(
    `GET /api/v1/stream?community=energy HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token(world, 'birch')}\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  const ids: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const large = Array.from({ length: 100 }, (_, index) =>
      indicator(`Large ${index}`, { ...GREEN, description: 'x'.repeat(30_000) }),
    );
    ids.push(...(await share(world, 'alder', large)));
  }
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.resume();
  const deadline = Date.now() + 20_000;
  const seen = (): string[] => [...text.matchAll(/data: \{"id":"([^"]+)"/g)].map((m) => m[1] ?? '');
  while (seen().length < ids.length && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  socket.destroy();
  assert.deepEqual(seen(), ids);
});
