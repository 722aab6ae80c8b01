/**
 * A cold start on an empty folder until /readyz says ready, what an idle hub keeps in memory, and what it keeps
 * after readers have been at a community of many objects.
 *
 *   node bench/start.ts [--rounds=5] [--objects=1000000]
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { argument, figure, heading, median, note } from './rig/figures.ts';
import { grown } from './rig/grown.ts';
import { CACHE, cpuSeconds, freshFolder, pause, residentMegabytes } from './rig/processes.ts';
import { startHub } from './rig/processes.ts';
import type { Running } from './rig/processes.ts';
import { Client, repeat, restHeaders, taxiiHeaders } from './rig/requests.ts';
import { COMMUNITY, READERS } from './rig/world.ts';

const ROUNDS = argument('rounds', 5);
const OBJECTS = argument('objects', 1_000_000);

heading('Cold start on an empty folder');
const compiled = join(CACHE, 'compiled');
rmSync(compiled, { recursive: true, force: true });
await cold('first start of all: nothing compiled yet', { rounds: 1, most: undefined });
await cold('start, with the code compiled by an earlier one', { rounds: ROUNDS, most: 2 });
await reading();

interface Cold {
  rounds: number;
  most: number | undefined;
}

async function cold(name: string, { rounds, most }: Cold): Promise<void> {
  const seconds: number[] = [];
  const cpu: number[] = [];
  const idle: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await using hub = await start(freshFolder('start'));
    await ready(hub);
    seconds.push((performance.now() - begun) / 1000);
    cpu.push(cpuSeconds(hub.pid));
    await pause(3000);
    idle.push(residentMegabytes(hub.pid));
    await hub.stop();
  }
  figure(name, median(seconds), { unit: 's', ...(most === undefined ? {} : { most }) });
  figure('  of which processor time', median(cpu), { unit: 's' });
  figure('  memory when idle', median(idle), { unit: 'MB', most: 150 });
}

async function reading(): Promise<void> {
  const { data, tokens } = await grown(OBJECTS);
  heading(`Memory with ${OBJECTS.toLocaleString('en')} objects`);
  await using hub = await start(data);
  await ready(hub);
  figure('after the start', residentMegabytes(hub.pid), { unit: 'MB' });
  let most = 0;
  for (const reader of READERS) {
    const token = tokens.get(reader) ?? '';
    const taxii = new Client(hub.address, taxiiHeaders(token));
    const rest = new Client(hub.address, restHeaders(token));
    const root = `/taxii2/${COMMUNITY}/collections/everything/objects/`;
    await repeat(200, 8, () => taxii.ask(`${root}?limit=1000`));
    await repeat(200, 8, (at) => rest.ask(`/api/v1/lookup?value=10.0.0.${String(at)}`));
    most = Math.max(most, residentMegabytes(hub.pid));
    taxii.close();
    rest.close();
  }
  figure('while three readers take 600 pages of 1,000, eight at once', most, {
    unit: 'MB',
    most: 350,
  });
  await pause(5000);
  figure('five seconds later', residentMegabytes(hub.pid), { unit: 'MB' });
  note('What a hub keeps while a community grows to that size is told by bench/ingest.ts.');
}

function start(data: string): Promise<Running> {
  return startHub({ data, environment: { NODE_COMPILE_CACHE: compiled } });
}

async function ready(hub: Running): Promise<void> {
  for (;;) {
    const answer = await fetch(`${hub.address}/readyz`);
    await answer.arrayBuffer();
    if (answer.status === 200) return;
    await pause(10);
  }
}
