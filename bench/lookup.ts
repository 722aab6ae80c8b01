/**
 * "Is this known to my communities?": a single look-up by REST beside the same route answering a constant, and
 * batches of a thousand values, of which some are known.
 *
 *   node bench/lookup.ts [--rounds=7] [--requests=4000] [--objects=100000]
 */
import { argument, figure, heading, median } from './rig/figures.ts';
import { valueAt } from './generate.ts';
import { grown } from './rig/grown.ts';
import { startHub } from './rig/processes.ts';
import { rateOf, requestRate } from './rig/rates.ts';
import { Client, restHeaders } from './rig/requests.ts';
import { fileURLToPath } from 'node:url';

const ROUNDS = argument('rounds', 7);
const REQUESTS = argument('requests', 4000);
const OBJECTS = argument('objects', 100_000);
const VALUES = 1000;
const BATCHES = 100;

const { data, tokens } = await grown(OBJECTS);
heading(
  `Looking values up among ${OBJECTS.toLocaleString('en')} objects, as a reader of half of them`,
);
const program = fileURLToPath(new URL('rig/constant-hub.ts', import.meta.url));
await using hub = await startHub({ data });
await using constant = await startHub({ data, program });
const headers = restHeaders(tokens.get('broad') ?? '');
const real = new Client(hub.address, headers);
const fixed = new Client(constant.address, headers);

/** Every tenth value is known to somebody, half of those to this reader; the others to nobody. */
const known = Array.from({ length: OBJECTS }, (_, place) => valueAt(place)).filter(
  (value) => value !== undefined,
);
const asked = (place: number): string =>
  place % 10 === 0
    ? (known[(place * 7919) % known.length] ?? '')
    : `172.16.${String((place >> 8) & 255)}.${String(place & 255)}`;
const batch = (first: number): string =>
  JSON.stringify({ values: Array.from({ length: VALUES }, (_, at) => asked(first + at)) });

const rounds: { single: number; constant: number; values: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const path = (index: number): string => `/api/v1/lookup?value=${asked(round * REQUESTS + index)}`;
  const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
  rounds.push({
    single: await requestRate(hub, REQUESTS, { act: (index) => real.ask(path(index)) }),
    constant: await requestRate(constant, REQUESTS, { act: (index) => fixed.ask(path(index)) }),
    values: await rateOf(hub, BATCHES * VALUES, {
      act: async () => {
        for (let at = 0; at < BATCHES; at += 1) {
          await real.ask('/api/v1/lookup', { ...post, body: batch(at * VALUES) });
        }
      },
    }),
  });
}
real.close();
fixed.close();
const of = (part: 'single' | 'constant' | 'values'): number =>
  median(rounds.map((round) => round[part]));
figure('single look-up', of('single'), { unit: 'requests per server CPU s' });
figure('the same route answering a constant', of('constant'), {
  unit: 'requests per server CPU s',
});
const ratio = median(rounds.map((round) => round.constant / round.single));
figure('CPU of a look-up in relation to the constant', ratio, { unit: '×', most: 1.5 });
figure('batches of 1,000 values', of('values'), {
  unit: 'values per server CPU s',
  least: 100_000,
});
