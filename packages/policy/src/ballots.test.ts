import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  ANONYMOUS_LEAST,
  BALLOT_MAJORITIES,
  BALLOT_TYPES,
  choicesOf,
  countBallot,
  isChoice,
  keptChoice,
  quorumOf,
} from './ballots.ts';
import type { BallotMajority, BallotRule } from './ballots.ts';
import { instantRunoff } from './instant-runoff.ts';

const RULE: BallotRule = {
  type: 'yes-no',
  options: [],
  majority: 'simple',
  quorum: { kind: 'none', value: 0 },
  tie: 'stays',
  isAnonymous: false,
};
const OF_THREE = { ...RULE, options: ['a', 'b', 'c'] };

const times = (n: number, ...choice: string[]): string[][] =>
  Array.from({ length: n }, () => choice);
const yesNo = (yes: number, no: number, abstained = 0): string[][] => [
  ...times(yes, 'yes'),
  ...times(no, 'no'),
  ...times(abstained),
];

describe('majorities, for and against', () => {
  // Votes for, against and abstained, of a roll, and whether it is accepted.
  const TABLE: [BallotMajority, [number, number, number], roll: number, isFor: boolean][] = [
    ['simple', [3, 2, 5], 10, true],
    ['simple', [2, 3, 0], 10, false],
    ['simple', [0, 0, 4], 10, false],
    ['absolute', [5, 0, 0], 10, false],
    ['absolute', [6, 4, 0], 10, true],
    ['absolute', [5, 1, 3], 9, true],
    ['two-thirds', [4, 2, 4], 10, true],
    ['two-thirds', [3, 2, 0], 10, false],
    ['three-quarters', [3, 1, 0], 10, true],
    ['three-quarters', [5, 2, 0], 10, false],
    ['unanimous', [4, 0, 3], 10, true],
    ['unanimous', [9, 1, 0], 10, false],
    ['unanimous', [0, 0, 10], 10, false],
  ];
  for (const [majority, [yes, no, abstained], roll, isFor] of TABLE)
    test(`${majority}: ${String(yes)} for, ${String(no)} against, ${String(abstained)} abstained, of ${String(roll)}`, () => {
      const count = countBallot({ ...RULE, majority }, yesNo(yes, no, abstained), roll);
      assert.equal(count.outcome, isFor ? 'accepted' : 'rejected');
      assert.equal(count.cast, yes + no + abstained);
      assert.equal(count.abstained, abstained);
    });

  test('a tie is a no, or goes to the chairs where that was said before', () => {
    assert.equal(countBallot(RULE, yesNo(2, 2), 9).outcome, 'rejected');
    const count = countBallot({ ...RULE, tie: 'chair' }, yesNo(2, 2), 9);
    assert.equal(count.outcome, 'tied');
    assert.deepEqual(count.tied, ['yes', 'no']);
  });

  test('who asks for more is never satisfied by less', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12)), fc.nat(12), (said, silent) => {
        const votes = yesNo(...said);
        const roll = votes.length + silent;
        const isFor = (majority: BallotMajority): boolean =>
          countBallot({ ...RULE, majority }, votes, roll).outcome === 'accepted';
        for (const [less, more] of [
          ['simple', 'two-thirds'],
          ['two-thirds', 'three-quarters'],
          ['three-quarters', 'unanimous'],
          ['simple', 'absolute'],
        ] as const)
          assert.ok(!isFor(more) || isFor(less), `${more} without ${less}`);
        const one = countBallot({ ...RULE, majority: 'simple' }, [...votes, ['yes']], roll + 1);
        assert.ok(
          !isFor('simple') || one.outcome === 'accepted',
          'a further yes takes nothing away',
        );
      }),
    );
  });
});

describe('quorum', () => {
  test('a share is of the roll, rounded up; abstaining counts', () => {
    assert.equal(quorumOf({ kind: 'share', value: 50 }, 7), 4);
    assert.equal(quorumOf({ kind: 'share', value: 100 }, 7), 7);
    assert.equal(quorumOf({ kind: 'number', value: 3 }, 7), 3);
    assert.equal(quorumOf({ kind: 'none', value: 60 }, 7), 0);
    const rule = { ...RULE, quorum: { kind: 'share', value: 50 } as const };
    assert.equal(countBallot(rule, yesNo(2, 0, 1), 7).outcome, 'no-quorum');
    assert.equal(countBallot(rule, yesNo(2, 0, 2), 7).outcome, 'accepted');
  });

  test('so many percent of a roll are at least so many, and one fewer are not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 500 }),
        (value, roll) => {
          const needed = quorumOf({ kind: 'share', value }, roll);
          assert.ok(100 * needed >= value * roll);
          assert.ok(100 * (needed - 1) < value * roll);
        },
      ),
    );
  });

  test('a roll on which nobody is left decides nothing', () => {
    assert.equal(countBallot(RULE, [], 0).outcome, 'no-quorum');
  });
});

