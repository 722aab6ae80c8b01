import { decidesOnApplications, speaksOnApplications, standingIn } from '@tocsin/policy';
import { readingOn } from '../exchange/tools.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Application, Refusal } from '../store.ts';
import { aroundOf } from './around.ts';
import type { Around } from './around.ts';
import { applicationRows, wordRows } from './rows.ts';
import type { ApplicationRow, WordRow } from './rows.ts';
import { applicationOf, readApplication } from './shown.ts';

/** An act on one application: whoever acts, as they are in its transaction, and what is known of it. */
export interface Acting {
  readonly tools: Reading;
  readonly transaction: Transaction;
  readonly row: ApplicationRow;
  readonly words: readonly WordRow[];
  readonly around: Around;
  /** Of whoever acts. */
  readonly name: string;
}

/** Runs an act on one application in one transaction, and gives it as the caller sees it then. */
export function acting(
  access: ExchangeAccess,
  of: { community: string; id: string },
  work: (at: Acting) => Promise<void>,
): Promise<Application | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    // One act at a time on an application: of two at once, the later finds what the first did.
    if (transaction.dialect === 'postgres')
      await transaction.run('SELECT id FROM application WHERE id = ? FOR UPDATE', [of.id]);
    const view = await access.views.at(transaction, access.principal);
    const { reader } = view;
    if (reader.kind !== 'person' || standingIn(reader, of.community) === undefined) throw hidden();
    const tools = await readingOn(access, transaction, view);
    const [row] = await applicationRows(transaction, of.community, of.id);
    if (row === undefined) throw hidden();
    const words = (await wordRows(transaction, { application: row.id })).get(row.id) ?? [];
    const around = await aroundOf(transaction, of.community);
    // What the caller does not see is not there for them, whatever they want to do with it.
    if ((await applicationOf(tools, row, { words, around })) === undefined) throw hidden();
    const person = await transaction.one<{ name: string }>('SELECT name FROM person WHERE id = ?', [
      reader.id,
    ]);
    await work({ tools, transaction, row, words, around, name: person?.name ?? '' });
    const found = await readApplication(tools, around, of);
    if (found === undefined) throw hidden();
    return found;
  });
}

/** Only chairs decide. */
export function mustDecide({ tools, row }: Acting): void {
  if (!decidesOnApplications(tools.view.reader, row.community))
    throw new Refused('not-allowed', 'Only the chairs move an application on');
}

/** Only whoever represents their organization speaks for it. */
export function mustSpeak({ tools, row }: Acting): void {
  if (!speaksOnApplications(tools.view.reader, row.community))
    throw new Refused('not-allowed', 'Whoever represents your organization says that');
}
