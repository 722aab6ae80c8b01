import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CLAUSES_MAX,
  joinLabels,
  labelKey,
  labelOf,
  levelAt,
  levelOfLabel,
  nextBoundary,
  NOBODY,
  originsOf,
} from './index.ts';
import type { Clause } from './index.ts';

const plain: Clause = {
  origin: 'alder',
  community: 'circle',
  scheme: 'tlp-2.0',
  level: 'green',
  audience: { everyone: true },
  reach: { version: 1, providers: false, providerStaff: false, government: false },
};
const by = (origin: string, over: Partial<Clause> = {}): Clause => ({ ...plain, origin, ...over });
const join = (...clauses: Clause[]): readonly Clause[] => joinLabels(clauses.map(labelOf)).clauses;

describe('a join', () => {
  it('of nothing, or with a label of nobody anywhere in it, is readable by nobody', () => {
    assert.equal(joinLabels([]), NOBODY);
    for (const parts of [
      [NOBODY],
      [NOBODY, labelOf(plain)],
      [labelOf(plain), NOBODY],
      [labelOf(plain), NOBODY, labelOf(by('birch'))],
    ]) {
      assert.equal(joinLabels(parts), NOBODY);
    }
    assert.deepEqual(NOBODY, { clauses: [] });
    assert.ok(Object.isFrozen(NOBODY));
    assert.ok(Object.isFrozen(NOBODY.clauses));
  });

  it('keeps every clause of every part, and of equal ones one', () => {
    const parts = [plain, by('birch'), by('cedar', { level: 'red' })];
    assert.deepEqual(join(...parts), parts);
    assert.deepEqual(join(plain, structuredClone(plain)), [plain]);
    const two = { clauses: [plain, by('birch')] };
    assert.deepEqual(joinLabels([two, labelOf(by('cedar'))]).clauses.length, 3);
  });

  it('holds as many clauses as a label may, and with one more nobody reads it', () => {
    const many = Array.from({ length: CLAUSES_MAX }, (_, n) => by(`source-${String(n)}`));
    assert.equal(join(...many).length, CLAUSES_MAX);
    assert.equal(joinLabels([...many, by('one-more')].map(labelOf)), NOBODY);
  });

  it('keeps of clauses that differ in the level alone the strictest, in whatever order they come', () => {
    const levels = ['clear', 'red', 'amber', 'amber+strict', 'green'] as const;
    for (let turn = 0; turn < levels.length; turn += 1) {
      const order = [...levels.slice(turn), ...levels.slice(0, turn)];
      const clauses = order.map((level) => by('alder', { level }));
      assert.deepEqual(join(...clauses), [by('alder', { level: 'red' })]);
    }
  });

  it('keeps a clause whose level will change, or that says a word of its own, beside a stricter one', () => {
    const changing = by('alder', { changes: [{ at: 5, level: 'clear' }] });
    const worded = by('alder', { declared: 'HARBOUR' });
    const strict = by('alder', { level: 'amber' });
    assert.deepEqual(join(changing, strict), [changing, strict]);
    assert.deepEqual(join(strict, changing), [strict, changing]);
    assert.deepEqual(join(worded, strict), [worded, strict]);
    assert.deepEqual(join(worded, by('alder', { level: 'amber', declared: 'HARBOUR' })).length, 2);
  });

  it('keeps clauses apart that differ in anything but the level', () => {
    const parts: Partial<Clause>[] = [
      { community: 'other' },
      { scheme: 'iso22396-a' },
      { audience: { organizations: ['birch'] } },
      { audience: { everyone: true, groups: ['water'] } },
      { limits: { units: ['soc'] } },
      { limits: { providers: false } },
      { reach: { ...plain.reach, providers: true } },
      { author: 'axel' },
      { pap: 'red' },
      { terms: { attest: true } },
      { from: 5 },
      { until: 5 },
      { releases: [{ request: 'r', at: 1, persons: ['ben'] }] },
      { unknown: ['marking-definition--x'] },
      { assumed: true },
    ];
    for (const over of parts) {
      const other = by('alder', over);
      assert.deepEqual(join(plain, { ...other, level: 'amber' }).length, 2, JSON.stringify(over));
    }
  });

  it('takes for equal what means the same: order, repetition, and parts that say nothing', () => {
    const pairs: [Partial<Clause>, Partial<Clause>][] = [
      [{ audience: { groups: ['a', 'b'] } }, { audience: { groups: ['b', 'a', 'b'] } }],
      [{ audience: { groups: ['a'] } }, { audience: { everyone: false, groups: ['a'] } }],
      [{}, { limits: {} }],
      [{}, { terms: {} }],
      [{}, { changes: [] }],
      [{}, { unknown: [] }],
      [{}, { releases: [] }],
      [{}, { assumed: false }],
      [
        {
          changes: [
            { at: 1, level: 'red' },
            { at: 2, level: 'green' },
          ],
        },
        {
          changes: [
            { at: 2, level: 'green' },
            { at: 1, level: 'red' },
          ],
        },
      ],
    ];
    for (const [one, other] of pairs) {
      const [a, b] = [labelOf(by('alder', one)), labelOf(by('alder', other))];
      assert.equal(labelKey(a), labelKey(b), JSON.stringify(other));
      assert.equal(joinLabels([a, b]).clauses.length, 1, JSON.stringify(other));
    }
    const { origin, ...rest } = plain;
    assert.equal(labelKey(labelOf({ ...rest, origin })), labelKey(labelOf(plain)));
  });

  it('does not take for equal what does not mean the same', () => {
    const pairs: [Partial<Clause>, Partial<Clause>][] = [
      [{}, { audience: { everyone: false } }],
      [{}, { limits: { units: [] } }],
      [{}, { audience: { everyone: true, groups: [] } }],
      [
        {
          changes: [
            { at: 1, level: 'red' },
            { at: 1, level: 'green' },
          ],
        },
        {
          changes: [
            { at: 1, level: 'green' },
            { at: 1, level: 'red' },
          ],
        },
      ],
      [{ from: 0 }, {}],
      [{ author: '' }, {}],
    ];
    for (const [one, other] of pairs) {
      const keys = [one, other].map((over) => labelKey(labelOf(by('alder', over))));
      assert.notEqual(keys[0], keys[1], JSON.stringify(other));
    }
  });
});

