/**
 * Ingest: objects per processor second of the hub, durable, labelled and fully indexed (the text index behind
 * the write included), by TAXII and by REST; beside the engine's own rate for the same rows and a server that
 * only keeps objects in memory. Then whether the rate stays flat while a community grows.
 *
 *   node bench/ingest.ts [--rounds=5] [--objects=1000000] [--growth=0]
 */
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { argument, figure, heading, median, note } from './rig/figures.ts';
import { grow } from './rig/grown.ts';
import type { Part } from './rig/grown.ts';
import {
  cpuSeconds,
  freshFolder,
  provision,
  settled,
  startHub,
  startProgram,
} from './rig/processes.ts';
import type { Running } from './rig/processes.ts';
import { insertRaw, openRaw, rawBatches, rowCount } from './rig/raw-sqlite.ts';
import { Client, restHeaders, TAXII_BODY, taxiiHeaders } from './rig/requests.ts';
import { attackSet, bundle, envelopes, world } from './rig/world.ts';

const ROUNDS = argument('rounds', 5);
const OBJECTS = argument('objects', 1_000_000);
const SIZE = 1000;

await attack();
if (argument('growth', 1) !== 0) await growth();

async function attack(): Promise<void> {
  const set = attackSet();
  const count = set.texts.length;
  heading(`Ingest of ${set.name}: ${String(count)} objects in posts of ${String(SIZE)}`);
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
  const communities = rounds.flatMap((round) => [
    `taxii-${String(round)}`,
    `rest-${String(round)}`,
  ]);
  const data = freshFolder('ingest');
  const token = provision(world({ communities }), { data }).get('writer') ?? '';
  await using hub = await startHub({ data });
  await using memory = await startProgram('memory-server.ts');
  const taxii = new Client(hub.address, taxiiHeaders(token));
  const rest = new Client(hub.address, restHeaders(token));
  const ceiling = new Client(memory.address, {});
  const posts = envelopes(set.texts, SIZE);
  const bundles = posts.map((_, at) => bundle(set.texts.slice(at * SIZE, (at + 1) * SIZE)));
  const found = { taxii: rates(), rest: rates(), memory: rates(), raw: rates(), rawTexts: rates() };
  const rawFolder = freshFolder('raw');
  const engines: Record<string, DatabaseSync> = {};
  for (const round of rounds) {
    const inbox = `/taxii2/taxii-${String(round)}/collections/inbox/objects/`;
    const path = `/api/v1/communities/rest-${String(round)}/bundles`;
    found.taxii.push(await rate(hub, count, () => postAll(taxii, inbox, posts)));
    found.rest.push(await rate(hub, count, () => postAll(rest, path, bundles)));
    found.memory.push(await memoryRate(memory, count, () => postAll(ceiling, '/objects', posts)));
    const rows = rawBatches(data, `taxii-${String(round)}`);
    if (round === 0)
      note(
        `${String(rowCount(rows.all))} rows for ${String(rowCount(rows.all, 'version'))} objects`,
      );
    // The engine's databases grow with the hub's: the community that came by REST goes in as well.
    const more = rawBatches(data, `rest-${String(round)}`).all;
    for (const texts of [false, true]) {
      const name = texts ? 'texts.db' : 'plain.db';
      const engine = (engines[name] ??= openRaw(join(rawFolder, name), rows.schema));
      const used = process.cpuUsage();
      insertRaw(engine, rows.all, { texts });
      const { user, system } = process.cpuUsage(used);
      const seconds = (user + system) / 1e6;
      (texts ? found.rawTexts : found.raw).push({ first: count / seconds, all: count / seconds });
      insertRaw(engine, more, { texts });
    }
  }
  for (const client of [taxii, rest, ceiling]) client.close();
  tell(found);
}

interface Rate {
  /** Objects per processor second until everything was acknowledged, and until nothing was left to do. */
  first: number;
  all: number;
}

function rates(): Rate[] {
  return [];
}

function tell(found: Record<'taxii' | 'rest' | 'memory' | 'raw' | 'rawTexts', Rate[]>): void {
  const of = (list: readonly Rate[], part: keyof Rate): number =>
    median(list.map((one) => one[part]));
  const unit = 'objects per server CPU s';
  figure('TAXII, everything done', of(found.taxii, 'all'), { unit, least: 6000 });
  figure('REST bundle, everything done', of(found.rest, 'all'), { unit, least: 6000 });
  figure('TAXII, until acknowledged (index still working)', of(found.taxii, 'first'), { unit });
  figure('engine alone, same rows with text index', of(found.rawTexts, 'all'), { unit });
  figure('engine alone, same rows without text index', of(found.raw, 'all'), { unit });
  figure('in memory, no protection, not durable', of(found.memory, 'all'), { unit });
  const share = (100 * of(found.taxii, 'all')) / of(found.rawTexts, 'all');
  figure('TAXII, share of the engine with text index', share, { unit: '%', least: 50 });
  const first = (100 * of(found.taxii, 'first')) / of(found.raw, 'all');
  figure('TAXII until acknowledged, share of the engine without', first, { unit: '%' });
  const cold = found.taxii[0];
  if (cold !== undefined) figure('TAXII, first round of a fresh process', cold.all, { unit });
  note('Recorded elsewhere, not in this run: OpenTAXII 613, Node in memory 23,700.');
}

async function postAll(client: Client, path: string, bodies: readonly Buffer[]): Promise<void> {
  const headers = path.startsWith('/api') ? { 'content-type': 'application/json' } : TAXII_BODY;
  for (const body of bodies) await client.ask(path, { method: 'POST', body, headers });
}

async function rate(hub: Running, count: number, act: () => Promise<void>): Promise<Rate> {
  const before = cpuSeconds(hub.pid);
  await act();
  const first = cpuSeconds(hub.pid) - before;
  await settled(hub);
  return { first: count / first, all: count / (cpuSeconds(hub.pid) - before) };
}

async function memoryRate(memory: Running, count: number, act: () => Promise<void>): Promise<Rate> {
  const before = cpuSeconds(memory.pid);
  await act();
  const all = count / (cpuSeconds(memory.pid) - before);
  return { first: all, all };
}

async function growth(): Promise<void> {
  heading(`Growth from nothing to ${OBJECTS.toLocaleString('en')} generated objects, by REST`);
  const parts: Part[] = [];
  const unit = 'objects per server CPU s, everything done';
  await grow(OBJECTS, (part) => {
    parts.push(part);
    const words = `part ${String(parts.length)}, memory ${part.megabytes.toFixed(0)} MB`;
    figure(words, part.sent / part.cpu, { unit });
  });
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return;
  const share = (100 * (last.sent / last.cpu)) / (first.sent / first.cpu);
  figure('last tenth in relation to the first', share, { unit: '%', least: 80 });
  figure('memory at the end', last.megabytes, { unit: 'MB', most: 350 });
}