describe('one or more of several', () => {
  test('what most chose is chosen, if it is enough', () => {
    const votes = [...times(3, 'a'), ...times(2, 'b'), ...times(2, 'c')];
    const count = countBallot({ ...OF_THREE, type: 'one' }, votes, 7);
    assert.deepEqual([count.outcome, count.chosen], ['chosen', 'a']);
    const absolute = countBallot({ ...OF_THREE, type: 'one', majority: 'absolute' }, votes, 7);
    assert.equal(absolute.outcome, 'none-chosen');
  });

  test('two that most chose are tied', () => {
    const votes = [...times(2, 'a'), ...times(2, 'c')];
    const stays = countBallot({ ...OF_THREE, type: 'one' }, votes, 7);
    assert.deepEqual([stays.outcome, stays.tied], ['none-chosen', ['a', 'c']]);
    const chair = countBallot({ ...OF_THREE, type: 'one', tie: 'chair' }, votes, 7);
    assert.deepEqual([chair.outcome, chair.tied, chair.chosen], ['tied', ['a', 'c'], undefined]);
  });

  test('of several, each approval counts for each', () => {
    const votes = [['a', 'b'], ['b'], ['b', 'c'], []];
    const rule = { ...OF_THREE, type: 'approval', majority: 'two-thirds' } as const;
    const count = countBallot(rule, votes, 7);
    assert.deepEqual([count.outcome, count.chosen, count.abstained], ['chosen', 'b', 1]);
    assert.deepEqual(
      count.counts.map(({ votes: one }) => one),
      [1, 3, 1],
    );
  });
});

describe('consent', () => {
  const rule = { ...RULE, type: 'consent', quorum: { kind: 'share', value: 100 } } as const;
  test('silence consents, and one objection stops it', () => {
    assert.equal(countBallot(rule, [], 7).outcome, 'consented');
    assert.equal(countBallot(rule, times(6, 'consent'), 7).outcome, 'consented');
    const one = [...times(6, 'consent'), ['object']];
    assert.equal(countBallot(rule, one, 7).outcome, 'objected');
  });
});

describe('an anonymous ballot', () => {
  test('gives no result, and no numbers, of fewer votes than hide each other', () => {
    const rule = { ...RULE, isAnonymous: true };
    const few = countBallot(rule, yesNo(1, 1), 9);
    assert.equal(few.outcome, 'too-few');
    assert.deepEqual(few.counts, []);
    assert.equal(few.abstained, 0);
    const enough = yesNo(ANONYMOUS_LEAST - 1, 1);
    assert.equal(countBallot(rule, enough, 9).outcome, 'accepted');
  });
});

describe('votes', () => {
  test('a vote is one of this ballot', () => {
    for (const type of BALLOT_TYPES) {
      const rule = { type, options: ['a', 'b', 'c'] };
      assert.equal(isChoice(rule, []), type !== 'consent', type);
      assert.equal(isChoice(rule, ['nothing']), false, type);
      for (const key of choicesOf(rule)) {
        assert.equal(isChoice(rule, [key]), true, type);
        assert.equal(isChoice(rule, [key, key]), false, type);
      }
      assert.equal(isChoice(rule, ['a', 'b']), type === 'approval' || type === 'ranking', type);
    }
  });

  test('the order of what one approves of is not kept, that of a ranking is', () => {
    const options = ['a', 'b', 'c'];
    assert.deepEqual(keptChoice({ type: 'approval', options }, ['c', 'a']), ['a', 'c']);
    assert.deepEqual(keptChoice({ type: 'ranking', options }, ['c', 'a']), ['c', 'a']);
  });
});

const OPTIONS = ['a', 'b', 'c', 'd'];
const ranking = fc.shuffledSubarray(OPTIONS);
const rankings = fc.array(ranking, { maxLength: 9 });

