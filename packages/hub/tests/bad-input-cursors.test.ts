import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Problem, Receipt } from '@tocsin/hub/contract';
import { goodObject } from './bad-objects.ts';
import { openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Caller } from './world.ts';

const GREEN_REF = 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb';
const UNUSABLE = 'cursor-unusable';

/** A list that is read page by page. */
interface Listing {
  readonly name: string;
  /** The address of its first page, one item long. */
  readonly first: string;
  /** Where the cursor goes. */
  readonly parameter: 'cursor' | 'next' | 'last_event_id';
  /** The same list with another filter, and another list. */
  readonly others: readonly string[];
}

describe('a cursor', () => {
  let world: ExchangeWorld;
  let anna: Caller;
  let berta: Caller;
  before(async () => {
    world = await openExchangeWorld();
    anna = await world.person('anna');
    berta = await world.person('berta');
    for (let round = 0; round < 3; round += 1) {
      const objects = [goodObject({ object_marking_refs: [GREEN_REF] })];
      const shared = await anna.post<Receipt>(`${world.base}/contributions`, { objects });
      assert.equal(shared.json.counts.kept, 1, shared.text);
      await berta.post(`${world.base}/contributions`, { text: 'x', marking: { level: 'green' } });
      world.clock.at += 1000;
    }
  });
  after(async () => world[Symbol.asyncDispose]());

  const collection = '/taxii2/energy/collections';
  const listings = (): Listing[] => [
    {
      name: 'of objects',
      first: `${world.base}/objects?limit=1`,
      parameter: 'cursor',
      others: [
        `${world.base}/objects?limit=1&type=indicator`,
        `${world.base}/objects?limit=1&order=oldest-first`,
        `${world.base}/contributions?limit=1`,
        '/api/v1/audit?limit=1',
      ],
    },
    {
      name: 'of receipts',
      first: `${world.base}/contributions?limit=1`,
      parameter: 'cursor',
      others: [`${world.base}/objects?limit=1`, '/api/v1/audit?limit=1'],
    },
    {
      name: 'of the record',
      first: '/api/v1/audit?limit=1',
      parameter: 'cursor',
      others: [`${world.base}/objects?limit=1`, `${world.base}/contributions?limit=1`],
    },
    {
      name: 'of a TAXII collection',
      first: `${collection}/everything/objects/?limit=1`,
      parameter: 'next',
      others: [
        `${collection}/indicators/objects/?limit=1`,
        `${collection}/everything/objects/?limit=1&match[type]=indicator`,
      ],
    },
  ];

  const cursorOf = async (by: Caller, { first }: Listing): Promise<string> => {
    const page = await by.get<{ next_cursor?: string; next?: string }>(first);
    assert.equal(page.status, 200, page.text);
    const { next_cursor, next } = page.json;
    assert.ok(next_cursor ?? next, `${first}: ${page.text}`);
    return next_cursor ?? next ?? '';
  };
  const at = (address: string, parameter: string, cursor: string): string =>
    `${address}&${parameter}=${encodeURIComponent(cursor)}`;
  const isRefused = async (by: Caller, address: string): Promise<void> => {
    const answer = await by.get<Problem & { title: string; description?: string }>(address);
    assert.equal(answer.status, 400, `${address}: ${answer.text}`);
    const { type, detail, description } = answer.json;
    if (type !== undefined) assert.match(type, new RegExp(`${UNUSABLE}$`));
    assert.match(detail ?? description ?? '', /start again without a cursor/);
  };

  test('opens its own page as often as it is asked for', async () => {
    for (const listing of listings()) {
      const address = at(listing.first, listing.parameter, await cursorOf(anna, listing));
      const [once, twice] = [await anna.get(address), await anna.get(address)];
      assert.equal(once.status, 200, once.text);
      assert.equal(twice.text, once.text);
    }
  });

  test('that is changed, cut or made up opens nothing', async () => {
    for (const listing of listings()) {
      const cursor = await cursorOf(anna, listing);
      const changed = Array.from(cursor, (letter, place) => {
        const other = letter === 'A' ? 'B' : 'A';
        return cursor.slice(0, place) + other + cursor.slice(place + 1);
      });
      // The last letter of 43 holds two bits that no byte needs: changing only those changes nothing.
      const wrong = [
        ...changed.slice(0, -1),
        cursor.slice(1),
        `${cursor}A`,
        'A'.repeat(43),
        '0',
        '%00',
      ];
      for (const one of wrong) await isRefused(anna, at(listing.first, listing.parameter, one));
    }
  });

  test('of one reader opens nothing for another', async () => {
    for (const listing of listings()) {
      const cursor = await cursorOf(anna, listing);
      for (const other of [berta, world.program('alder'), await world.person('arno')]) {
        if (other.token !== undefined && listing.parameter === 'next') continue;
        await isRefused(other, at(listing.first, listing.parameter, cursor));
      }
    }
  });

  test('of one list opens no other, nor the same under another filter', async () => {
    for (const listing of listings()) {
      const cursor = await cursorOf(anna, listing);
      for (const other of listing.others) {
        await isRefused(anna, at(other, listing.parameter, cursor));
      }
    }
  });

  test('of a list opens no live stream', async () => {
    const [objects] = listings();
    assert.ok(objects !== undefined);
    const cursor = await cursorOf(anna, objects);
    await isRefused(anna, `/api/v1/stream?community=energy&last_event_id=${cursor}`);
    await isRefused(anna, '/api/v1/stream?community=energy&last_event_id=5');
  });

  test('opens nothing any more once its reader’s rights have changed', async () => {
    const bruno = await world.person('bruno');
    const [objects] = listings();
    assert.ok(objects !== undefined);
    const cursor = await cursorOf(bruno, objects);
    const route = `${world.base}/people/${world.ids.person('bruno')}/roles`;
    const changed = await anna.send('PUT', route, { body: { roles: ['reader'] } });
    assert.equal(changed.status, 204, changed.text);
    await isRefused(bruno, at(objects.first, objects.parameter, cursor));
  });
});
