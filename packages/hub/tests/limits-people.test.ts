import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hashOfSecret, newSecret, newTokenText } from '@tocsin/hub';
import type { Problem, TokenWithSecret } from '@tocsin/hub/contract';
import type { World } from '@tocsin/store';
import { openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import { Caller, PASSWORD, registration, startTestHub } from './world.ts';
import type { Answered } from './world.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `n${String(n)}`);
const EMPTY: World = {
  communities: [],
  organizations: [],
  memberships: [],
  people: [],
  groups: [],
  tokens: [],
};

describe('limits of people, groups and keys', () => {
  let world: ExchangeWorld;
  let anna: Caller;
  before(async () => {
    world = await openExchangeWorld();
    anna = await world.person('anna');
  });
  after(async () => world[Symbol.asyncDispose]());

  test('a group names 2,000 organizations; 2,001 are refused by place', async () => {
    const ask = (count: number): Promise<Answered<Problem>> =>
      anna.post<Problem>(`${world.base}/groups`, {
        slug: 'many',
        name: 'Many',
        organizations: names(count),
      });
    // Nobody has these names: it is not their number that is wrong.
    assert.notEqual((await ask(2000)).json.errors?.[0]?.pointer, '/organizations');
    const beyond = await ask(2001);
    assert.equal(beyond.status, 422);
    assert.equal(beyond.json.errors?.[0]?.pointer, '/organizations');
    assert.match(beyond.json.errors?.[0]?.message ?? '', /2000/);
  });

  test('a community has 1,000 groups, and the next is refused', async () => {
    const groups = await anna.get<{ items: unknown[] }>(`${world.base}/groups`);
    const missing = 999 - groups.json.items.length;
    await world.hub.store.unguarded('provision').provision({
      ...EMPTY,
      groups: names(missing).map((slug) => ({ community: 'energy', slug, name: slug })),
    });
    const one = (slug: string): Promise<Answered<Problem>> =>
      anna.post<Problem>(`${world.base}/groups`, { slug, name: 'One more' });
    assert.equal((await one('last')).status, 201);
    const beyond = await one('more');
    assert.equal(beyond.status, 409, beyond.text);
    assert.match(beyond.json.detail, /at most 1000 groups/);
    const after = await anna.get<{ items: unknown[] }>(`${world.base}/groups`);
    assert.equal(after.json.items.length, 1000);
  });

  test('an organization has 500 tokens, the next is refused, and revoking one makes room', async () => {
    const berta = await world.person('berta');
    const listed = await berta.get<{ items: { id: string }[] }>('/api/v1/tokens');
    const missing = 499 - listed.json.items.length;
    await world.hub.store.unguarded('provision').provision({
      ...EMPTY,
      tokens: names(missing).map((name) => {
        const { id, secretHash } = newTokenText();
        return { name, organization: 'birch', scopes: ['read'], id, secretHash };
      }),
    });
    const one = (name: string): Promise<Answered<Problem & TokenWithSecret>> =>
      berta.post<Problem & TokenWithSecret>('/api/v1/tokens', { name });
    const last = await one('last');
    assert.equal(last.status, 201, last.text);
    const beyond = await one('more');
    assert.equal(beyond.status, 409, beyond.text);
    assert.match(beyond.json.detail, /at most 500 tokens/);
    assert.equal((await berta.send('DELETE', `/api/v1/tokens/${last.json.id}`)).status, 204);
    assert.equal((await one('again')).status, 201);
  });

  test('a person has 50 sessions; the oldest ends when one more is opened', async () => {
    const person = world.ids.person('berta');
    const organization = world.ids.organization('birch');
    const sessions: Caller[] = [];
    for (let n = 0; n < 51; n += 1) {
      const secret = newSecret();
      world.clock.at += 1000;
      await world.hub.store.door.openSession({
        hash: hashOfSecret(secret),
        person,
        organization,
        csrf: newSecret(),
        expiresAt: world.clock.at + 86_400_000,
        userAgent: 'x'.repeat(1000),
      });
      const caller = new Caller(world.hub.address);
      caller.cookie = `tocsin=${secret}`;
      sessions.push(caller);
    }
    const [first, second] = sessions;
    assert.equal((await first?.get('/api/v1/me'))?.status, 401);
    assert.equal((await second?.get('/api/v1/me'))?.status, 200);
    const listed = await second?.get<{ items: { user_agent: string }[] }>('/api/v1/me/sessions');
    assert.equal(listed?.json.items.length, 50);
    assert.ok(listed?.json.items.every(({ user_agent }) => user_agent.length <= 256));
  });
});

describe('limits of an account', () => {
  test('a password has 12 to 200 characters, an address 254, and an organization its lists', async () => {
    await using world = await startTestHub();
    const secret = world.hub.setupUrl?.split('#')[1] ?? '';
    const { body } = await registration(world, 'anna@alder.example');
    const caller = new Caller(world.hub.address);
    const wrong: [over: Record<string, unknown>, pointer: string, words: RegExp][] = [
      [{ password: PASSWORD.slice(0, 11) }, '/password', /at least 12/],
      [{ password: PASSWORD.repeat(9).slice(0, 201) }, '/password', /at most 200/],
      [{ email: `${'a'.repeat(251)}@b.c` }, '/email', /at most 254/],
      [{ name: 'x'.repeat(201) }, '/name', /at most 200/],
    ];
    for (const [over, pointer, words] of wrong) {
      const refused = await caller.post<Problem>('/api/v1/setup', { ...body, secret, ...over });
      assert.equal(refused.status, 422, refused.text);
      const fault = refused.json.errors?.find((one) => one.pointer === pointer);
      assert.match(fault?.message ?? '', words, refused.text);
    }
    const long = PASSWORD.repeat(9).slice(0, 200);
    const made = await caller.post<{ me: { csrf: string } }>('/api/v1/setup', {
      ...body,
      secret,
      password: long,
    });
    assert.equal(made.status, 201, made.text);
    caller.csrf = made.json.me.csrf;
    const sectors = (count: number): string[] => names(count);
    const countries = (count: number): string[] => Array.from({ length: count }, () => 'DE');
    for (const [over, pointer] of [
      [{ sectors: sectors(51) }, '/sectors'],
      [{ countries: countries(251) }, '/countries'],
    ] as const) {
      const refused = await caller.post<Problem>('/api/v1/organizations', {
        name: 'Alder',
        ...over,
      });
      assert.equal(refused.status, 422);
      assert.equal(refused.json.errors?.[0]?.pointer, pointer);
    }
    const within = { name: 'Alder', sectors: sectors(50), countries: countries(250) };
    const founded = await caller.post('/api/v1/organizations', within);
    assert.equal(founded.status, 201, founded.text);
  });
});
