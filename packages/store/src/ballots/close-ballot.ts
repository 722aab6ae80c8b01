import { countBallot } from '@tocsin/policy';
import type { BallotCount } from '@tocsin/policy';
import { appendAudit } from '../audit/append.ts';
import { insertDecision } from '../decisions/rows.ts';
import { isIn, list } from '../engine/engine.ts';
import { readersOf } from '../people/census.ts';
import type { LabelBook } from '../visibility/labels.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import { aroundOf, namedIn, rollNow } from './around.ts';
import { ballotAt, chosenOf, countOf, rollsOf, ruleOf, votesOf } from './rows.ts';
import type { BallotRow, RollRow } from './rows.ts';

/** What closing a ballot needs. */
export interface Closing {
  readonly transaction: Transaction;
  readonly labels: LabelBook;
  readonly now: number;
}

/** One act at a time on a ballot: votes and closings follow each other. */
export async function lockBallot(transaction: Transaction, id: string): Promise<void> {
  if (transaction.dialect === 'postgres')
    await transaction.run('SELECT id FROM ballot WHERE id = ? FOR UPDATE', [id]);
}

/**
 * Counts a ballot and enters what it decided, once: whoever comes later finds it closed. `by`: the chair who closed it;
 * absent where its time was over.
 */
export async function closeBallot(closing: Closing, id: string, by?: string): Promise<boolean> {
  const { transaction, labels, now } = closing;
  await lockBallot(transaction, id);
  const row = await ballotAt(transaction, id);
  if (row?.state !== 'open' || row.open_until === null) return false;
  const readers = await readersOf(transaction, row.community, now);
  const named = await namedIn(transaction, row.community);
  const around = aroundOf(row, labels.at(row.label), { readers, named, now });
  const roll = rollNow(row, (await rollsOf(transaction, [id])).get(id) ?? [], around);
  await keepRoll(transaction, id, roll);
  const votes = await choicesIn(transaction, row);
  const count = countBallot(ruleOf(row), votes, roll.length);
  const closedAt = Math.min(now, row.open_until);
  await transaction.run(
    "UPDATE ballot SET state = 'closed', closed_at = ?, closed_by = ?, result = ? WHERE id = ?",
    [closedAt, by ?? '', JSON.stringify(count), id],
  );
  // What is counted is kept as a count alone.
  await transaction.run('DELETE FROM ballot_box WHERE ballot = ?', [id]);
  await enterResult(closing, { ...row, closed_at: closedAt, result: JSON.stringify(count) });
  await appendAudit(transaction, {
    at: now,
    organization: row.organization,
    actor: await openerOf(transaction, row, by),
    act: 'ballot-closed',
    words: by === undefined ? 'A ballot was counted when its time was over' : 'Closed a ballot',
    facts: { ballot: id, outcome: count.outcome },
  });
  return true;
}

/** Who is not on the roll any more has no vote in it; all rows are written anew, so that none tells when it was last. */
async function keepRoll(
  transaction: Transaction,
  ballot: string,
  roll: readonly RollRow[],
): Promise<void> {
  const here = list(
    transaction.dialect,
    roll.map(({ organization }) => organization),
  );
  for (const table of ['ballot_roll', 'ballot_vote'])
    await transaction.run(
      `DELETE FROM ${table} WHERE ballot = ? AND NOT (${isIn(transaction.dialect, 'organization')})`,
      [ballot, here],
    );
  await transaction.run('UPDATE ballot_roll SET has_voted = has_voted WHERE ballot = ?', [ballot]);
}

async function choicesIn(query: Query, row: BallotRow): Promise<string[][]> {
  if (row.is_anonymous === 0) return (await votesOf(query, row.id)).map(({ choice }) => choice);
  return (await boxOf(query, row.id)).map((choice) => JSON.parse(choice) as string[]);
}

/** What lies in the box of an anonymous ballot: each vote as JSON, sorted. */
export async function boxOf(query: Query, ballot: string): Promise<string[]> {
  const row = await query.one<{ choices: string }>(
    'SELECT choices FROM ballot_box WHERE ballot = ?',
    [ballot],
  );
  return row === undefined ? [] : (JSON.parse(row.choices) as string[]);
}

/** Outcomes that decide nothing, or nothing yet. */
const UNDECIDED: ReadonlySet<BallotCount['outcome']> = new Set(['no-quorum', 'too-few', 'tied']);

/** Enters what a ballot decided among the decisions. */
export async function enterResult(
  { transaction, now }: Omit<Closing, 'labels'>,
  row: BallotRow,
): Promise<void> {
  const outcome = countOf(row)?.outcome ?? 'tied';
  if (UNDECIDED.has(outcome)) return;
  const opener = await openerOf(transaction, row);
  await insertDecision(transaction, {
    // A ballot decides once: its decision has its id.
    id: row.id,
    community: row.community,
    label: row.label,
    kind: row.type === 'consent' ? 'consent' : 'ballot',
    title: row.title,
    text: row.text,
    decided_at: row.closed_at ?? now,
    recorded_at: now,
    organization: row.organization,
    person: opener.id,
    name: opener.name,
    paper: null,
    n: null,
    ballot: row.id,
    replaces: null,
    outcome,
    chosen: chosenOf(row) ?? null,
  });
}

/** In whose name a ballot is counted: who closed it, else who opened it. */
async function openerOf(
  query: Query,
  row: BallotRow,
  by?: string,
): Promise<{ kind: 'person'; id: string; name: string }> {
  const id = by ?? row.opened_by ?? row.author;
  const person = await query.one<{ name: string }>('SELECT name FROM person WHERE id = ?', [id]);
  return { kind: 'person', id, name: person?.name ?? '' };
}
