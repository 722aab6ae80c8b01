import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { levelOfLabel, mayRead, TLP_LEVELS } from '@tocsin/policy';
import { oracleMayRead } from '../src/oracle.ts';
import { clauses, labels, moments, readers } from '../src/policy-cases.ts';
import type { Clause, Limits, Reader } from '@tocsin/policy';

const CASES = 10_000;
const seed = Number(process.env['TOCSIN_TEST_SEED'] ?? 20_260_801);

describe('mayRead', () => {
  it(`answers like the second transcription in ${String(CASES)} random cases (seed ${String(seed)})`, () => {
    let allowed = 0;
    fc.assert(
      fc.property(readers, labels, moments, (reader, label, now) => {
        const decision = mayRead(reader, label, now);
        if (decision.allowed) allowed += 1;
        assert.equal(decision.allowed, oracleMayRead(reader, label, now), decision.rule);
      }),
      { numRuns: CASES, seed },
    );
    assert.ok(allowed > CASES * 0.15, `Only ${String(allowed)} cases were allowed: too one-sided`);
    assert.ok(allowed < CASES * 0.85, `${String(allowed)} cases were allowed: too one-sided`);
  });

  it('gives a reader without a standing nothing but CLEAR for everyone', () => {
    fc.assert(
      fc.property(readers, labels, moments, (reader, label, now) => {
        const outsider: Reader = { ...reader, memberships: [] };
        if (!mayRead(outsider, label, now).allowed) return;
        assert.equal(levelOfLabel(label, now), 'clear');
        assert.ok(label.clauses.every((clause) => clause.audience.everyone === true));
      }),
      { numRuns: CASES, seed },
    );
  });

  it('never gives a token more than a person of the same standing', () => {
    fc.assert(
      fc.property(readers, labels, moments, (reader, label, now) => {
        const token: Reader = { ...reader, kind: 'token' };
        const person: Reader = { ...reader, kind: 'person' };
        if (mayRead(token, label, now).allowed)
          assert.ok(mayRead(person, label, now).allowed, 'the token reads, the person does not');
      }),
      { numRuns: CASES, seed },
    );
  });

  it('lets nobody gain by a limit', () => {
    fc.assert(
      fc.property(
        readers,
        fc.tuple(clauses, limitChanges),
        moments,
        (reader, [clause, more], now) => {
          const narrowed: Clause = { ...clause, limits: { ...clause.limits, ...more } };
          const before = mayRead(reader, { clauses: [clause] }, now).allowed;
          const { limits: _, ...free } = clause;
          if (mayRead(reader, { clauses: [clause] }, now).allowed)
            assert.ok(mayRead(reader, { clauses: [free] }, now).allowed);
          const isAdded = Object.keys(more).every(
            (key) => clause.limits?.[key as keyof Limits] === undefined,
          );
          if (isAdded && mayRead(reader, { clauses: [narrowed] }, now).allowed) assert.ok(before);
        },
      ),
      { numRuns: CASES, seed },
    );
  });

  it('lets nobody gain by a stricter level', () => {
    fc.assert(
      fc.property(readers, clauses, moments, (reader, { changes, ...clause }, now) => {
        if (changes !== undefined) return;
        const answers = TLP_LEVELS.map(
          (level) => mayRead(reader, { clauses: [{ ...clause, level }] }, now).allowed,
        );
        const sorted = answers.toSorted((a, b) => Number(b) - Number(a));
        assert.deepEqual(answers, sorted, TLP_LEVELS.join(' '));
      }),
      { numRuns: CASES, seed },
    );
  });

  it('lets nobody gain by a ceiling, an embargo, an expiry or an unknown marking', () => {
    fc.assert(
      fc.property(readers, clauses, moments, (reader, clause, now) => {
        const { ceiling: _, ...free } = reader;
        const { from: _f, until: _u, unknown: _k, ...open } = clause;
        if (mayRead(reader, { clauses: [clause] }, now).allowed)
          assert.ok(mayRead(free, { clauses: [open] }, now).allowed);
      }),
      { numRuns: CASES, seed },
    );
  });
});

const limitChanges: fc.Arbitrary<Limits> = fc.oneof(
  fc.constant<Limits>({ providers: false }),
  fc.constant<Limits>({ organizations: ['birch'] }),
  fc.constant<Limits>({ persons: ['ben'] }),
  fc.constant<Limits>({ roles: ['analyst'] }),
  fc.constant<Limits>({ units: [] }),
);
