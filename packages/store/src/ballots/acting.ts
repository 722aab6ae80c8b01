import { standingIn } from '@tocsin/policy';
import { readingOn } from '../exchange/tools.ts';
import { hidden, writeOrRefuse } from '../people/refused.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { BallotDetail, Refusal } from '../store.ts';
import { lockBallot } from './close-ballot.ts';
import { ballotRows } from './rows.ts';
import type { BallotRow } from './rows.ts';
import { readBallot } from './shown.ts';

/** An act on one ballot: whoever acts, as they are in its transaction. */
export interface Acting {
  readonly tools: Reading;
  readonly transaction: Transaction;
  readonly row: BallotRow;
}

/** Runs an act on one ballot in one transaction, and gives the ballot as the caller sees it then. */
export function acting(
  access: ExchangeAccess,
  { community, id }: { community: string; id: string },
  work: (at: Acting) => Promise<void>,
): Promise<BallotDetail | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    await lockBallot(transaction, id);
    const view = await access.views.at(transaction, access.principal);
    const { reader } = view;
    if (reader.kind !== 'person' || standingIn(reader, community) === undefined) throw hidden();
    const tools = await readingOn(access, transaction, view);
    const [row] = await ballotRows(tools, community, id);
    if (row === undefined) throw hidden();
    await work({ tools, transaction, row });
    const found = await readBallot(tools, community, id);
    if (found === undefined) throw hidden();
    return found;
  });
}
