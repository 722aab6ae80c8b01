import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { freshDatabase, startPostgres } from '../../testkit/src/postgres.ts';
import { RunningHub, temporary, tocsin } from './running-hub.ts';

/** Rounds of kill -9 in one run; more with TOCSIN_TEST_ROUNDS. */
const ROUNDS = Number(process.env['TOCSIN_TEST_ROUNDS'] ?? 6);
const WRITERS = 8;

const WORLD = JSON.stringify({
  communities: [{ slug: 'ports' }],
  organizations: [{ slug: 'alder' }, { slug: 'birch' }],
  memberships: [
    { community: 'ports', organization: 'alder' },
    { community: 'ports', organization: 'birch' },
  ],
  tokens: [
    { name: 'writer', organization: 'alder' },
    { name: 'reader', organization: 'birch' },
  ],
});

describe('a hub that is killed', () => {
  test('keeps everything it acknowledged, once, on the embedded engine', async () => {
    await using folder = await temporary();
    await rounds(join(folder.path, 'data'), {});
  });

  test('keeps everything it acknowledged, once, on PostgreSQL', async () => {
    const server = await startPostgres();
    const { url, drop } = await freshDatabase(server.url);
    await using folder = await temporary();
    try {
      await rounds(join(folder.path, 'data'), { TOCSIN_DATABASE_URL: url });
    } finally {
      await drop();
      await server.stop();
    }
  });

  test('ends with 0 within ten seconds when it is asked to', async () => {
    await using folder = await temporary();
    const hub = await RunningHub.start(join(folder.path, 'data'));
    const asked = Date.now();
    assert.equal(await hub.stop('SIGTERM'), 0);
    assert.ok(Date.now() - asked < 10_000);
  });
});

async function rounds(data: string, env: Record<string, string>): Promise<void> {
  const made = await tocsin(['provision', '-', '--json'], {
    env: { TOCSIN_DATA: data, ...env },
    input: WORLD,
  });
  assert.equal(made.code, 0, made.words);
  const { tokens } = JSON.parse(made.out) as { tokens: { name: string; token: string }[] };
  const [writer = '', reader = ''] = tokens.map((one) => one.token);
  const acknowledged = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const hub = await RunningHub.start(data, { env });
    const writing = Array.from({ length: WRITERS }, (_, place) =>
      write(hub.address, writer, { round, place, acknowledged }),
    );
    // The first round ends at whatever moment it is; the others in the midst of work that is being acknowledged.
    if (round > 0) await moreThan(acknowledged.size, acknowledged);
    await pause(round * 40);
    await hub.stop('SIGKILL');
    await Promise.all(writing);
  }
  await using hub = await RunningHub.start(data, { env });
  const found = await everything(hub.address, reader);
  assert.equal(new Set(found).size, found.length, 'no object is there twice');
  const kept = new Set(found);
  const lost = [...acknowledged].filter((id) => !kept.has(id));
  assert.deepEqual(
    lost,
    [],
    `${String(lost.length)} of ${String(acknowledged.size)} acknowledged objects are gone`,
  );
  assert.ok(acknowledged.size > 0, 'something was acknowledged');
  await hub.stop();
  const verified = await tocsin(['audit', 'verify'], { env: { TOCSIN_DATA: data, ...env } });
  assert.equal(verified.code, 0, verified.words);
}

/** Waits until something more is acknowledged, on a busy machine too. */
async function moreThan(count: number, acknowledged: ReadonlySet<string>): Promise<void> {
  for (let tries = 0; acknowledged.size <= count; tries++) {
    assert.ok(tries < 6000, 'nothing is acknowledged for a minute');
    await pause(10);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** Posts small batches until the connection breaks, and remembers what was acknowledged. */
async function write(
  hub: string,
  token: string,
  at: { round: number; place: number; acknowledged: Set<string> },
): Promise<void> {
  for (let count = 0; ; count++) {
    const objects = Array.from({ length: 5 }, (_, place) =>
      indicator(`${String(at.round)}-${String(at.place)}-${String(count)}-${String(place)}`),
    );
    try {
      const response = await fetch(`${hub}/taxii2/ports/collections/inbox/objects/`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/taxii+json;version=2.1',
          'content-type': 'application/taxii+json;version=2.1',
        },
        body: JSON.stringify({ objects }),
      });
      const status = (await response.json()) as { success_count?: number };
      const isKept = response.status === 202 && status.success_count === objects.length;
      if (isKept) objects.forEach(({ id }) => at.acknowledged.add(id));
    } catch {
      return;
    }
  }
}

function indicator(name: string): { id: string } & Record<string, unknown> {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${crypto.randomUUID()}`,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name,
    pattern: `[domain-name:value = 'd${name}.example']`,
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00.000Z',
    object_marking_refs: ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'],
  };
}

async function everything(hub: string, token: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next = ''; ;) {
    const response = await fetch(
      `${hub}/taxii2/ports/collections/everything/objects/?limit=500${next}`,
      {
        headers: { authorization: `Bearer ${token}`, accept: 'application/taxii+json;version=2.1' },
      },
    );
    const page = (await response.json()) as {
      objects?: { id: string }[];
      more?: boolean;
      next?: string;
    };
    ids.push(...(page.objects ?? []).map((one) => one.id));
    if (page.more !== true || page.next === undefined) return ids;
    next = `&next=${encodeURIComponent(page.next)}`;
  }
}
