import { standingIn } from '@tocsin/policy';
import type { Reader, ReaderMembership } from '@tocsin/policy';
import type { Query, Transaction } from '../engine/engine.ts';
import { appendAudit } from '../audit/append.ts';
import type { Refusal } from '../store.ts';
import type { Access } from './access.ts';
import { actorOf } from './actor.ts';
import { bumpEpoch } from './epoch.ts';
import { readerNow } from './reader.ts';
import { hidden, writeOrRefuse } from './refused.ts';

/** Somebody changing who takes part: the transaction, who they are in it, and when. */
export interface Acting {
  readonly access: Access;
  readonly transaction: Transaction;
  readonly reader: Reader;
  readonly at: number;
}

/**
 * Changes who takes part. The policy epoch moves first: its row is the lock that makes such acts follow each
 * other, so that two co-chairs cannot suspend each other at once and no check is overtaken by a change.
 */
export function policyAct<T>(
  access: Access,
  work: (acting: Acting) => Promise<T>,
): Promise<T | Refusal> {
  return writeOrRefuse<T>(access.engine, async (transaction) => {
    await bumpEpoch(transaction);
    const reader = await readerNow(access, transaction);
    return work({ access, transaction, reader, at: access.now() });
  });
}

/** What was done, for the record. */
export interface Done {
  readonly act: string;
  readonly words: string;
  readonly community: string;
  /** Another organization whose record also gets the entry. */
  readonly concerns?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Records a change for the acting organization, and for the one it concerns; listeners hear of it after the commit. */
export async function recordPolicyAct(acting: Acting, done: Done): Promise<void> {
  const { access, at, reader, transaction } = acting;
  const actor = await actorOf(transaction, access.principal);
  const organizations = new Set([reader.organization, done.concerns ?? reader.organization]);
  transaction.afterCommit(() => access.changed({ kind: 'policy', communities: [done.community] }));
  for (const organization of organizations) {
    await appendAudit(transaction, {
      at,
      organization,
      actor,
      act: done.act,
      words: done.words,
      facts: { community: done.community, ...done.facts },
    });
  }
}

/** The reader's standing in a community; what one has no standing in does not exist. */
export function standingOrHidden(reader: Reader, community: string): ReaderMembership {
  const standing = standingIn(reader, community);
  if (standing === undefined) throw hidden();
  return standing;
}

/** Runs a change; refuses it through `lastChair` when it would leave a community that had a chair without one. */
export async function keepingAChair(
  acting: Acting,
  community: string,
  change: () => Promise<void>,
): Promise<boolean> {
  const before = await chairsOf(acting.transaction, community);
  await change();
  return before === 0 || (await chairsOf(acting.transaction, community)) > 0;
}

async function chairsOf(query: Query, community: string): Promise<number> {
  const row = await query.one<{ n: number }>(
    `SELECT count(*) AS n FROM representation r JOIN person p ON p.id = r.person
      JOIN membership m ON m.community = r.community AND m.organization = r.organization
      WHERE r.community = ? AND p.is_disabled = 0 AND m.state IN ('active', 'probation') AND r.roles LIKE '%"chair"%'`,
    [community],
  );
  return row?.n ?? 0;
}