describe('instant run-off', () => {
  test('votes go to what stands next once the first is out', () => {
    // By firsts alone "a" would win.
    const votes = [...times(4, 'a'), ...times(3, 'b', 'c'), ...times(2, 'c', 'b')];
    const { left, rounds } = instantRunoff(['a', 'b', 'c'], votes);
    assert.deepEqual(left, ['b']);
    assert.deepEqual(
      rounds.map(({ out }) => out),
      [['c'], []],
    );
  });

  test('it finds what a model finds that tries every step by hand', () => {
    fc.assert(
      fc.property(rankings, (votes) => {
        assert.deepEqual(instantRunoff(OPTIONS, votes).left.toSorted(), byHand(votes));
      }),
      { numRuns: 2000 },
    );
  });

  test('what more than half put first wins, whatever comes after', () => {
    fc.assert(
      fc.property(rankings, ranking, (votes, rest) => {
        const mine = ['a', ...rest.filter((key) => key !== 'a')];
        const most = Array.from({ length: votes.length + 1 }, () => mine);
        assert.deepEqual(instantRunoff(OPTIONS, [...votes, ...most]).left, ['a']);
      }),
    );
  });

  test('it ends, and no vote is counted twice', () => {
    fc.assert(
      fc.property(rankings, (votes) => {
        const { rounds } = instantRunoff(OPTIONS, votes);
        assert.ok(rounds.length <= OPTIONS.length);
        const outs = rounds.flatMap(({ out }) => out);
        assert.equal(new Set(outs).size, outs.length);
        for (const { counts } of rounds) {
          const sum = counts.reduce((all, one) => all + one.votes, 0);
          assert.ok(sum <= votes.length);
        }
      }),
    );
  });
});

test('the order of votes changes nothing, in any ballot', () => {
  const rule = fc.record({
    type: fc.constantFrom('one', 'approval', 'ranking'),
    options: fc.constant(OPTIONS),
    majority: fc.constantFrom(...BALLOT_MAJORITIES),
    quorum: fc.record({ kind: fc.constantFrom('none', 'share', 'number'), value: fc.nat(100) }),
    tie: fc.constantFrom('stays', 'chair'),
    isAnonymous: fc.boolean(),
  });
  fc.assert(
    fc.property(rule, rankings, fc.nat(9), (of, votes, silent) => {
      const cast = of.type === 'one' ? votes.map((vote) => vote.slice(0, 1)) : votes;
      const roll = cast.length + silent;
      const count = countBallot(of, cast, roll);
      assert.deepEqual(countBallot(of, cast.toReversed(), roll), count);
      assert.ok(count.outcome !== 'tied' || of.tie === 'chair');
      assert.equal(count.outcome === 'chosen', count.chosen !== undefined);
      if (of.majority === 'absolute' && count.chosen !== undefined && of.type !== 'ranking') {
        const votesOfIt = count.counts.find(({ key }) => key === count.chosen)?.votes ?? 0;
        assert.ok(2 * votesOfIt > roll);
      }
    }),
  );
});

/** Instant run-off written as one would do it with slips of paper on piles; gives what is left, in order. */
function byHand(votes: readonly (readonly string[])[]): string[] {
  if (!votes.some((vote) => vote.length > 0)) return [];
  const history: Map<string, number>[] = [];
  let standing = new Set(OPTIONS);
  for (;;) {
    const piles = new Map([...standing].map((key) => [key, 0]));
    let slips = 0;
    for (const vote of votes) {
      const onPile = vote.filter((key) => standing.has(key))[0];
      if (onPile === undefined) continue;
      piles.set(onPile, (piles.get(onPile) ?? 0) + 1);
      slips += 1;
    }
    const winner = [...piles].find(([, pile]) => pile > slips - pile);
    if (winner !== undefined) return [winner[0]];
    if (new Set(piles.values()).size === 1) return [...standing].toSorted();
    // Who goes: the smallest history, the newest round first, read as one number after another.
    history.unshift(piles);
    const past = (key: string): number[] => history.map((round) => round.get(key) ?? 0);
    const sorted = [...standing].toSorted((a, b) => compare(past(a), past(b)));
    const least = past(sorted[0] ?? '');
    standing = new Set(sorted.filter((key) => compare(past(key), least) !== 0));
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [place, one] of a.entries()) {
    const other = b[place] ?? 0;
    if (one !== other) return one - other;
  }
  return 0;
}
