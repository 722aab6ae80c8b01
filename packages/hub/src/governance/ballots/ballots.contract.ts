import {
  BALLOT_MAJORITIES,
  BALLOT_OUTCOMES,
  BALLOT_QUORUMS,
  BALLOT_STATES,
  BALLOT_TIES,
  BALLOT_TYPES,
} from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  communityParams,
  id,
  instant,
  instantIn,
  listOf,
  named,
  tlpLevel,
} from '../../kernel/schemas.ts';

const tag = 'ballots';

/** Longest title of a ballot, and name of an option. Characters. */
export const BALLOT_TITLE_MAX = 200;
/** Longest text of a ballot. Characters. */
export const BALLOT_ASKED_MAX = 4000;
/** Longest reason. Characters. */
export const BALLOT_REASON_MAX = 2000;
/** Most options to choose among. */
export const BALLOT_CHOICES_MAX = 20;
/** Most groups a ballot is for. */
export const BALLOT_GROUPS_MAX = 50;
/** Most persons an organization names to vote for it. */
export const BALLOT_NAMED_MAX = 20;
/** Largest quorum. */
export const BALLOT_NEEDED_MAX = 10_000;

const line = z
  .string()
  .min(1, 'Write at least one character')
  .max(BALLOT_TITLE_MAX, `Write at most ${String(BALLOT_TITLE_MAX)} characters`);
const reason = z
  .string()
  .max(BALLOT_REASON_MAX, `Write at most ${String(BALLOT_REASON_MAX)} characters`);
const person = z.object({ id, name: z.string() });

const rule = {
  type: z.enum(BALLOT_TYPES),
  /** How many have to be for it. */
  majority: z.enum(BALLOT_MAJORITIES),
  /** Percent of the roll, or organizations. */
  quorum: z.strictObject({
    kind: z.enum(BALLOT_QUORUMS),
    value: z.int().min(0).max(BALLOT_NEEDED_MAX),
  }),
  /** What a tie does: nothing is decided, or the chairs decide. */
  tie: z.enum(BALLOT_TIES),
  /** Nobody learns who chose what, and no vote can be changed. */
  anonymous: z.boolean(),
};

const draft = {
  title: line,
  text: z.string().max(BALLOT_ASKED_MAX, `Write at most ${String(BALLOT_ASKED_MAX)} characters`),
  ...rule,
  /** For the types that choose among several. */
  options: z
    .array(line)
    .max(BALLOT_CHOICES_MAX, `Give at most ${String(BALLOT_CHOICES_MAX)} options`),
};

const listed = {
  id,
  title: z.string(),
  level: tlpLevel,
  type: rule.type,
  state: z.enum(BALLOT_STATES),
  anonymous: z.boolean(),
  by: z.object({ organization: named, person: named }),
  made_at: instant,
  opened_at: instant.optional(),
  open_until: instant.optional(),
  closed_at: instant.optional(),
  outcome: z.enum(BALLOT_OUTCOMES).optional(),
  /** What was chosen of several, in its words. */
  chosen: z.string().optional(),
  /** A vote for the caller's organization; as a chair, to decide between what is tied. */
  waits_for_me: z.array(z.enum(['vote', 'settle'])),
};

export const ballot = z.object(listed).meta({ id: 'Ballot' });

const tally = z.object({ key: z.string(), votes: z.number() });

const vote = z.object({
  organization: named,
  person: named,
  at: instant,
  choice: z.array(z.string()),
  words: z.string(),
});

export const ballotDetail = z
  .object({
    ...listed,
    text: z.string(),
    options: z.array(z.object({ key: z.string(), text: z.string() })),
    majority: rule.majority,
    quorum: z.object({ kind: z.enum(BALLOT_QUORUMS), value: z.number() }),
    tie: rule.tie,
    /** Organizations that may vote, fixed when it opened; who left meanwhile is not among them. */
    roll: z.array(named),
    /** Organizations that have to vote. */
    needed: z.number(),
    /** Fewer may vote than have to: the quorum cannot be reached any more. */
    out_of_reach: z.boolean(),
    /** Of the caller's organization, if it is on the roll. */
    own: z.object({ has_voted: z.boolean(), vote: vote.optional() }).optional(),
    /** Once it is closed. */
    count: z
      .object({
        outcome: z.enum(BALLOT_OUTCOMES),
        roll: z.number(),
        cast: z.number(),
        needed: z.number(),
        abstained: z.number(),
        counts: z.array(tally),
        chosen: z.string().optional(),
        tied: z.array(z.string()).optional(),
        /** Of a ranking, round by round. */
        rounds: z.array(z.object({ counts: z.array(tally), out: z.array(z.string()) })).optional(),
      })
      .optional(),
    /** Once it is closed; none of an anonymous one. */
    votes: z.array(vote),
    /** The decision it made. */
    decision: id.optional(),
    /** Why it was dropped, or a tie decided as it was. */
    words: z.string().optional(),
    may: z.array(z.enum(['write', 'open', 'drop', 'vote', 'close', 'settle'])),
  })
  .meta({ id: 'BallotDetail' });

