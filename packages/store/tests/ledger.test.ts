import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ledger } from '../src/exchange/ledger.ts';
import { PLACE } from '../src/exchange/rows.ts';
import { Words } from '../src/visibility/words.ts';
import { eachEngine } from './each-engine.ts';
import type { Delivery, FeedRow } from '../src/store.ts';

const BY = { principal: 'token1', organization: 'birch', at: 1000 };

eachEngine('the delivery ledger', (bench) => {
  test('keeps what could not be written, says so to whoever waits, and writes it when it can', async () => {
    const engine = await bench.open();
    const words = new Words();
    await words.intern(engine, ['ports', 'birch']);
    const ledger = new Ledger(engine, words);
    await ledger.enter(delivery(1, 2), BY);
    await ledger.flush();
    await engine.script('ALTER TABLE ledger RENAME TO ledger_away');
    await ledger.enter(delivery(5), BY);
    await assert.rejects(ledger.flush(), /ledger/);
    assert.equal(ledger.waiting, 1);
    await ledger.enter(delivery(9), BY);
    assert.equal(ledger.waiting, 2);
    await engine.script('ALTER TABLE ledger_away RENAME TO ledger');
    await ledger.flush();
    assert.equal(ledger.waiting, 0);
    const rows = await engine.readAll((query) =>
      query.all('SELECT first_pos, last_pos FROM ledger ORDER BY first_pos'),
    );
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [
        { first_pos: 1, last_pos: 2 },
        { first_pos: 5, last_pos: 5 },
        { first_pos: 9, last_pos: 9 },
      ],
    );
  });

  test('is tried again by itself, and no failure of it ends the process', async () => {
    const engine = await bench.open();
    const words = new Words();
    await words.intern(engine, ['ports', 'birch']);
    const ledger = new Ledger(engine, words);
    await engine.script('ALTER TABLE ledger RENAME TO ledger_away');
    await ledger.enter(delivery(1), BY);
    while (ledger.waiting > 0) await soon();
    // It was taken to be written, which cannot be; then it waits again.
    while (ledger.waiting === 0) await soon();
    await engine.script('ALTER TABLE ledger_away RENAME TO ledger');
    const count = async (): Promise<number> =>
      (await engine.one<{ n: number }>('SELECT count(*) AS n FROM ledger'))?.n ?? 0;
    while ((await count()) === 0) await soon();
    assert.equal(await count(), 1);
  });
});

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

function delivery(...positions: number[]): Delivery {
  const rows = positions.map((pos) => ({ [PLACE]: { pos, vid: pos, community: 1 } }));
  return { community: 'ports', way: 'taxii', rows: rows as unknown as FeedRow[] };
}
