/**
 * The same reads and writes on PostgreSQL: what hub and database together use, beside what the database and one
 * client use for the same statements; and a page of a hundred for readers who see much, some and little.
 *
 *   node bench/postgres.ts [--rounds=5] [--requests=1000] [--objects=1000000]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { readTokenText } from '../packages/hub/src/index.ts';
import { openPostgres } from '../packages/store/src/engine/postgres.ts';
import { openStore } from '../packages/store/src/index.ts';
import type { ExchangeHandle, Store } from '../packages/store/src/index.ts';
import { freshDatabase, startPostgres } from '../packages/testkit/src/postgres.ts';
import { argument, figure, heading, median, note } from './rig/figures.ts';
import { grown } from './rig/grown.ts';
import { cpuSeconds, freshFolder, provision, settled, startHub } from './rig/processes.ts';
import { tocsin, treeCpuSeconds } from './rig/processes.ts';
import type { Running } from './rig/processes.ts';
import { insertIntoPostgres, postgresBatches, withClient } from './rig/raw-postgres.ts';
import { Client, TAXII_BODY, taxiiHeaders } from './rig/requests.ts';
import { readRound } from './rig/taxii-steps.ts';
import type { ReadRates } from './rig/taxii-steps.ts';
import { attackSet, COMMUNITY, envelopes, READERS, world } from './rig/world.ts';

const ROUNDS = argument('rounds', 5);
const REQUESTS = argument('requests', 1000);
const OBJECTS = argument('objects', 1_000_000);
const set = attackSet();
const communities = Array.from({ length: ROUNDS }, (_, round) => `round-${String(round)}`);

await using server = await startPostgres({ durable: true, own: true });
const keeper = keeperOf();
await small();
if (OBJECTS > 0) await large();

async function small(): Promise<void> {
  heading(`PostgreSQL: ${set.name}, ${String(set.texts.length)} objects`);
  await using database = await freshDatabase(server.url);
  await using empty = await freshDatabase(server.url);
  const data = freshFolder('postgres');
  const at = { data, databaseUrl: database.url };
  const tokens = provision(world({ communities }), at);
  provision({}, { data, databaseUrl: empty.url });
  await using hub = await startHub(at);
  const cost = (running: Running): number => cpuSeconds(running.pid) + treeCpuSeconds(keeper);
  const writer = new Client(hub.address, taxiiHeaders(tokens.get('writer') ?? ''));
  const writes: { hub: number; raw: number }[] = [];
  for (const community of communities) {
    const before = cost(hub);
    await post(writer, community);
    await settled(hub);
    const used = cost(hub) - before;
    writes.push({ hub: used, raw: await insertRaw(database.url, empty.url, community) });
  }
  await post(writer, COMMUNITY);
  await settled(hub);
  const ids = set.texts.map((text) => (JSON.parse(text) as { id: string }).id);
  const source = {
    server: hub,
    client: new Client(hub.address, taxiiHeaders(tokens.get('broad') ?? '')),
    objects: `/taxii2/${COMMUNITY}/collections/everything/objects`,
    cost,
  };
  const reads: ReadRates[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    reads.push(await readRound(source, { objects: ids.length, ids, requests: REQUESTS }));
  }
  writer.close();
  source.client.close();
  tell(writes, reads);
  await compareReads(at.databaseUrl, tokens);
}

async function post(writer: Client, community: string): Promise<void> {
  for (const body of envelopes(set.texts, 1000)) {
    const path = `/taxii2/${community}/collections/inbox/objects/`;
    await writer.ask(path, { method: 'POST', body, headers: TAXII_BODY });
  }
}

/** Processor seconds of this client and the database for the same rows. */
async function insertRaw(from: string, to: string, community: string): Promise<number> {
  const batches = await postgresBatches(from, community);
  return withClient(to, async (client) => {
    const before = ownCpu() + treeCpuSeconds(keeper);
    await insertIntoPostgres(client, batches);
    return ownCpu() + treeCpuSeconds(keeper) - before;
  });
}

