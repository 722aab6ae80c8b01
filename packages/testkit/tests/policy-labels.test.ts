import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  CLAUSES_MAX,
  isClause,
  isWider,
  joinLabels,
  labelKey,
  labelOf,
  levelOfLabel,
  mayRead,
  nextBoundary,
  NOBODY,
  originsOf,
  rankOfLevel,
  readLabel,
} from '@tocsin/policy';
import { clauses, INSTANTS, labels, moments, readers } from '../src/policy-cases.ts';
import type { Clause, Instant, Label, Reader } from '@tocsin/policy';

const CASES = 5000;
const seed = Number(process.env['TOCSIN_TEST_SEED'] ?? 20_260_802);
const settings = { numRuns: CASES, seed };

const reads = (reader: Reader, label: Label, now: Instant): boolean =>
  mayRead(reader, label, now).allowed;

describe(`joinLabels (seed ${String(seed)})`, () => {
  it('is read by exactly those who read every part', () => {
    fc.assert(
      fc.property(
        fc.array(labels, { minLength: 1, maxLength: 4 }),
        readers,
        moments,
        (parts, reader, now) => {
          const joined = joinLabels(parts);
          if (new Set(parts.flatMap((one) => one.clauses.map(keyOf))).size > CLAUSES_MAX) return;
          assert.equal(
            reads(reader, joined, now),
            parts.every((part) => reads(reader, part, now)),
          );
        },
      ),
      settings,
    );
  });

  it('is read alike whatever the order and grouping, and joining again changes nothing', () => {
    fc.assert(
      fc.property(labels, labels, labels, (a, b, c) => {
        const left = joinLabels([joinLabels([a, b]), c]);
        const forms = [
          joinLabels([a, joinLabels([b, c])]),
          joinLabels([c, b, a]),
          joinLabels([left, left]),
          joinLabels([left]),
        ];
        for (const form of forms) assertSameReaders(left, form);
      }),
      { numRuns: 500, seed },
    );
  });

  it('keeps one row for what is equal: the join of a label with itself has its key', () => {
    fc.assert(
      fc.property(clauses, (clause) => {
        const label = labelOf(clause);
        assert.equal(labelKey(joinLabels([label, structuredClone(label)])), labelKey(label));
      }),
      settings,
    );
  });

  it('is readable by nobody when it joins nothing, a label of nobody, or too many clauses', () => {
    assert.equal(joinLabels([]), NOBODY);
    fc.assert(
      fc.property(labels, (label) => {
        assert.equal(joinLabels([label, NOBODY]).clauses.length, 0);
      }),
      { numRuns: 200, seed },
    );
    const many = Array.from({ length: CLAUSES_MAX + 1 }, (_, n) =>
      labelOf(plain(`source-${String(n)}`)),
    );
    assert.equal(joinLabels(many).clauses.length, 0);
    assert.equal(joinLabels(many.slice(1)).clauses.length, CLAUSES_MAX);
  });

  it('names every origin once', () => {
    const label = joinLabels([
      labelOf(plain('a')),
      labelOf(plain('b')),
      labelOf({ ...plain('a'), level: 'red' }),
    ]);
    assert.deepEqual(originsOf(label).toSorted(), ['a', 'b']);
  });

  it('has the strictest level of its parts at every instant', () => {
    fc.assert(
      fc.property(labels, labels, moments, (a, b, now) => {
        if (a.clauses.length === 0 || b.clauses.length === 0) return;
        const ranks = [a, b].map((label) => rankOfLevel(levelOfLabel(label, now)));
        assert.equal(rankOfLevel(levelOfLabel(joinLabels([a, b]), now)), Math.max(...ranks));
      }),
      settings,
    );
    assert.equal(levelOfLabel(NOBODY, 0), 'red');
  });
});

describe('nextBoundary', () => {
  it('names every instant at which a decision can turn, and none else', () => {
    fc.assert(
      fc.property(labels, readers, (label, reader) => {
        const boundaries: Instant[] = [];
        for (let at: Instant | undefined = -1; at !== undefined;) {
          at = nextBoundary(label, at);
          if (at !== undefined) boundaries.push(at);
        }
        for (const at of boundaries) assert.ok(INSTANTS.includes(at), String(at));
        let before = -1;
        for (const now of [50, 99, 100, 101, 199, 200, 201, 299, 300, 301, 1000]) {
          if (mayRead(reader, label, now) !== mayRead(reader, label, before)) {
            const isTold = boundaries.some((at) => at > before && at <= now);
            assert.ok(isTold, `It turns between ${String(before)} and ${String(now)}`);
          }
          before = now;
        }
      }),
      settings,
    );
  });

  it('gives nothing for a label without times', () => {
    assert.equal(nextBoundary(labelOf(plain('a')), 0), undefined);
    assert.equal(nextBoundary(NOBODY, 0), undefined);
  });
});

