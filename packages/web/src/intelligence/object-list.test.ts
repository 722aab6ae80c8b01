import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LightRow } from './light-row.ts';
import { ObjectList } from './object-list.ts';
import type { PageAsked, RowPage } from './object-list.ts';

const SIZE = 100;

/** Row 0 is the newest; its instant is the highest. */
function rowAt(place: number, part: Partial<LightRow> = {}): LightRow {
  return {
    id: `indicator--${String(place)}`,
    version: '1',
    type: 'indicator',
    title: `row ${String(place)}`,
    isCode: false,
    isRevoked: false,
    added: String(1_000_000 - place),
    source: 'Harbour',
    level: 'green',
    kind: undefined,
    value: undefined,
    confidence: undefined,
    until: undefined,
    sightings: 0,
    lastSeen: undefined,
    isDone: false,
    share: undefined,
    isPart: false,
    ...part,
  };
}

/** A hub with so many rows; cursors are places. */
function hubOf(count: number): {
  asked: PageAsked[];
  source: (asked: PageAsked) => Promise<RowPage>;
} {
  const asked: PageAsked[] = [];
  const source = async (one: PageAsked): Promise<RowPage> => {
    asked.push(one);
    if (one.addedAfter !== undefined) return { rows: [] };
    const from = Number(one.cursor ?? 0);
    const to = Math.min(count, from + SIZE);
    const rows = Array.from({ length: to - from }, (_, place) => rowAt(from + place));
    return { rows, ...(to < count ? { next: String(to) } : {}) };
  };
  return { asked, source };
}

/** The same, where row 40 is a title and so many rows under it came with it. */
function shareOf(parts: number, count: number): ReturnType<typeof hubOf> {
  const { asked, source } = hubOf(count);
  return {
    asked,
    source: async (one) => {
      const page = await source(one);
      const rows = page.rows.map((row): LightRow => {
        const place = Number(row.id.split('--')[1]);
        if (place < 40 || place > 40 + parts) return row;
        return { ...row, share: 'contribution--1', isPart: place > 40 };
      });
      return { ...page, rows };
    },
  };
}

function namesOf(rows: readonly LightRow[]): string[] {
  return rows.map(({ id }) => id);
}

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => `indicator--${String(from + at)}`);
}

