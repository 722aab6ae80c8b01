import { standingIn } from '@tocsin/policy';
import { readingOn } from '../exchange/tools.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { PaperDetail, Refusal } from '../store.ts';
import { headsOf, paperRows } from './rows.ts';
import type { Heads, PaperRow, VersionHead } from './rows.ts';
import { readPaper } from './shown.ts';

/** An act on one paper: whoever acts, as they are in its transaction, and what they see of it. */
export interface Acting {
  readonly tools: Reading;
  readonly transaction: Transaction;
  readonly row: PaperRow;
  readonly heads: Heads;
}

/** Runs an act on one paper in one transaction, and gives the paper as the caller sees it then. */
export function acting(
  access: ExchangeAccess,
  { community, id }: { community: string; id: string },
  work: (at: Acting) => Promise<void>,
): Promise<PaperDetail | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    // One act at a time on a paper: of two chairs at once, the later finds what the first did.
    if (transaction.dialect === 'postgres')
      await transaction.run('SELECT id FROM paper WHERE id = ? FOR UPDATE', [id]);
    const view = await access.views.at(transaction, access.principal);
    const { reader } = view;
    if (reader.kind !== 'person' || standingIn(reader, community) === undefined) throw hidden();
    const tools = await readingOn(access, transaction, view);
    const [row] = await paperRows(tools, community, id);
    const heads = row === undefined ? undefined : (await headsOf(tools, [row])).get(id);
    if (row === undefined || heads === undefined) throw hidden();
    await work({ tools, transaction, row, heads });
    const found = await readPaper(tools, community, id);
    if (found === undefined) throw hidden();
    return found;
  });
}

/** A version that the caller sees. */
export function headOf({ heads }: Acting, n: number): VersionHead {
  const head = heads.shown.find((one) => one.n === n);
  if (head === undefined) throw hidden();
  return head;
}

/** Of two people who know of a paper, only one may do this. */
export function notAllowed(words: string): Refused {
  return new Refused('not-allowed', words);
}