describe('labelKey', () => {
  it('is equal only for labels that everybody reads alike', () => {
    fc.assert(
      fc.property(labels, labels, (a, b) => {
        if (labelKey(a) === labelKey(b)) assertSameReaders(a, b);
      }),
      settings,
    );
  });

  it('is equal whatever the order of clauses, fields and names, and for repeated names', () => {
    fc.assert(
      fc.property(labels, (label) => {
        const turned = { clauses: label.clauses.map((one) => turn(one) as Clause).toReversed() };
        assert.equal(labelKey(turned), labelKey(label));
      }),
      settings,
    );
  });

  it('is equal for changes of level told in another order, and for fields that say nothing', () => {
    const changes = [
      { at: 100, level: 'green' as const },
      { at: 200, level: 'red' as const },
    ];
    const told = { ...plain('a'), changes };
    const turned = { ...plain('a'), changes: changes.toReversed() };
    assert.equal(labelKey(labelOf(turned)), labelKey(labelOf(told)));
    const empty = { changes: [], unknown: [], limits: {}, assumed: false };
    assert.equal(labelKey(labelOf({ ...plain('a'), ...empty })), labelKey(labelOf(plain('a'))));
  });

  it('tells a limit to nobody from no limit', () => {
    const free = plain('a');
    assert.notEqual(
      labelKey(labelOf(free)),
      labelKey(labelOf({ ...free, limits: { persons: [] } })),
    );
  });

  it('survives the way to the store and back', () => {
    fc.assert(
      fc.property(labels, (label) => {
        const back = readLabel(labelKey(label));
        assertSameReaders(label, back);
        assert.equal(labelKey(back), labelKey(label));
      }),
      { numRuns: 1000, seed },
    );
  });
});

describe('readLabel', () => {
  it('gives a label that nobody reads for anything that is no label', () => {
    const good = labelKey(labelOf(plain('a')));
    const broken = [
      '',
      'null',
      '{}',
      '[]',
      '[null]',
      '[[]]',
      '"x"',
      '[1]',
      good.slice(1),
      `${good}x`,
      good.replace('green', 'GREEN'),
      good.replace('green', 'purple'),
      good.replace('tlp-2.0', 'tlp-9'),
      good.replace('"everyone":true', '"everyone":1'),
      good.replace('{"everyone":true}', '[]'),
      good.replace('{"everyone":true}', 'null'),
      good.replace('"everyone"', '"anybody"'),
      good.replace('"version":1', '"version":"1"'),
      good.replace('"origin":"a"', '"origin":7'),
      good.replace('"community"', '"comunity"'),
      good.replace('{"audience"', '{"extra":1,"audience"'),
      good.replace('{"audience"', '{"__proto__":{},"audience"'),
      ...[
        '"from":"1"',
        '"until":null',
        '"limits":[]',
        '"limits":{"x":[]}',
        '"limits":{"clients":true}',
        '"limits":{"persons":[1]}',
        '"limits":{"persons":"ann"}',
        '"changes":{}',
        '"changes":[{"at":"1","level":"red"}]',
        '"changes":[{"at":1,"level":"x"}]',
        '"releases":{}',
        '"releases":[{"at":1}]',
        '"releases":[{"at":"1","request":"r"}]',
        '"releases":[{"at":1,"request":"r","everyone":true}]',
        '"releases":[{"at":1,"request":"r","persons":"ann"}]',
        '"unknown":[1]',
        '"pap":"x"',
        '"author":1',
        '"assumed":1',
        '"declared":1',
        `"unknown":${JSON.stringify(Array.from({ length: 2001 }, () => 'x'))}`,
      ].map((field) => good.replace('{"audience"', `{${field},"audience"`)),
      `[${Array.from({ length: CLAUSES_MAX + 1 }, () => good.slice(1, -1)).join(',')}]`,
    ];
    assert.equal(readLabel(good).clauses.length, 1);
    for (const text of broken) assert.deepEqual(readLabel(text).clauses, [], text.slice(0, 200));
  });

  it('never widens a label of which a byte was lost or changed', () => {
    const bytes = fc.tuple(labels, fc.nat(), fc.constantFrom('', ' ', '"', '0', 'x', '[', '}'));
    fc.assert(
      fc.property(bytes, readers, moments, ([label, where, what], reader, now) => {
        const text = labelKey(label);
        const at = where % Math.max(1, text.length);
        const read = readLabel(text.slice(0, at) + what + text.slice(at + 1));
        for (const clause of read.clauses) assert.ok(isClause(clause));
        if (read.clauses.length === 0) assert.ok(!reads(reader, read, now));
      }),
      settings,
    );
  });

  it('takes no text at all for a label by chance', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        assert.equal(readLabel(text).clauses.length, 0);
      }),
      settings,
    );
  });
});