export const voters = z
  .object({
    /** Who votes for the caller's organization; nobody named: whoever represents it. */
    persons: z.array(person),
    /** Who could be named. */
    people: z.array(person),
    may_name: z.boolean(),
  })
  .meta({ id: 'Voters' });

const ballotParams = communityParams.extend({ ballot: id });

export const listBallots = defineOperation({
  name: 'list-ballots',
  method: 'GET',
  path: '/communities/{community}/ballots',
  summary: 'Ballots I may read, those that are open first',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: listOf(ballot),
  refusals: ['not-found'],
});

export const showBallot = defineOperation({
  name: 'show-ballot',
  method: 'GET',
  path: '/communities/{community}/ballots/{ballot}',
  summary: 'A ballot; its result once it is closed, and nothing of it before',
  tag,
  authority: 'person',
  input: { params: ballotParams },
  output: ballotDetail,
  refusals: ['not-found'],
});

export const beginBallot = defineOperation({
  name: 'begin-ballot',
  method: 'POST',
  path: '/communities/{community}/ballots',
  summary: 'As a chair or representative: propose a ballot',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      ...draft,
      level: z.enum(['clear', 'green', 'amber', 'amber+strict']),
      /** Groups that read it and vote; absent: everybody who takes part. */
      groups: z
        .array(id)
        .max(BALLOT_GROUPS_MAX, `Choose at most ${String(BALLOT_GROUPS_MAX)} groups`)
        .optional(),
    }),
  },
  output: ballotDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});

export const writeBallot = defineOperation({
  name: 'write-ballot',
  method: 'PUT',
  path: '/communities/{community}/ballots/{ballot}/draft',
  summary: 'Change a ballot that is not open yet',
  tag,
  authority: 'person',
  input: { params: ballotParams, body: z.strictObject(draft) },
  output: ballotDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const moveBallot = defineOperation({
  name: 'move-ballot',
  method: 'POST',
  path: '/communities/{community}/ballots/{ballot}/steps',
  summary: 'As a chair: open, drop or close a ballot, or decide between what is tied',
  tag,
  authority: 'person',
  input: {
    params: ballotParams,
    body: z.strictObject({
      to: z.enum(['open', 'dropped', 'closed', 'settled']),
      /** For `open`: until when is voted. */
      until: instantIn.optional(),
      /** For `settled`: which of what is tied. */
      choice: z.string().max(20).optional(),
      /** Why; needed for `dropped` and `settled`. */
      words: reason.optional(),
    }),
  },
  output: ballotDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const castVote = defineOperation({
  name: 'cast-vote',
  method: 'PUT',
  path: '/communities/{community}/ballots/{ballot}/vote',
  summary: 'Vote for my organization; unless it is anonymous, again until it closes',
  tag,
  authority: 'person',
  input: {
    params: ballotParams,
    body: z.strictObject({
      /** Keys of what is chosen, in the order of preference where it is a ranking; none abstains. */
      choice: z.array(z.string().max(20)).max(BALLOT_CHOICES_MAX),
      /** Why; needed for an objection, and not taken in an anonymous ballot. */
      words: reason.optional(),
    }),
  },
  output: ballotDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const showVoters = defineOperation({
  name: 'show-voters',
  method: 'GET',
  path: '/communities/{community}/voters',
  summary: 'Who votes for my organization here',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: voters,
  refusals: ['not-found'],
});

export const nameVoters = defineOperation({
  name: 'name-voters',
  method: 'PUT',
  path: '/communities/{community}/voters',
  summary: 'As a representative: name who votes for my organization; nobody: whoever represents it',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      persons: z
        .array(id)
        .max(BALLOT_NAMED_MAX, `Name at most ${String(BALLOT_NAMED_MAX)} persons`),
    }),
  },
  output: voters,
  refusals: ['not-found', 'not-allowed', 'invalid'],
});
