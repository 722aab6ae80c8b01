import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_ONE_REGIMES, nextOfRegime, regimeAt, regimeFault } from './regimes.ts';
import type { Regime } from './regimes.ts';

const SECOND = 1000;
const law: Regime = {
  name: 'A law',
  where: 'Somewhere',
  asks: 'Something',
  periods: [
    { from: 10_000, until: 20_000 },
    { from: 30_000, until: 40_000 },
  ],
  knownUntil: 50_000,
};

test('a law is what it is to the second', () => {
  const states = [0, 9, 10, 19, 20, 29, 30, 39, 40, 49, 50].map((at) => regimeAt(law, at * SECOND));
  assert.deepEqual(states, [
    'not-yet',
    'not-yet',
    'in-force',
    'in-force',
    'lapsed',
    'lapsed',
    'in-force',
    'in-force',
    'lapsed',
    'lapsed',
    'not-known',
  ]);
});

test('the next change is told, until there is none', () => {
  const next = [0, 10, 25, 40, 50].map((at) => nextOfRegime(law, at * SECOND));
  assert.deepEqual(next, [10_000, 20_000, 30_000, 50_000, undefined]);
});

test('what a community begins with has dates that go forward', () => {
  for (const regime of DAY_ONE_REGIMES) assert.equal(regimeFault(regime), undefined, regime.name);
  const [act] = DAY_ONE_REGIMES;
  assert.ok(act);
  const at = (iso: string): string => regimeAt(act, Date.parse(iso));
  assert.equal(at('2025-09-30T23:59:59-04:00'), 'in-force');
  assert.equal(at('2025-10-01T00:00:00-04:00'), 'lapsed');
  assert.equal(at('2025-12-01T00:00:00Z'), 'in-force');
  assert.equal(at('2026-01-30T23:59:59-05:00'), 'in-force');
  assert.equal(at('2026-01-31T00:00:00-05:00'), 'not-known');
});

test('dates that do not fit are told', () => {
  const backwards = { ...law, periods: [{ from: 2, until: 1 }] };
  assert.equal(regimeFault(backwards), 'backwards');
  const meeting = { ...law, periods: [{ from: 1 }, { from: 2 }] };
  assert.equal(regimeFault(meeting), 'overlapping');
});
