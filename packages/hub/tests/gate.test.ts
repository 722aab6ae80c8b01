/** The gate of the hub: what the shield finds in a share, whatever way it comes, and what the community agreed about it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { AuditEntry, Community, Problem, Receipt } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import { openTaxiiWorld } from './taxii-world.ts';
import type { Answered, Caller } from './world.ts';

const SECRET = 'Winter-2026';
const AMBER = { level: 'amber' };
const AT = '2026-02-01T00:00:00.000Z';

function object(over: Record<string, unknown> & { type?: string }): Record<string, unknown> {
  const { type = 'malware' } = over;
  const base = { spec_version: '2.1', id: `${type}--${crypto.randomUUID()}` };
  return { ...base, type, created: AT, modified: AT, ...over };
}

function malware(description: string): Record<string, unknown> {
  return object({ name: 'Loader', is_family: true, description });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

for (const engine of ENGINES) {
  describe(`the gate on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      anna = await world.person('anna');
    });
    after(async () => world[Symbol.asyncDispose]());

    const share = <T = Receipt>(
      body: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answered<T>> => anna.post<T>(`${world.base}/contributions`, body, headers);

    test('a text with a secret is refused, naming place, rule and way out, never the secret', async () => {
      const body = {
        text: `We saw password: ${SECRET}`,
        title: `token: ${SECRET}`,
        marking: AMBER,
      };
      const answer = await share<Problem>(body);
      assert.equal(answer.status, 422);
      assert.deepEqual(
        answer.json.errors?.map(({ pointer, code }) => [pointer, code]),
        [
          ['/title', 'shield/password'],
          ['/text', 'shield/password'],
        ],
      );
      assert.match(answer.json.errors?.[0]?.message ?? '', /say why it stays/);
      assert.ok(!answer.text.includes(SECRET));
    });

    test('it is let through for a reason, which receipt and record hold', async () => {
      const body = {
        text: `We set a trap\npassword: ${SECRET}`,
        marking: AMBER,
        shield: { reason: 'It is a trap account' },
      };
      const answer = await share(body);
      assert.equal(answer.status, 201, answer.text);
      const { shield, lines } = answer.json;
      assert.deepEqual(shield?.found, [
        { rule: 'password', severity: 'stop', done: 'kept', count: 1 },
      ]);
      assert.equal(shield.reason, 'It is a trap account');
      assert.equal(shield.sha256, sha256(JSON.stringify(body)));
      const told = lines.flatMap(({ problems }) => problems);
      assert.deepEqual(
        told.map(({ path, rule }) => [path, rule]),
        [['/text', 'shield/password']],
      );
      assert.ok(!answer.text.includes(SECRET));
      const again = await anna.get<Receipt>(`/api/v1/contributions/${answer.json.id}`);
      assert.deepEqual(again.json, answer.json);
      const audit = await anna.get<{ items: AuditEntry[] }>('/api/v1/audit?limit=1');
      assert.equal(
        audit.json.items[0]?.words,
        'Shared 2 of 2 objects; 1 findings stay for a reason given',
      );
      assert.ok(!audit.text.includes(SECRET));
    });

    test('of a bundle only the objects with a secret are refused; the header says why they stay', async () => {
      const objects = [
        malware('Nothing special'),
        malware(`Uses token: "${SECRET}"`),
        object({
          type: 'indicator',
          pattern: `[url:value = 'http://a:${SECRET}@evil.example/']`,
          pattern_type: 'stix',
          valid_from: AT,
        }),
      ];
      const body = JSON.stringify(objects);
      const route = `${world.base}/bundles?tlp=amber`;
      const refused = await anna.post<Receipt>(route, body);
      assert.deepEqual(
        refused.json.lines.map(({ fate, problems }) => [
          fate,
          ...problems.map(({ path, rule }) => `${path} ${rule}`),
        ]),
        [
          ['kept'],
          ['refused', '/description shield/password'],
          ['refused', '/pattern shield/password'],
        ],
      );
      assert.equal(refused.json.shield?.sha256, sha256(body));
      assert.ok(!refused.text.includes(SECRET));
      const reason = encodeURIComponent('Für die Übung');
      const kept = await anna.post<Receipt>(route, body, { 'x-tocsin-keep': reason });
      assert.equal(kept.json.shield?.reason, 'Für die Übung');
      assert.equal(kept.json.counts.refused, 0);
      const none = await anna.post<Receipt>(route, body, { 'x-tocsin-keep': ' a ' });
      assert.equal(none.json.counts.refused, 2);
    });

    test('what the sender decided before is kept; a stop needs its reason there too', async () => {
      const check = (reason?: string): unknown => ({
        rules: '3',
        profile: true,
        decided: [
          { rule: 'own-domain', done: 'changed', count: 3 },
          { rule: 'password', done: 'kept', count: 1, ...(reason === undefined ? {} : { reason }) },
        ],
      });
      const send = (reason?: string): Promise<Answered<Receipt>> =>
        share({ text: `password: ${SECRET}`, marking: AMBER, shield: { check: check(reason) } });
      assert.equal((await send()).status, 422);
      const kept = await send('A trap');
      assert.equal(kept.status, 201, kept.text);
      assert.deepEqual(kept.json.shield?.sender, check('A trap'));
    });

    test('what is less serious is told with the line, and lets the share through', async () => {
      const answer = await share({ text: 'On 10.1.2.3 of jo@gmail.com', marking: AMBER });
      assert.equal(answer.status, 201);
      assert.deepEqual(
        answer.json.lines.at(-1)?.problems.map(({ rule }) => rule),
        ['shield/private-network', 'shield/personal-mail'],
      );
      const object = await share({ objects: [malware('See C:\\Users\\jdoe\\x')], marking: AMBER });
      assert.deepEqual(
        object.json.lines[0]?.problems.map(({ path, rule }) => [path, rule]),
        [['/description', 'shield/user-name']],
      );
      assert.equal(object.json.counts.kept, 1);
    });

    test('an answer is looked through as well', async () => {
      const [target] = (await share({ objects: [malware('Quay')], marking: AMBER })).json.lines;
      const route = `${world.base}/objects/${target?.id ?? ''}/answers`;
      const comment = `password: ${SECRET}`;
      const answer = await anna.post<Problem>(route, { kind: 'false-positive', comment });
      assert.equal(answer.status, 422);
      assert.equal(answer.json.errors?.[0]?.pointer, '/comment');
    });

    test('a member that is a secret itself is not named', async () => {
      const named = malware('Quay');
      named['x_notes'] = { [`password: ${SECRET}`]: 'token: Ab3Cd4Ef5' };
      const answer = await share({ objects: [named], marking: AMBER });
      assert.deepEqual(
        answer.json.lines[0]?.problems.map(({ path }) => path),
        [''],
      );
      assert.ok(!answer.text.includes(SECRET));
    });

    test('many findings are all counted, and told up to a number', async () => {
      const objects = Array.from({ length: 150 }, () =>
        malware(Array.from({ length: 20 }, (_, at) => `10.1.2.${String(at)}`).join(' ')),
      );
      const { json } = await share({ objects, marking: AMBER });
      assert.deepEqual(
        json.shield?.found.map(({ rule, count }) => [rule, count]),
        [['private-network', 3000]],
      );
      const told = json.lines.map(({ problems }) => problems.length);
      assert.equal(Math.max(...told), 10);
      assert.equal(Math.min(...told), 1);
    });

    test('colleagues who do not speak for the source read the receipt without the report', async () => {
      const { json } = await share({ text: 'On 10.1.2.4', marking: AMBER });
      const arno = await world.person('arno');
      const seen = await arno.get<Receipt>(`/api/v1/contributions/${json.id}`);
      assert.equal(seen.json.shield, undefined);
    });

    test('what a sender says of the check is held to its limits', async () => {
      for (const [shield, pointer] of [
        [{ reason: 'a' }, '/shield/reason'],
        [{ reason: 'a'.repeat(301) }, '/shield/reason'],
        [{ colour: 1 }, '/shield'],
        [{ check: { rules: 'x', profile: true, decided: [] } }, '/shield/check/rules'],
        [
          {
            check: { rules: '3', profile: true, decided: [{ rule: 'X', done: 'kept', count: 1 }] },
          },
          '/shield/check/decided/0/rule',
        ],
      ] as const) {
        const answer = await share<Problem>({ text: 'x', shield });
        assert.equal(answer.status, 422);
        assert.equal(answer.json.errors?.[0]?.pointer, pointer);
      }
    });

    test('a community decides what becomes of findings, from the next share on', async () => {
      const adopt = async (shield: unknown): Promise<Answered<Community>> =>
        anna.send<Community>('PUT', `${world.base}/profile`, { body: { shield } });
      const strict = { stop: 'refuse', ask: 'refuse', warn: 'nothing', info: 'nothing' };
      assert.deepEqual((await adopt(strict)).json.profile.shield, strict);
      const asked = await share<Problem>({ text: 'of jo@gmail.com', marking: AMBER });
      assert.equal(asked.json.errors?.[0]?.code, 'shield/personal-mail');
      const answered = { rule: 'personal-mail', done: 'kept', count: 1 };
      const check = { rules: '3', profile: false, decided: [answered] };
      const kept = await share({ text: 'of jo@gmail.com', marking: AMBER, shield: { check } });
      assert.equal(kept.status, 201, kept.text);
      const silent = await share({ text: 'On 10.1.2.3', marking: AMBER });
      assert.deepEqual(silent.json.shield?.found, []);
      const lax = { stop: 'tell', ask: 'tell', warn: 'tell', info: 'tell' };
      await adopt(lax);
      const told = await share({ text: `password: ${SECRET}`, marking: AMBER });
      assert.equal(told.json.shield?.found[0]?.done, 'told');
      assert.equal((await adopt({ ...lax, stop: 'burn' })).status, 422);
      assert.deepEqual((await adopt(undefined)).json.profile.shield, {
        stop: 'refuse',
        ask: 'tell',
        warn: 'tell',
        info: 'nothing',
      });
    });
  });
}

test('TAXII clients learn of a refused object in the status, and may say why it stays', async () => {
  await using world = await openTaxiiWorld();
  const add = async (headers: Record<string, string> = {}): Promise<Record<string, unknown>> => {
    const response = await fetch(`${world.address}/taxii2/energy/collections/inbox/objects/`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.tokens.get('alder') ?? ''}`,
        accept: 'application/taxii+json;version=2.1',
        'content-type': 'application/taxii+json;version=2.1',
        ...headers,
      },
      body: JSON.stringify({ objects: [malware(`password: ${SECRET}`), malware('Quay')] }),
    });
    const text = await response.text();
    assert.ok(!text.includes(SECRET));
    const status: Record<string, unknown> = JSON.parse(text);
    return status;
  };
  const refused = await add();
  assert.equal(refused['failure_count'], 1);
  assert.match(JSON.stringify(refused['failures']), /\/description: This looks like a password/);
  const kept = await add({ 'x-tocsin-keep': 'It is a trap' });
  assert.equal(kept['failure_count'], 0);
});