function tell(writes: readonly { hub: number; raw: number }[], reads: readonly ReadRates[]): void {
  const unit = 'objects per CPU s of hub and database';
  const count = set.texts.length;
  figure('TAXII ingest, everything done', count / median(writes.map((one) => one.hub)), { unit });
  figure('engine alone, same rows with text index', count / median(writes.map((one) => one.raw)), {
    unit: 'objects per CPU s of client and database',
  });
  const share = median(writes.map((one) => (100 * one.raw) / one.hub));
  figure('  share of the engine', share, { unit: '%', least: 50 });
  const of = (step: keyof ReadRates): number => median(reads.map((round) => round[step]));
  const requests = 'requests per CPU s of hub and database';
  figure('full download', of('download'), { unit });
  figure('poll that finds nothing', of('emptyPoll'), { unit: requests });
  figure('one object', of('one'), { unit: requests });
  figure('page of 100', of('page'), { unit: requests });
}

/** A page by the handle, and its statements on a connection of their own. */
async function compareReads(
  databaseUrl: string,
  tokens: ReadonlyMap<string, string>,
): Promise<void> {
  await using store = await openStore({ dataDirectory: freshFolder('handle'), databaseUrl });
  const { exchange, community } = await reader(store, tokens, 'broad');
  const statements = await recorded(databaseUrl);
  const cost = (): number => ownCpu() + treeCpuSeconds(keeper);
  const ratios: number[] = [];
  await withClient(databaseUrl, async (client) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = cost();
      for (let page = 0; page < REQUESTS; page += 1) await exchange.page({ community, limit: 100 });
      const second = cost();
      for (let page = 0; page < REQUESTS; page += 1) await client.query(statements);
      ratios.push((100 * (cost() - second)) / (second - first));
    }
  });
  figure('page of 100 by the handle, share of its statement alone', median(ratios), {
    unit: '%',
    least: 50,
  });
}

/** The statement of a page without its guard and its transaction: the least the database must do. */
async function recorded(url: string): Promise<{ name: string; text: string; values: unknown[] }> {
  await using engine = await openPostgres(url);
  const row = await engine.one<{ n: number }>(
    'SELECT w.n FROM word w JOIN community c ON c.id = w.name WHERE c.slug = ?',
    [COMMUNITY],
  );
  return {
    name: 'page',
    text: `SELECT v.vid, v.community, v.stix_id, v.origin, v.type, v.version, v.version_us, v.spec, v.text, v.title, v.label, v.pos, v.contribution, v.revoked, f.base, f.rank, f.flags
      FROM feed f JOIN version v ON v.vid = f.vid WHERE f.community = $1 AND f.pos > 0 AND f.flags & 1 = 0 ORDER BY f.pos LIMIT 101`,
    values: [row?.n ?? 0],
  };
}

async function large(): Promise<void> {
  const { data, tokens } = await grown(OBJECTS);
  await using database = await freshDatabase(server.url);
  heading(`PostgreSQL: pages over ${OBJECTS.toLocaleString('en')} generated objects`);
  tocsin(['migrate-engine', '--data', data, '--to-database-url', database.url]);
  await withClient(database.url, (client) => client.query('ANALYZE'));
  await using store = await openStore({
    dataDirectory: freshFolder('large'),
    databaseUrl: database.url,
  });
  for (const name of READERS) {
    const { exchange, community } = await reader(store, tokens, name);
    const waits: number[] = [];
    let after: number | undefined;
    for (let page = -20; page < 200; page += 1) {
      const begun = performance.now();
      const { rows, more } = await exchange.page({
        community,
        limit: 100,
        ...(after === undefined ? {} : { addedAfter: after }),
      });
      if (page >= 0) waits.push(performance.now() - begun);
      after = more ? rows.at(-1)?.dateAdded : undefined;
    }
    figure(`page of 100, ${name} reader, median`, median(waits), { unit: 'ms', most: 3 });
  }
  note(
    'By the handle, guard and transaction included; wall clock, on a machine shared with others.',
  );
}

async function reader(
  store: Store,
  tokens: ReadonlyMap<string, string>,
  name: string,
): Promise<{ exchange: ExchangeHandle; community: string }> {
  const id = readTokenText(tokens.get(name) ?? '')?.id ?? '';
  const handle = await store.as({ kind: 'token', id });
  const community = await handle.directory.community(COMMUNITY);
  return { exchange: handle.exchange, community: community?.id ?? '' };
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The process that keeps the database server: the child of this one that is a shell. */
function keeperOf(): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (parent === process.pid && stat.includes('(sh)')) return Number(name);
    } catch {
      // It ended meanwhile.
    }
  }
  throw new Error('The process of PostgreSQL is not found');
}