describe('a label', () => {
  it('has one key for the same clauses in any order, and another for others', () => {
    const [a, b, c] = [plain, by('birch'), by('cedar')];
    assert.equal(labelKey({ clauses: [a, b, c] }), labelKey({ clauses: [c, a, b] }));
    assert.notEqual(labelKey({ clauses: [a, b] }), labelKey({ clauses: [a, c] }));
    assert.equal(labelKey(NOBODY), '[]');
  });

  it('has the narrowest level of its clauses at the time; without any it is RED', () => {
    const changing = by('birch', { level: 'red', changes: [{ at: 10, level: 'clear' }] });
    const label = { clauses: [plain, changing] };
    assert.deepEqual(
      [9, 10].map((now) => levelOfLabel(label, now)),
      ['red', 'green'],
    );
    assert.deepEqual(
      [9, 10].map((now) => levelOfLabel({ clauses: [changing] }, now)),
      ['red', 'clear'],
    );
    assert.equal(levelOfLabel(NOBODY, 0), 'red');
  });

  it('takes of changes that have come the latest, and of two at once the one told last', () => {
    const level = (changes: Clause['changes'], now: number) =>
      levelAt(changes === undefined ? plain : { ...plain, changes }, now);
    assert.equal(level(undefined, 0), 'green');
    const changes = [
      { at: 20, level: 'amber' },
      { at: 10, level: 'red' },
      { at: 30, level: 'clear' },
      { at: 30, level: 'amber+strict' },
    ] as const;
    const told = [9, 10, 19, 20, 29, 30].map((now) => level(changes, now));
    assert.deepEqual(told, ['green', 'red', 'red', 'amber', 'amber', 'amber+strict']);
  });

  it('tells each instant at which it may mean something else, the nearest first, and none that is past', () => {
    const label = {
      clauses: [
        by('alder', { from: 40, until: 70 }),
        by('birch', {
          changes: [
            { at: 50, level: 'red' },
            { at: 30, level: 'amber' },
          ],
          releases: [
            { request: 'r', at: 1, until: 60 },
            { request: 's', at: 2 },
          ],
        }),
      ],
    };
    const told: (number | undefined)[] = [];
    for (let at: number | undefined = 0; at !== undefined; told.push(at))
      at = nextBoundary(label, at);
    assert.deepEqual(told, [30, 40, 50, 60, 70, undefined]);
    assert.equal(nextBoundary(labelOf(plain), 0), undefined);
  });

  it('names each source once', () => {
    assert.deepEqual(originsOf({ clauses: [plain, by('birch'), by('alder', { level: 'red' })] }), [
      'alder',
      'birch',
    ]);
  });
});