describe('a list of objects', () => {
  test('is read page by page to its end, and holds a bounded part of it', async () => {
    const { source } = hubOf(10_000);
    const list = await ObjectList.open(source);
    while (!list.isWhole) {
      list.want(list.length - 30, list.length - 1);
      await list.readOn();
    }
    assert.equal(list.length, 10_000);
    assert.ok(list.held <= 31 * SIZE, `${String(list.held)} rows held`);
    assert.equal(list.at(9_999)?.id, 'indicator--9999');
    assert.equal(list.at(5_000), undefined, 'far away');
  });

  test('reads again what it let go of, at the same places', async () => {
    const { source } = hubOf(10_000);
    const list = await ObjectList.open(source);
    while (!list.isWhole) {
      list.want(list.length - 30, list.length - 1);
      await list.readOn();
    }
    list.want(5_000, 5_030);
    await new Promise((done) => setTimeout(done, 5));
    for (let place = 5_000; place <= 5_030; place += 1) {
      assert.equal(list.at(place)?.id, `indicator--${String(place)}`);
    }
    assert.equal(list.length, 10_000);
  });

  test('keeps what arrives aside until it is put in; the row somebody is at stays the same', async () => {
    const { source } = hubOf(50);
    const list = await ObjectList.open(async (asked) =>
      asked.addedAfter === undefined
        ? source(asked)
        : { rows: [rowAt(-1, { id: 'new', level: 'red' }), rowAt(-2, { id: 'indicator--3' })] },
    );
    list.active = 10;
    await list.peek();
    assert.equal(list.length, 50);
    assert.equal(list.pending.length, 2);
    assert.deepEqual(list.levels, ['green']);
    list.insert();
    assert.equal(list.length, 51, 'one is a newer version of a row that gave way');
    assert.deepEqual(list.at(0)?.id, 'new');
    assert.equal(list.at(list.active)?.id, 'indicator--10');
    assert.deepEqual([...list.levels].sort(), ['green', 'red']);
  });

  test('is outgrown when more waits than it holds, or too much came on top', async () => {
    const { source } = hubOf(500);
    let batch = 0;
    const list = await ObjectList.open(async (asked) => {
      if (asked.addedAfter === undefined) return source(asked);
      batch += 1;
      const rows = Array.from({ length: 400 }, (_, at) => rowAt(-400 * batch + at));
      return { rows };
    });
    for (let times = 0; times < 3; times += 1) {
      assert.equal(list.isOutgrown, false);
      await list.peek();
      list.insert();
    }
    assert.deepEqual([list.length, list.isOutgrown], [SIZE + 1200, true]);
    const other = await ObjectList.open(async (asked) =>
      asked.addedAfter === undefined ? source(asked) : { rows: [rowAt(-1)], next: 'more' },
    );
    await other.peek();
    await other.peek();
    assert.deepEqual(
      [other.pending.length, other.hasMorePending, other.isOutgrown],
      [1, true, true],
    );
  });

  test('lets go of what is gone, its level and its choice with it', async () => {
    const { source } = hubOf(3);
    const list = await ObjectList.open(source);
    const [first] = [list.at(0)];
    assert.ok(first !== undefined);
    list.chosen.set(first.id, first);
    list.active = 2;
    list.keepOnly((rows) => rows.filter(({ id }) => id !== 'indicator--0'));
    assert.deepEqual([list.length, list.chosen.size, list.active], [2, 0, 1]);
    list.keepOnly(() => []);
    assert.deepEqual([list.length, list.levels], [0, []]);
  });

  test('that is read anew goes on where the one before was', async () => {
    const { source } = hubOf(500);
    const old = await ObjectList.open(source);
    old.scroll = 400;
    old.active = 7;
    const chosen = old.at(9);
    assert.ok(chosen !== undefined);
    old.chosen.set(chosen.id, chosen);
    const list = await ObjectList.open(async (asked) => {
      const { rows, ...rest } = await source(asked);
      return { rows: rows.slice(5), ...rest };
    });
    list.goOnFrom(old);
    assert.deepEqual([list.scroll, list.active, [...list.chosen.keys()]], [400, 2, [chosen.id]]);
  });

  test('knows what stands under a title, also what it has not read yet or let go of', async () => {
    const { source } = shareOf(250, 9_000);
    const list = await ObjectList.open(source);
    const title = list.at(40);
    assert.ok(title !== undefined);
    assert.equal(list.under(40).length, SIZE - 41, 'in memory');
    assert.deepEqual(namesOf(await list.group(title)), range(40, 290));
    assert.ok(list.length > 290 && !list.isWhole, 'no further than its end');
    while (!list.isWhole) {
      list.want(list.length - 30, list.length - 1);
      await list.readOn();
    }
    assert.equal(list.at(40), title, 'the first page stays');
    assert.equal(list.at(150), undefined, 'the second does not');
    assert.deepEqual(namesOf(await list.group(title)), range(40, 290));
    assert.ok(list.held <= 31 * SIZE, 'nothing is held for it');
  });

  test('a line under a title, or alone, is a group by itself', async () => {
    const { source } = shareOf(5, 60);
    const list = await ObjectList.open(source);
    for (const place of [3, 43, 50]) {
      const row = list.at(place);
      assert.ok(row !== undefined);
      assert.deepEqual(await list.group(row), [row]);
      assert.deepEqual(list.under(place), []);
    }
  });

  test('what came with another title, met on the page before, is not under this one', async () => {
    const rows = [rowAt(0, { share: 'one' }), rowAt(1, { share: 'other', isPart: true })];
    const list = await ObjectList.open(() => Promise.resolve({ rows }));
    assert.deepEqual(await list.group(rowAt(0, { share: 'one' })), [rowAt(0, { share: 'one' })]);
    assert.deepEqual(list.under(0), []);
  });

  test('a title is not half a group when the hub cannot be reached', async () => {
    const { source } = shareOf(250, 9_000);
    let isBroken = false;
    const list = await ObjectList.open(async (asked) => {
      if (isBroken) throw new Error('no hub');
      return source(asked);
    });
    const title = list.at(40);
    assert.ok(title !== undefined);
    isBroken = true;
    await assert.rejects(list.group(title), /no hub/);
    isBroken = false;
    assert.equal((await list.group(title)).length, 251);
  });

  test('says what failed, and goes on when asked to', async () => {
    const { source } = hubOf(500);
    let isBroken = false;
    const list = await ObjectList.open(async (asked) => {
      if (isBroken) throw new Error('no hub');
      return source(asked);
    });
    isBroken = true;
    await list.readOn();
    assert.equal(list.error instanceof Error, true);
    isBroken = false;
    await list.readOn();
    assert.equal(list.length, SIZE, 'not by itself');
    await list.readOn(true);
    assert.equal(list.length, 2 * SIZE);
    assert.equal(list.error, undefined);
  });
});
