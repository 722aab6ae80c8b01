import { standingIn } from '@tocsin/policy';
import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { BallotsHandle } from '../store.ts';
import { acting } from './acting.ts';
import { moveBallot } from './move-ballot.ts';
import { listBallots, readBallot } from './shown.ts';
import { castVote } from './vote.ts';
import { nameVoters, readVoters } from './voters.ts';
import { beginBallot, writeBallot } from './write-ballot.ts';

/** The ballots of communities as one principal may use them. */
export function createBallots(access: ExchangeAccess): BallotsHandle {
  return {
    ballots: (community) =>
      reading(access, async (tools) =>
        isHere(tools, community) ? listBallots(tools, community) : [],
      ),
    ballot: (community, id) =>
      reading(access, async (tools) =>
        isHere(tools, community) ? readBallot(tools, community, id) : undefined,
      ),
    begin: (community, ballot) => beginBallot(access, community, ballot),
    write: (community, id, draft) =>
      acting(access, { community, id }, (at) => writeBallot(access, at, draft)),
    move: (community, id, step) =>
      acting(access, { community, id }, (at) => moveBallot(access, at, step)),
    vote: (community, id, vote) =>
      acting(access, { community, id }, (at) => castVote(access, at, vote)),
    voters: (community) => reading(access, (tools) => readVoters(tools, community)),
    nameVoters: (community, persons) => nameVoters(access, community, persons),
  };
}

function isHere({ view: { reader } }: Reading, community: string): boolean {
  return standingIn(reader, community) !== undefined;
}
