import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { describeApi } from '@tocsin/hub';
import type { TokenWithSecret } from '@tocsin/hub/contract';
import { badRequest, Chance, operationsOf } from './bad-requests.ts';
import type { BadRequest } from './bad-requests.ts';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Caller } from './world.ts';

/** Malformed requests of each operation; raise to search longer. */
const ROUNDS = Number(process.env['TOCSIN_TEST_ROUNDS'] ?? 20);
const SEED = Number(process.env['TOCSIN_TEST_SEED'] ?? 20_260_301);
const PATIENCE_MS = 20_000;
const AT_ONCE = 6;

interface Answered {
  status: number;
  type: string;
  text: string;
}

/** Sends exactly these bytes: a client library would tidy them up. An open stream is read as far as its first event. */
function sendRaw(address: string, agent: Agent, sent: BadRequest): Promise<Answered> {
  const { hostname, port } = new URL(address);
  const { method, path, body } = sent;
  // Without its length the body of a GET would be taken for the next request.
  const length = body === undefined ? {} : { 'content-length': String(body.length) };
  const headers = { ...sent.headers, ...length };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, headers, agent, timeout: PATIENCE_MS };
    const outgoing = request(options, (response) => {
      const type = response.headers['content-type'] ?? '';
      let text = '';
      const done = (): void => resolve({ status: response.statusCode ?? 0, type, text });
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (type.startsWith('text/event-stream')) {
          done();
          response.destroy();
        }
      });
      response.on('end', done);
      response.on('error', reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('not answered in time')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** What the statuses came to, for whoever reads the run. */
function tallyText(tally: ReadonlyMap<number, number>): string {
  const counts = [...tally].sort(([a], [b]) => a - b);
  return counts.map(([status, count]) => `${String(status)}: ${String(count)}`).join(', ');
}

for (const engine of ENGINES) {
  describe(`malformed requests of every operation on ${engine}`, () => {
    let world: ExchangeWorld;
    let person: Caller;
    let token: string;
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    before(async () => {
      world = await openExchangeWorld({ engine });
      person = await world.person('anna');
      const made = await person.post<TokenWithSecret>('/api/v1/tokens', {
        name: 'All scopes',
        scopes: ['read', 'write', 'taxii', 'stream'],
      });
      assert.equal(made.status, 201, made.text);
      token = made.json.secret;
    });
    after(async () => {
      agent.destroy();
      await world[Symbol.asyncDispose]();
    });

    const credentials = (takesToken: boolean, chance: Chance): Record<string, string> => {
      const kind = chance.below(10);
      if (kind < (takesToken ? 5 : 1)) return { authorization: `Bearer ${token}` };
      if (kind === 9) return {};
      const { cookie, csrf } = person;
      return { cookie, 'x-csrf': csrf, 'sec-fetch-site': 'same-origin' };
    };

    test('are all answered, none by a fault, and none reaches a prototype', async (t) => {
      const shared = await world.program('birch').post(`${world.base}/contributions`, {
        text: 'Beacons to 203.0.113.9',
        marking: { level: 'green' },
      });
      assert.equal(shared.status, 201, shared.text);
      const [line] = (shared.json as { lines: { id: string }[] }).lines;
      const known = {
        community: 'energy',
        root: 'energy',
        collection: 'inbox',
        id: line?.id ?? '',
      };
      const operations = operationsOf(await describeApi()).filter(
        ({ name }) => name !== 'sign-out',
      );
      const chance = new Chance(SEED);
      const work = operations.flatMap((operation) =>
        Array.from({ length: ROUNDS }, () => {
          const made = badRequest(operation, chance, known);
          return {
            ...made,
            headers: { ...made.headers, ...credentials(operation.takesToken, chance) },
          };
        }),
      );
      const tally = new Map<number, number>();
      const faults: string[] = [];
      const worker = async (): Promise<void> => {
        for (let one = work.pop(); one !== undefined; one = work.pop()) {
          const answer = await sendRaw(world.hub.address, agent, one);
          tally.set(answer.status, (tally.get(answer.status) ?? 0) + 1);
          const fault = faultOf(one, answer);
          if (fault !== undefined) faults.push(fault);
        }
      };
      const sent = work.length;
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      t.diagnostic(
        `${String(sent)} requests of ${String(operations.length)} operations; ${tallyText(tally)}`,
      );
      assert.deepEqual(faults, [], `seed ${String(SEED)}`);
      assert.ok(sent >= 1000);
      assert.deepEqual(Object.keys(Object.prototype), []);
      assert.equal(Reflect.get({}, 'polluted'), undefined);
      // Still the same hub: both callers are who they were, and what was shared is there.
      assert.equal((await person.get('/api/v1/me')).status, 200);
      const read = await world.program('birch').get(`${world.base}/objects?limit=500`);
      assert.ok(read.text.includes(known.id));
      const figures = await (await fetch(`${world.hub.metricsAddress}/metrics`)).text();
      assert.doesNotMatch(figures, /^tocsin_faults_total\{/m);
    });
  });
}

/** What is wrong with an answer: a fault, or a refusal that is not of its protocol's form. */
function faultOf(sent: BadRequest, { status, type, text }: Answered): string | undefined {
  const told = `${sent.name}: ${sent.method} ${sent.path.slice(0, 200)} ${JSON.stringify(sent.headers)} ${Buffer.from(
    sent.body ?? [],
  )
    .subarray(0, 300)
    .toString('latin1')} → ${String(status)} ${text.slice(0, 300)}`;
  if (status >= 500 || status < 200) return told;
  if (status < 400) return undefined;
  if (text === '' && sent.method === 'HEAD') return undefined;
  const isTaxii = type.startsWith('application/taxii+json');
  if (!isTaxii && !type.startsWith('application/problem+json')) return told;
  const refusal: unknown = JSON.parse(text);
  const said = Object(refusal);
  const isWhole = isTaxii
    ? said.http_status === String(status) && typeof said.title === 'string'
    : said.status === status && typeof said.detail === 'string' && said.detail !== '';
  return isWhole ? undefined : told;
}
