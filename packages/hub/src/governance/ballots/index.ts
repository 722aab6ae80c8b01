import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import * as contract from './ballots.contract.ts';
import { beginBallot } from './begin-ballot.ts';
import { castVote } from './cast-vote.ts';
import { listBallots } from './list-ballots.ts';
import { moveBallot } from './move-ballot.ts';
import { nameVoters } from './name-voters.ts';
import { showBallot } from './show-ballot.ts';
import { showVoters } from './show-voters.ts';
import { writeBallot } from './write-ballot.ts';

/** How a community decides by voting (requirements rows 44, 55, 73, 99, 165). */
export const ballotOperations: readonly BoundOperation[] = [
  bind(contract.listBallots, listBallots),
  bind(contract.showBallot, showBallot),
  bind(contract.beginBallot, beginBallot),
  bind(contract.writeBallot, writeBallot),
  bind(contract.moveBallot, moveBallot),
  bind(contract.castVote, castVote),
  bind(contract.showVoters, showVoters),
  bind(contract.nameVoters, nameVoters),
];
