import { instantRunoff } from './instant-runoff.ts';
import type { RunoffRound, Tally } from './instant-runoff.ts';

/**
 * What is asked in a ballot: for or against; one of several; as many of several as one approves of; an order of several,
 * counted by instant run-off; or consent, where silence agrees and an objection stops it.
 */
export const BALLOT_TYPES = ['yes-no', 'one', 'approval', 'ranking', 'consent'] as const;
/** One of {@link BALLOT_TYPES}. */
export type BallotType = (typeof BALLOT_TYPES)[number];

/**
 * How many have to be for something. `simple`: more for than against, of several more than any other; `absolute`: more
 * than half of the roll; the shares are of those who chose, abstentions left out; `unanimous`: nobody who chose otherwise.
 */
export const BALLOT_MAJORITIES = [
  'simple',
  'absolute',
  'two-thirds',
  'three-quarters',
  'unanimous',
] as const;
/** One of {@link BALLOT_MAJORITIES}. */
export type BallotMajority = (typeof BALLOT_MAJORITIES)[number];

/** What a tie does: nothing is decided, or the chairs decide between what is tied. */
export const BALLOT_TIES = ['stays', 'chair'] as const;
/** One of {@link BALLOT_TIES}. */
export type BallotTie = (typeof BALLOT_TIES)[number];

/** Where a ballot stands. */
export const BALLOT_STATES = ['draft', 'open', 'closed', 'dropped'] as const;
/** One of {@link BALLOT_STATES}. */
export type BallotState = (typeof BALLOT_STATES)[number];

/** How many organizations have to vote: none in particular, so many percent of the roll, or so many. */
export const BALLOT_QUORUMS = ['none', 'share', 'number'] as const;
/** A quorum; `value`: percent, or organizations. */
export interface BallotQuorum {
  readonly kind: (typeof BALLOT_QUORUMS)[number];
  readonly value: number;
}

/** What came out. */
export const BALLOT_OUTCOMES = [
  'accepted',
  'rejected',
  'chosen',
  'none-chosen',
  'consented',
  'objected',
  'tied',
  'no-quorum',
  'too-few',
] as const;
/** One of {@link BALLOT_OUTCOMES}. */
export type BallotOutcome = (typeof BALLOT_OUTCOMES)[number];

/** Fewer votes than these would tell who chose what: an anonymous ballot is not opened for fewer, and gives no result. */
export const ANONYMOUS_LEAST = 3;

/** The rule of a ballot, said before it opens. */
export interface BallotRule {
  readonly type: BallotType;
  /** The keys of what can be chosen, for the three types that choose among several. */
  readonly options: readonly string[];
  readonly majority: BallotMajority;
  readonly quorum: BallotQuorum;
  readonly tie: BallotTie;
  readonly isAnonymous: boolean;
}

/** What was counted. */
export interface BallotCount {
  readonly outcome: BallotOutcome;
  /** Organizations on the roll when it was counted. */
  readonly roll: number;
  /** Organizations that voted, abstentions included. */
  readonly cast: number;
  /** Organizations that had to. */
  readonly needed: number;
  readonly abstained: number;
  readonly counts: readonly Tally[];
  /** What was chosen. */
  readonly chosen?: string;
  /** What had as many votes as each other. */
  readonly tied?: readonly string[];
  /** Of a ranking. */
  readonly rounds?: readonly RunoffRound[];
}

/** The keys that may be chosen in a ballot. */
export function choicesOf({ type, options }: Pick<BallotRule, 'type' | 'options'>): string[] {
  if (type === 'yes-no') return ['yes', 'no'];
  if (type === 'consent') return ['consent', 'object'];
  return [...options];
}

/** Whether a vote is one of this ballot. No key at all abstains; in a ballot by consent it cannot be given. */
export function isChoice(
  rule: Pick<BallotRule, 'type' | 'options'>,
  choice: readonly string[],
): boolean {
  const keys = choicesOf(rule);
  const isMany = rule.type === 'approval' || rule.type === 'ranking';
  if (choice.length === 0) return rule.type !== 'consent';
  if (!isMany && choice.length > 1) return false;
  return new Set(choice).size === choice.length && choice.every((key) => keys.includes(key));
}

/** The order in which a vote is kept: of several one approves of, the order says nothing and could tell who chose. */
export function keptChoice(
  rule: Pick<BallotRule, 'type' | 'options'>,
  choice: readonly string[],
): string[] {
  return rule.type === 'ranking'
    ? [...choice]
    : choicesOf(rule).filter((key) => choice.includes(key));
}

