import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { levelAt, levelOfLabel } from './label.ts';
import { leavingDueAt, LEAVING_LEVELS, loweredOnLeaving } from './leaving.ts';
import { rankOfLevel, TLP_LEVELS } from './levels.ts';
import type { Clause, Label } from './label.ts';

const NOW = Date.UTC(2026, 10, 1);
const low = { origin: 'us', community: 'c', to: 'green', at: NOW, now: NOW } as const;

function clause(more: Partial<Clause> = {}): Clause {
  return {
    origin: 'us',
    community: 'c',
    scheme: 'tlp-2.0',
    level: 'amber',
    audience: { everyone: true },
    reach: { version: 1, providers: false, providerStaff: false, government: false },
    ...more,
  };
}

function levelAfter(
  more: Partial<Clause>,
  by: Partial<Parameters<typeof loweredOnLeaving>[1]> = {},
) {
  return levelOfLabel(loweredOnLeaving({ clauses: [clause(more)] }, { ...low, ...by }), NOW);
}

describe('what a source laid down for when it leaves', () => {
  it('lowers AMBER and AMBER+STRICT, and to CLEAR also GREEN', () => {
    assert.equal(levelAfter({}), 'green');
    assert.equal(levelAfter({ level: 'amber+strict' }), 'green');
    assert.equal(levelAfter({ level: 'green' }), 'green');
    assert.equal(levelAfter({ level: 'green' }, { to: 'clear' }), 'clear');
    assert.equal(levelAfter({ level: 'clear' }), 'clear');
  });

  it('leaves RED, what nobody said, what others said, and a change the source announced itself', () => {
    assert.equal(levelAfter({ level: 'red', author: 'ann' }), 'red');
    assert.equal(levelAfter({ assumed: true }), 'amber');
    assert.equal(levelAfter({ origin: 'them' }), 'amber');
    assert.equal(levelAfter({ community: 'elsewhere' }), 'amber');
    assert.equal(levelAfter({ changes: [{ at: NOW + 1, level: 'amber+strict' }] }), 'amber');
    assert.equal(levelAfter({ changes: [{ at: NOW - 1, level: 'red' }] }), 'red');
    assert.equal(levelAfter({ changes: [{ at: NOW - 1, level: 'amber+strict' }] }), 'green');
  });

  it('never goes below what the object itself says', () => {
    assert.equal(levelAfter({ level: 'amber+strict' }, { own: 'amber' }), 'amber');
    assert.equal(levelAfter({}, { own: 'amber' }), 'amber');
    assert.equal(levelAfter({}, { own: 'clear' }), 'green');
  });

  it('moves the level of its own clauses and nothing else', () => {
    const level = fc.constantFrom(...TLP_LEVELS);
    const any = fc.record({
      origin: fc.constantFrom('us', 'them'),
      level,
      assumed: fc.constantFrom(undefined, true),
      limits: fc.constantFrom(undefined, { countries: ['DE'] }),
      changes: fc.constantFrom(undefined, [{ at: NOW - 5, level: 'amber' as const }]),
    });
    fc.assert(
      fc.property(any, fc.constantFrom(...LEAVING_LEVELS), (made, to) => {
        const set = Object.entries(made).filter(([, part]) => part !== undefined);
        const held = clause(Object.fromEntries(set));
        const label: Label = { clauses: [held] };
        const [after, ...more] = loweredOnLeaving(label, { ...low, to }).clauses;
        assert.ok(after !== undefined && more.length === 0);
        const { changes: _was, ...before } = held;
        const { changes: _is, ...rest } = after;
        assert.deepEqual(rest, before);
        assert.equal(levelAt(after, NOW - 1), levelAt(after === held ? held : before, NOW - 1));
        const [from, reached] = [levelAt(held, NOW), levelAt(after, NOW)];
        if (from !== reached) {
          assert.equal(held.origin, 'us');
          assert.equal(reached, to);
          assert.ok(rankOfLevel(reached) < rankOfLevel(from) && from !== 'red');
        }
      }),
    );
  });

  it('waits for as many days as were said', () => {
    assert.equal(leavingDueAt({ act: 'take-back', afterDays: 0 }, NOW), NOW);
    assert.equal(
      leavingDueAt({ act: 'lower', to: 'clear', afterDays: 30 }, NOW),
      Date.UTC(2026, 11, 1),
    );
  });
});
