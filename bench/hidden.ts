/**
 * Does time tell what is hidden from what is absent? Both are asked for by turns, one at a time, by each way that names
 * a thing; the medians of what the answers took are compared, and beside them two halves of absent ones with each
 * other: what is noise here.
 *
 *   node bench/hidden.ts [--asks=3000] [--objects=100000]
 */
import { performance } from 'node:perf_hooks';
import { batchAt, freshIn, valueAt } from './generate.ts';
import { argument, figure, heading, median } from './rig/figures.ts';
import { grown } from './rig/grown.ts';
import { startHub } from './rig/processes.ts';
import { Client, restHeaders } from './rig/requests.ts';
import { COMMUNITY } from './rig/world.ts';

const ASKS = argument('asks', 3000);
const OBJECTS = argument('objects', 100_000);
/** Objects in one batch of the generator. */
const BATCH = 1000;

const { data, tokens } = await grown(OBJECTS);
heading(
  `Hidden and absent among ${OBJECTS.toLocaleString('en')} objects, asked for by a narrow reader`,
);
await using hub = await startHub({ data });
const reader = new Client(hub.address, restHeaders(tokens.get('narrow') ?? ''));
const taxii = { headers: { accept: 'application/taxii+json;version=2.1' } };

const objects = `/api/v1/communities/${COMMUNITY}/objects`;
const collection = `/taxii2/${COMMUNITY}/collections/everything/objects`;
const hidden: { id: string; value: string }[] = [];
for (let batch = 0; hidden.length < 400; batch += 7) {
  for (const [at, text] of batchAt(batch % (OBJECTS / BATCH), BATCH).texts.entries()) {
    if (at % 97 !== 0 || at >= freshIn(BATCH)) continue;
    const { id } = JSON.parse(text) as { id: string };
    const value = valueAt((batch % (OBJECTS / BATCH)) * freshIn(BATCH) + at);
    const { status } = await reader.try(`${objects}/${id}`);
    if (status === 404 && value !== undefined) hidden.push({ id, value });
  }
}

/** Ids of the same types that nobody ever shared, and values of the same length. */
const absent = hidden.map(({ id, value }) => ({
  id: `${id.split('--')[0] ?? ''}--${crypto.randomUUID()}`,
  value: value.replaceAll(/\d/g, (digit) => String((Number(digit) + 3) % 10)),
}));

const WAYS: readonly [string, (one: { id: string; value: string }) => Promise<unknown>][] = [
  ['one object by REST', ({ id }) => reader.try(`${objects}/${id}`)],
  ['its versions', ({ id }) => reader.try(`${objects}/${id}/versions`)],
  ['its references', ({ id }) => reader.try(`${objects}/${id}/references`)],
  ['one object by TAXII', ({ id }) => reader.try(`${collection}/${id}/`, taxii)],
  ['a value', ({ value }) => reader.try(`/api/v1/lookup?value=${encodeURIComponent(value)}`)],
];

const took = async (ask: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await ask();
  return performance.now() - start;
};

for (const [name, ask] of WAYS) {
  const times = { hidden: [] as number[], absent: [] as number[] };
  for (let n = 0; n < ASKS; n += 1) {
    const [one, other] = [hidden[n % hidden.length], absent[n % absent.length]];
    if (one === undefined || other === undefined) continue;
    // Which comes first changes, so that neither always finds what the other warmed.
    const order = n % 2 === 0 ? (['hidden', 'absent'] as const) : (['absent', 'hidden'] as const);
    for (const kind of order)
      times[kind].push(await took(() => ask(kind === 'hidden' ? one : other)));
  }
  const warm = { hidden: times.hidden.slice(ASKS / 10), absent: times.absent.slice(ASKS / 10) };
  const halves = [0, 1].map((part) => median(warm.absent.filter((_, at) => at % 2 === part)));
  const ratio = median(warm.hidden) / median(warm.absent);
  figure(`${name}: hidden in relation to absent`, ratio, { unit: '×' });
  figure('  how far apart', Math.max(ratio, 1 / ratio), { unit: '×', most: 1 / 0.9 });
  figure('  absent in relation to absent', (halves[0] ?? 0) / (halves[1] ?? 1), { unit: '×' });
}
reader.close();
