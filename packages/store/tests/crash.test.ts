import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freshDatabase, startPostgres } from '../../testkit/src/postgres.ts';
import { openStore } from '../src/index.ts';
import { CRASH_WORLD, SEEN } from './crash-world.ts';
import type { Handle, Store } from '../src/index.ts';
import type { Step } from './crash-world.ts';

/** Rounds of SIGKILL in one run; more with TOCSIN_TEST_ROUNDS. */
const ROUNDS = Number(process.env['TOCSIN_TEST_ROUNDS'] ?? 8);
/** How many acts are acknowledged before a round ends: every round at another place of the chains. */
const actsBefore = (round: number): number => 6 + ((round * 11) % 28);
const ACTS = fileURLToPath(new URL('crash-acts.ts', import.meta.url));

describe('a process killed while markings move', () => {
  test('leaves each object as it was before the act or after it, on the embedded engine', async (t) => {
    t.diagnostic(await rounds());
  });

  test('leaves each object as it was before the act or after it, on PostgreSQL', async (t) => {
    await using server = await startPostgres();
    await using database = await freshDatabase(server.url);
    t.diagnostic(await rounds(database.url));
  });
});

type Seen = (typeof SEEN)[Step];

/** What an object went through for certain, and what was under way. */
interface Course {
  did: Step | undefined;
  begins: Step | undefined;
  request: string;
}

async function rounds(databaseUrl?: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-crash-'));
  const place = databaseUrl === undefined ? {} : { databaseUrl };
  const open = (): Promise<Store> => openStore({ dataDirectory: directory, ...place });
  const courses = new Map<string, Course>();
  const underWay = new Map<Step, number>();
  try {
    {
      await using store = await open();
      await store.unguarded('provision').provision(CRASH_WORLD);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      await oneRound({ directory, databaseUrl, round, courses });
      await using store = await open();
      await store.settled();
      await look(store, courses, underWay);
      await lookAtRecord(store);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  const cut = [...underWay].map(([step, count]) => `${step} ${String(count)}`).join(', ');
  assert.ok(underWay.size > 1, `Hardly anything was under way: ${cut}`);
  return `${String(courses.size)} objects; killed in the midst of: ${cut}`;
}

/** Lets the acts begin and kills them at some moment between the first few and a little later. */
async function oneRound(at: {
  directory: string;
  databaseUrl: string | undefined;
  round: number;
  courses: Map<string, Course>;
}): Promise<void> {
  const child = spawn(process.execPath, [ACTS, at.directory, String(at.round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...(at.databaseUrl === undefined ? {} : { TOCSIN_DATABASE_URL: at.databaseUrl }),
    },
  });
  let text = '';
  const closed = once(child, 'close');
  const enough = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split('\ndid ').length > actsBefore(at.round)) resolve();
    });
  });
  await Promise.race([
    enough,
    closed.then(() => assert.fail('The process ended by itself before it was killed')),
  ]);
  await pause(at.round * 3);
  child.kill('SIGKILL');
  await closed;
  for (const line of text.split('\n')) {
    const [what, id, step, request] = line.split(' ');
    if (id === undefined || step === undefined) continue;
    const course = at.courses.get(id) ?? { did: undefined, begins: undefined, request: '' };
    if (what === 'begins') course.begins = step as Step;
    else course.did = step as Step;
    if (request !== undefined && request !== '') course.request = request;
    at.courses.set(id, course);
  }
}

/** Compares what each of the three sees of every object with what it saw before and after the act that was cut. */
async function look(
  store: Store,
  courses: Map<string, Course>,
  underWay: Map<Step, number>,
): Promise<void> {
  const handles: Record<keyof Seen, Handle> = await castOf(store);
  const [community] = await handles.alder.directory.communities();
  assert.ok(community);
  for (const [id, course] of courses) {
    const seen: Seen = {
      alder: await countOf(handles.alder, id, community.id),
      birch: await countOf(handles.birch, id, community.id),
      cedar: await countOf(handles.cedar, id, community.id),
    };
    const { did, begins } = course;
    const isCut = begins !== did && begins !== undefined;
    const before = did === undefined ? { alder: 0, birch: 0, cedar: 0 } : SEEN[did];
    const ways = isCut ? [before, SEEN[begins]] : [before];
    assert.ok(
      ways.some((way) => JSON.stringify(way) === JSON.stringify(seen)),
      `${id} did ${String(did)}, began ${String(begins)}: ${JSON.stringify(seen)}`,
    );
    if (course.request !== '') {
      const { alder } = handles;
      const request = await alder.release.request(community.id, course.request);
      const isRead = seen.cedar > 0;
      assert.equal(
        request?.state === 'granted' && seen.alder > 0,
        isRead,
        `${id}: ${String(request?.state)}`,
      );
    }
    if (isCut) underWay.set(begins, (underWay.get(begins) ?? 0) + 1);
    // Where it stands now it stays: nobody goes on with it.
    const isDone = JSON.stringify(seen) !== JSON.stringify(before);
    courses.set(id, { ...course, begins: isDone ? begins : did, did: isDone ? begins : did });
  }
}

/** How many versions somebody sees; the list, the look-up and the search agree about it. */
async function countOf(handle: Handle, id: string, community: string): Promise<number> {
  const versions = await handle.exchange.versions(id, community);
  const object = await handle.exchange.object(id, community);
  assert.equal(object !== undefined, versions.length > 0, `${id}: object and versions`);
  const labels = new Set(versions.map(({ labelId }) => labelId));
  assert.ok(labels.size <= 1, `${id}: all versions stand under one marking`);
  const [name] = versions.map(({ title }) => title);
  if (name !== undefined) {
    const [hits = []] = await handle.exchange.lookup([{ kind: 'domain', value: name }]);
    assert.ok(
      hits.some((hit) => hit.id === id),
      `${id}: is found by its value`,
    );
  }
  return versions.length;
}

async function lookAtRecord(store: Store): Promise<void> {
  const verdict = await store.unguarded('audit-verify').verifyAudit();
  assert.equal(verdict.ok, true, JSON.stringify(verdict));
}

async function castOf(store: Store): Promise<Record<'alder' | 'birch' | 'cedar', Handle>> {
  const handleOf = async (name: string): Promise<Handle> => {
    const account = await store.door.account({ email: `${name}@${name}.example` });
    return store.as({
      kind: 'person',
      id: account?.person ?? '',
      organization: account?.organizations[0]?.id ?? '',
    });
  };
  return {
    alder: await handleOf('alder'),
    birch: await handleOf('birch'),
    cedar: await handleOf('cedar'),
  };
}