/** How many organizations have to vote. */
export function quorumOf({ kind, value }: BallotQuorum, roll: number): number {
  if (kind === 'none') return 0;
  return kind === 'number' ? value : Math.ceil((value * roll) / 100);
}

/** Counts a ballot. `votes`: one of each organization that voted, in any order. */
export function countBallot(
  rule: BallotRule,
  votes: readonly (readonly string[])[],
  roll: number,
): BallotCount {
  const needed = rule.type === 'consent' ? 0 : quorumOf(rule.quorum, roll);
  const chose = votes.filter((vote) => vote.length > 0);
  const base = { roll, cast: votes.length, needed, abstained: votes.length - chose.length };
  if (rule.isAnonymous && votes.length < ANONYMOUS_LEAST)
    return { ...base, outcome: 'too-few', abstained: 0, counts: [] };
  const counts = talliesOf(rule, chose);
  if (roll === 0 || votes.length < needed) return { ...base, counts, outcome: 'no-quorum' };
  return { ...base, counts, ...DECIDE[rule.type](rule, { chose, counts, roll }) };
}

/** How often each key was chosen; of a ranking, how often first. */
function talliesOf(rule: BallotRule, votes: readonly (readonly string[])[]): Tally[] {
  const counted = rule.type === 'ranking' ? votes.map((vote) => vote.slice(0, 1)) : votes;
  return choicesOf(rule).map((key) => ({
    key,
    votes: counted.filter((vote) => vote.includes(key)).length,
  }));
}

interface Counted {
  readonly chose: readonly (readonly string[])[];
  readonly counts: readonly Tally[];
  readonly roll: number;
}
type Found = Pick<BallotCount, 'outcome' | 'chosen' | 'tied' | 'rounds'>;

const DECIDE: Readonly<Record<BallotType, (rule: BallotRule, of: Counted) => Found>> = {
  'yes-no': forOrAgainst,
  one: mostOf,
  approval: mostOf,
  ranking: byRanking,
  consent: (_rule, { counts }) => ({
    outcome: votesFor(counts, 'object') > 0 ? 'objected' : 'consented',
  }),
};

function votesFor(counts: readonly Tally[], key: string): number {
  return counts.find((one) => one.key === key)?.votes ?? 0;
}

function forOrAgainst(rule: BallotRule, { chose, counts, roll }: Counted): Found {
  const [yes, no] = [votesFor(counts, 'yes'), votesFor(counts, 'no')];
  if (rule.majority === 'simple' && yes === no && yes > 0) return tieOf(rule, ['yes', 'no']);
  const isFor =
    rule.majority === 'simple'
      ? yes > no
      : isEnough(rule.majority, { votes: yes, chose: chose.length, roll });
  return { outcome: isFor ? 'accepted' : 'rejected' };
}

function mostOf(rule: BallotRule, { chose, counts, roll }: Counted): Found {
  const most = Math.max(0, ...counts.map(({ votes }) => votes));
  const isMost = isEnough(rule.majority, { votes: most, chose: chose.length, roll });
  if (!isMost) return { outcome: 'none-chosen' };
  return pickOf(
    rule,
    counts.filter(({ votes }) => votes === most).map(({ key }) => key),
  );
}

function byRanking(rule: BallotRule, { chose, roll }: Counted): Found {
  const { left, rounds } = instantRunoff(rule.options, chose);
  const last = rounds.at(-1)?.counts ?? [];
  const enough = left.filter((key) =>
    isEnough(rule.majority, { votes: votesFor(last, key), chose: chose.length, roll }),
  );
  return { ...pickOf(rule, enough), rounds };
}

function pickOf(rule: BallotRule, best: readonly string[]): Found {
  const [first] = best;
  if (first === undefined) return { outcome: 'none-chosen' };
  return best.length === 1 ? { outcome: 'chosen', chosen: first } : tieOf(rule, best);
}

function tieOf(rule: BallotRule, tied: readonly string[]): Found {
  if (rule.tie === 'chair') return { outcome: 'tied', tied };
  return { outcome: rule.type === 'yes-no' ? 'rejected' : 'none-chosen', tied };
}

/** Whether so many votes are enough; of several, `simple` asks only for more than any other. */
function isEnough(
  majority: BallotMajority,
  { votes, chose, roll }: { votes: number; chose: number; roll: number },
): boolean {
  if (votes === 0) return false;
  switch (majority) {
    case 'simple':
      return true;
    case 'absolute':
      return 2 * votes > roll;
    case 'two-thirds':
      return 3 * votes >= 2 * chose;
    case 'three-quarters':
      return 4 * votes >= 3 * chose;
    case 'unanimous':
      return votes === chose;
  }
}