describe('isWider', () => {
  it('calls no change narrower by which anybody gains', () => {
    const pairs = fc.oneof(
      fc.tuple(clauses, clauses),
      // Pairs that differ in one field only are where a comparison is wrong.
      fc
        .tuple(
          clauses,
          clauses,
          fc.constantFrom<keyof Clause>(...FIELDS),
          fc.constantFrom<keyof Clause>(...FIELDS),
        )
        .map(([a, b, one, other]): [Clause, Clause] => [a, swap(swap(a, b, one), b, other)]),
    );
    fc.assert(
      fc.property(pairs, readers, spans, ([before, after], reader, [now, later]) => {
        const from = labelOf(before);
        const to = labelOf(after);
        if (isWider(from, to, now)) return;
        if (reads(reader, to, later)) {
          assert.ok(reads(reader, from, later), `${labelKey(from)} → ${labelKey(to)}`);
        }
      }),
      { numRuns: 60_000, seed },
    );
  });

  it('lets the same marking and plainly narrower ones pass', () => {
    const base = plain('a');
    const narrower: Clause[] = [
      base,
      { ...base, level: 'red' },
      { ...base, limits: { organizations: ['b'] } },
      { ...base, from: 5 },
      { ...base, until: 5 },
    ];
    for (const to of narrower)
      assert.equal(isWider(labelOf(base), labelOf(to), 0), false, labelKey(labelOf(to)));
  });

  it('takes what cannot be compared for wider', () => {
    const base = labelOf(plain('a'));
    const two = joinLabels([base, labelOf(plain('b'))]);
    assert.equal(isWider(base, two, 0), true);
    assert.equal(isWider(two, base, 0), true);
    assert.equal(isWider(NOBODY, base, 0), true);
    assert.equal(isWider(base, NOBODY, 0), true);
  });
});

/** An instant and one that is not earlier. */
const spans = fc
  .tuple(moments, moments)
  .map(([a, b]): [Instant, Instant] => [Math.min(a, b), Math.max(a, b)]);

const FIELDS: (keyof Clause)[] = [
  'level',
  'audience',
  'limits',
  'reach',
  'author',
  'from',
  'until',
  'changes',
  'releases',
  'unknown',
  'origin',
  'community',
];

/** Everybody who differs in what a marking can look at. */
const crowd: readonly Reader[] = fc.sample(readers, { numRuns: 30, seed: 7 });

function assertSameReaders(a: Label, b: Label): void {
  for (const reader of crowd) {
    for (const now of [99, 100, 200, 300]) {
      if (reads(reader, a, now) === reads(reader, b, now)) continue;
      assert.fail(`${labelKey(a)} and ${labelKey(b)} differ for ${JSON.stringify(reader)}`);
    }
  }
}

function plain(origin: string): Clause {
  return {
    origin,
    community: 'circle',
    scheme: 'tlp-2.0',
    level: 'green',
    audience: { everyone: true },
    reach: { version: 1, providers: false, providerStaff: false, government: false },
  };
}

function swap(into: Clause, from: Clause, field: keyof Clause): Clause {
  const { [field]: _, ...rest } = into;
  return (from[field] === undefined ? rest : { ...rest, [field]: from[field] }) as Clause;
}

/** The same value with fields in the other order and lists of names turned round and repeated. */
function turn(value: unknown): unknown {
  if (Array.isArray(value)) {
    const isNames = value.every((one) => typeof one === 'string');
    return isNames ? [...value.toReversed(), ...value] : value.map(turn);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, field]) => [key, turn(field)]),
  );
}

function keyOf(clause: Clause): string {
  return labelKey(labelOf(clause));
}
