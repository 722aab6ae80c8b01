/**
 * Reading by TAXII: a full download in pages of a thousand, a poll that finds nothing, one object, a page of a
 * hundred; per processor second of the hub, beside a server that only keeps objects in memory.
 *
 *   node bench/reads.ts [--rounds=5] [--requests=5000]
 */
import { argument, figure, heading, median, note } from './rig/figures.ts';
import { freshFolder, provision, settled, startHub, startProgram } from './rig/processes.ts';
import { Client, TAXII_BODY, taxiiHeaders } from './rig/requests.ts';
import { readRound } from './rig/taxii-steps.ts';
import type { ReadRates, ReadSize, Source } from './rig/taxii-steps.ts';
import { attackSet, COMMUNITY, envelopes, world } from './rig/world.ts';

const ROUNDS = argument('rounds', 5);
const REQUESTS = argument('requests', 5000);

const set = attackSet();
heading(`Reading ${set.name}: ${String(set.texts.length)} objects, by another member`);
const data = freshFolder('reads');
const tokens = provision(world(), { data });
await using hub = await startHub({ data });
await using memory = await startProgram('memory-server.ts');
const writer = new Client(hub.address, taxiiHeaders(tokens.get('writer') ?? ''));
const root = `/taxii2/${COMMUNITY}/collections`;
const ours: Source = {
  server: hub,
  client: new Client(hub.address, taxiiHeaders(tokens.get('broad') ?? '')),
  objects: `${root}/everything/objects`,
};
const ceiling: Source = {
  server: memory,
  client: new Client(memory.address, {}),
  objects: '/objects',
};
for (const body of envelopes(set.texts, 1000)) {
  const post = { method: 'POST', body, headers: TAXII_BODY };
  await writer.ask(`${root}/inbox/objects/`, post);
  await ceiling.client.ask('/objects', post);
}
await settled(hub);

const ids = set.texts.map((text) => (JSON.parse(text) as { id: string }).id);
const size: ReadSize = { objects: set.texts.length, ids, requests: REQUESTS };
const found: { hub: ReadRates[]; memory: ReadRates[] } = { hub: [], memory: [] };
// A hub that has just started still compiles what it runs most: one round does not count.
await readRound(ours, size);
await readRound(ceiling, size);
for (let round = 0; round < ROUNDS; round += 1) {
  found.hub.push(await readRound(ours, size));
  found.memory.push(await readRound(ceiling, size));
}
for (const client of [writer, ours.client, ceiling.client]) client.close();

const steps = [
  ['full download', 'download', 'objects', 36_000],
  ['poll that finds nothing', 'emptyPoll', 'requests', 6000],
  ['one object', 'one', 'requests', 6000],
  ['page of 100', 'page', 'requests', 300],
] as const;
for (const [name, step, what, least] of steps) {
  const mine = median(found.hub.map((round) => round[step]));
  const best = median(found.memory.map((round) => round[step]));
  figure(name, mine, { unit: `${what} per server CPU s`, least });
  figure('  in memory, no protection', best, { unit: `${what} per server CPU s` });
  figure('  share of the ceiling', (100 * mine) / best, { unit: '%' });
}
note('Recorded elsewhere, not in this run: OpenTAXII 18,330; 262; 206; 86. Node in memory');
note('44,000; 23,900; 18,300; 374.');
