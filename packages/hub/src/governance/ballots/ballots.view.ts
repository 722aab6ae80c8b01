import type { Ballot, BallotDetail, BallotVote, Voters } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import { organizationNames } from '../../protection/index.ts';
import type { NamingContext } from '../../protection/index.ts';
import type { ballot, ballotDetail, voters } from './ballots.contract.ts';

type Named = (id: string) => { id: string; name: string };
type Detail = z.output<typeof ballotDetail>;

/** Ballots as they are listed. */
export async function viewOfBallots(
  context: NamingContext,
  community: string,
  ballots: readonly Ballot[],
): Promise<z.output<typeof ballot>[]> {
  const named = await namesFor(
    context,
    community,
    ballots.map(({ by }) => by.organization),
  );
  return ballots.map((one) => viewOfBallot(one, named));
}

/** A ballot with all that its reader may know of it. */
export async function viewOfBallotDetail(
  context: NamingContext,
  community: string,
  of: BallotDetail,
): Promise<Detail> {
  const named = await namesFor(context, community, [
    of.by.organization,
    ...of.roll,
    ...of.votes.map(({ organization }) => organization),
  ]);
  const { own, count } = of;
  return {
    ...viewOfBallot(of, named),
    text: of.text,
    options: of.options.map((one) => ({ ...one })),
    majority: of.majority,
    quorum: { ...of.quorum },
    tie: of.tie,
    roll: of.roll.map(named),
    needed: of.needed,
    out_of_reach: of.isOutOfReach,
    ...(own && {
      own: {
        has_voted: own.hasVoted,
        ...(own.vote && { vote: viewOfVote(own.vote, named) }),
      },
    }),
    ...(count && { count: viewOfCount(count) }),
    votes: of.votes.map((one) => viewOfVote(one, named)),
    ...(of.decision !== undefined && { decision: of.decision }),
    ...(of.words !== undefined && { words: of.words }),
    may: [...of.may],
  };
}

/** Who votes for an organization. */
export function viewOfVoters({ persons, people, mayName }: Voters): z.output<typeof voters> {
  return { persons, people, may_name: mayName };
}

async function namesFor(
  context: NamingContext,
  community: string,
  organizations: readonly string[],
): Promise<Named> {
  const nameOf = await organizationNames(context, community, organizations);
  return (id) => ({ id, name: nameOf(id) });
}

function viewOfBallot(of: Ballot, named: Named): z.output<typeof ballot> {
  return {
    id: of.id,
    title: of.title,
    level: of.level,
    type: of.type,
    state: of.state,
    anonymous: of.isAnonymous,
    by: {
      organization: named(of.by.organization),
      person: { id: of.by.person, name: of.by.name },
    },
    made_at: instantText(of.madeAt),
    ...(of.openedAt !== undefined && { opened_at: instantText(of.openedAt) }),
    ...(of.openUntil !== undefined && { open_until: instantText(of.openUntil) }),
    ...(of.closedAt !== undefined && { closed_at: instantText(of.closedAt) }),
    ...(of.outcome !== undefined && { outcome: of.outcome }),
    ...(of.chosen !== undefined && { chosen: of.chosen }),
    waits_for_me: [...of.waitsForMe],
  };
}

function viewOfVote(
  { organization, person, at, choice, words }: BallotVote,
  named: Named,
): Detail['votes'][number] {
  return { organization: named(organization), person, at: instantText(at), choice, words };
}

function viewOfCount(count: NonNullable<BallotDetail['count']>): NonNullable<Detail['count']> {
  const { counts, tied, rounds, chosen, ...numbers } = count;
  return {
    ...numbers,
    counts: counts.map((one) => ({ ...one })),
    ...(chosen !== undefined && { chosen }),
    ...(tied && { tied: [...tied] }),
    ...(rounds && {
      rounds: rounds.map((round) => ({
        counts: round.counts.map((one) => ({ ...one })),
        out: [...round.out],
      })),
    }),
  };
}
