import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Problem, Receipt } from '@tocsin/hub/contract';
import { openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

interface Seen {
  readonly sees: boolean;
  readonly rule: string;
  readonly persons?: number;
  readonly reshare: readonly unknown[];
}

let world: ExchangeWorld;
let source: Caller;
/** What alder shared with birch alone. */
let id = '';

before(async () => {
  world = await openExchangeWorld();
  source = await world.person('anna');
  id = await shared({ level: 'amber', audience: { organizations: ['birch'] } });
});
after(async () => world[Symbol.asyncDispose]());

async function shared(marking: unknown): Promise<string> {
  const object = {
    type: 'tool',
    spec_version: '2.1',
    id: `tool--${crypto.randomUUID()}`,
    created: '2026-02-01T00:00:00.000Z',
    modified: '2026-02-01T00:00:00.000Z',
    name: 'wryneck',
  };
  const sent = await source.post<Receipt>(`${world.base}/contributions`, {
    objects: [object],
    marking,
  });
  assert.equal(sent.json.counts.kept, 1, sent.text);
  return object.id;
}

const preview = <T = Seen>(who: Caller, recipient: unknown, object = id): Promise<Answered<T>> =>
  who.post<T>(`${world.base}/objects/${object}/preview`, { recipient });

test('the source learns who sees its object as it is marked, and by which rule', async () => {
  const birch = await preview(source, { organization: 'birch' });
  assert.deepEqual([birch.json.sees, birch.json.rule, birch.json.persons], [true, 'amber', 2]);
  assert.ok(birch.json.reshare.length > 0);
  const carl = await preview(source, { person: world.ids.person('carl') });
  assert.deepEqual([carl.json.sees, carl.json.rule], [false, 'not-in-audience']);
  const arno = await preview(source, { person: world.ids.person('arno') });
  assert.deepEqual([arno.json.sees, arno.json.rule], [true, 'origin']);
});

test('nobody else is told, and a hidden object is answered as an absent one', async () => {
  const nowhere = `tool--${crypto.randomUUID()}`;
  for (const name of ['bruno', 'carl', 'greta']) {
    const who = await world.person(name);
    const hidden = await preview<Problem>(who, { organization: 'birch' });
    const absent = await preview<Problem>(who, { organization: 'birch' }, nowhere);
    assert.equal(hidden.status, 404, name);
    const plain = ({ json }: Answered<Problem>): unknown => ({
      ...json,
      request_id: '',
      instance: '',
    });
    assert.deepEqual(plain(hidden), plain(absent), name);
  }
});

test('an answer of the source to others’ items tells nobody whom those reach', async () => {
  const bruno = await world.person('bruno');
  const given = await bruno.post<Receipt>(`${world.base}/objects/${id}/answers`, {
    kind: 'action',
    action: 'blocked',
  });
  const answer = given.json.lines[0]?.id ?? '';
  assert.equal((await preview(bruno, { organization: 'cedar' }, answer)).status, 404);
});

test('a limit that only their own organization knows cannot be told of others', async () => {
  const limited = await shared({ level: 'green', limits: { units: ['soc'] } });
  const other = await preview<Problem>(source, { person: world.ids.person('carl') }, limited);
  assert.equal(other.json.errors?.[0]?.code, 'not-told', other.text);
  const own = await preview(source, { person: world.ids.person('arno') }, limited);
  assert.equal(own.json.sees, true, own.text);
});
