import { isTlpLevel } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import type { Query, Transaction } from '../engine/engine.ts';
import { bumpEpoch } from './epoch.ts';

/** What was agreed with an applicant for after they joined. */
export interface NewcomerTerms {
  /** Papers to sign before the membership is what it is to be. */
  readonly papers: readonly string[];
  /** 0: none. */
  readonly probationDays: number;
  readonly ceiling?: TlpLevel;
}

/** Until the papers are signed a newcomer is given what everybody may read, and nothing else. */
const UNTIL_SIGNED = 'clear';
const DAY_MS = 86_400_000;

/** Somebody joined by the invitation an application led to: their organization's membership begins, under its terms. */
export async function beginNewcomer(
  transaction: Transaction,
  of: { invitation: string; community: string; organization: string; at: number },
): Promise<void> {
  const row = await transaction.one<{ id: string; decision: string | null }>(
    "SELECT id, decision FROM application WHERE invitation = ? AND state = 'agreed'",
    [of.invitation],
  );
  if (row === undefined) return;
  await putStanding(transaction, of, {
    ceiling: UNTIL_SIGNED,
    until: null,
    state: 'probation',
  });
  await transaction.run("UPDATE application SET state = 'signing', changed_at = ? WHERE id = ?", [
    of.at,
    row.id,
  ]);
  await settleNewcomer(transaction, of);
}

/**
 * Once nothing is left to sign, the membership becomes what was agreed: on probation for so many days, or active. Moves
 * the policy epoch with it, and tells whether it did.
 */
export async function settleNewcomer(
  transaction: Transaction,
  of: { community: string; organization: string; at: number },
): Promise<boolean> {
  const { community, organization, at } = of;
  const row = await transaction.one<{ id: string; decision: string | null }>(
    "SELECT id, decision FROM application WHERE community = ? AND organization = ? AND state = 'signing'",
    [community, organization],
  );
  if (row === undefined) return false;
  const terms = readTerms(row.decision);
  if ((await unsigned(transaction, terms.papers, organization)).length > 0) return false;
  const isOnProbation = terms.probationDays > 0;
  await putStanding(transaction, of, {
    state: isOnProbation ? 'probation' : 'active',
    ceiling: isOnProbation ? (terms.ceiling ?? null) : null,
    until: isOnProbation ? at + terms.probationDays * DAY_MS : null,
  });
  await transaction.run("UPDATE application SET state = 'member', changed_at = ? WHERE id = ?", [
    at,
    row.id,
  ]);
  await bumpEpoch(transaction);
  return true;
}

/** A chair moved the membership by hand: what was still to sign is waited for no more. */
export async function endNewcomer(
  transaction: Transaction,
  of: { community: string; organization: string; at: number },
): Promise<void> {
  await transaction.run(
    "UPDATE application SET state = 'member', changed_at = ? WHERE community = ? AND organization = ? AND state = 'signing'",
    [of.at, of.community, of.organization],
  );
}

/** Of these papers, those in force that the organization has not said to be bound by. */
export async function unsigned(
  query: Query,
  papers: readonly string[],
  organization: string,
): Promise<string[]> {
  const left: string[] = [];
  for (const paper of papers) {
    const row = await query.one(
      `SELECT 1 AS one FROM paper_version v WHERE v.paper = ? AND v.state = 'adopted' AND NOT EXISTS (
        SELECT 1 FROM paper_word w WHERE w.paper = v.paper AND w.n = v.n AND w.organization = ?
          AND w.word IN ('signs', 'attests') AND w.taken_back_at IS NULL)`,
      [paper, organization],
    );
    if (row !== undefined) left.push(paper);
  }
  return left;
}

/** Reads what was agreed. A level this program does not know lets nothing but CLEAR through. */
export function readTerms(column: string | null): NewcomerTerms {
  const value = JSON.parse(column ?? '{}') as Partial<NewcomerTerms>;
  const { papers = [], probationDays = 0, ceiling } = value;
  if (ceiling === undefined) return { papers, probationDays };
  return { papers, probationDays, ceiling: isTlpLevel(ceiling) ? ceiling : 'clear' };
}

async function putStanding(
  transaction: Transaction,
  { community, organization, at }: { community: string; organization: string; at: number },
  to: { state: string; ceiling: string | null; until: number | null },
): Promise<void> {
  await transaction.run(
    'UPDATE membership SET state = ?, since = ?, ceiling = ?, probation_until = ? WHERE community = ? AND organization = ?',
    [to.state, at, to.ceiling, to.until, community, organization],
  );
}
