import { isReadingState, isTlpLevel, MEMBER_STATES, resumedState } from '@tocsin/policy';
import type { MemberState } from '@tocsin/policy';
import type { Transaction } from '../engine/engine.ts';
import type { Refusal, StandingTerms } from '../store.ts';
import type { Access } from './access.ts';
import { isChair, isRepresentative, mayFollow, ownRank, rankOf } from './authority.ts';
import { readRoles, readState } from './columns.ts';
import { STANDING_DAYS_MAX, SUSPENSION_WORDS_MAX } from './limits.ts';
import { endNewcomer } from './newcomers.ts';
import { keepingAChair, policyAct, recordPolicyAct, standingOrHidden } from './policy-act.ts';
import type { Acting } from './policy-act.ts';
import { hidden, Refused } from './refused.ts';
import { HIGHER, LAST_CHAIR } from './standing.ts';
import { textOf } from './words.ts';

const DAY_MS = 86_400_000;

interface Change extends StandingTerms {
  readonly community: string;
  readonly organization: string;
  readonly state: MemberState;
}

interface Kept {
  readonly before: MemberState;
  readonly resumes: string | null;
  readonly probation_until: number | null;
}

/**
 * Moves a membership to another state. Chairs and co-chairs may, unless somebody of higher standing acts
 * for that organization; a representative may take the own organization out. What rests and reads again is on
 * probation as before, until that is over or is ended by an act of its own.
 */
export async function setMemberState(access: Access, change: Change): Promise<true | Refusal> {
  return policyAct<true>(access, async (acting) => {
    const { reader } = acting;
    const { community, organization } = change;
    standingOrHidden(reader, community);
    const kept = await keptOf(acting, change);
    if (kept === undefined) throw hidden();
    const { before } = kept;
    if (!isReadingState(before) && !isChair(reader, community)) throw hidden();
    await mayMove(acting, change);
    const state = reached(kept, change.state, acting.at);
    if (!MEMBER_STATES.includes(state) || !follows(before, state, change)) {
      throw new Refused('conflict', `A membership that is "${before}" cannot become "${state}"`);
    }
    checkTerms(change, acting.at);
    const hasChair = await keepingAChair(acting, community, () =>
      put(acting, { ...change, state }, kept),
    );
    if (!hasChair) throw new Refused('conflict', LAST_CHAIR);
    await recordPolicyAct(acting, {
      act: 'set-member-state',
      words: `Moved a membership from "${before}" to "${state}"`,
      community,
      concerns: organization,
      facts: { organization, ...(change.words === undefined ? {} : { words: change.words }) },
    });
    return true;
  });
}

async function keptOf(
  { transaction }: Acting,
  { community, organization }: Change,
): Promise<Kept | undefined> {
  const row = await transaction.one<{
    state: string;
    resumes: string | null;
    probation_until: number | null;
  }>(
    'SELECT state, resumes, probation_until FROM membership WHERE community = ? AND organization = ?',
    [community, organization],
  );
  return row === undefined ? undefined : { ...row, before: readState(row.state) };
}

/** A probation that goes on may get other terms. */
function follows(before: MemberState, state: MemberState, change: Change): boolean {
  const isSame = before === 'probation' && state === 'probation';
  return mayFollow(before, state) || (isSame && isSaid(change));
}

function isSaid({ until, ceiling }: StandingTerms): boolean {
  return until !== undefined || ceiling !== undefined;
}

/** Reading again is no way out of a probation. */
function reached(
  { before, resumes, probation_until }: Kept,
  to: MemberState,
  at: number,
): MemberState {
  if (to !== 'active' || (before !== 'suspended' && before !== 'leaving')) return to;
  const isOver = probation_until !== null && probation_until <= at;
  return isOver || resumes === null ? to : resumedState(readState(resumes));
}

async function put(
  { transaction, at }: Acting,
  change: Change,
  { before, resumes }: Kept,
): Promise<void> {
  const { community, organization, state } = change;
  const isResting = !isReadingState(state);
  const rested = isReadingState(before) ? before : resumes;
  await transaction.run(
    `UPDATE membership SET state = ?, since = ?, suspended_until = ?, suspended_for = ?, resumes = ?
      WHERE community = ? AND organization = ?`,
    [state, at, ...suspensionOf(change), isResting ? rested : null, community, organization],
  );
  await putProbation(transaction, change);
  const isOut = isResting && state !== 'suspended';
  if (state === 'active' || isSaid(change) || isOut)
    await endNewcomer(transaction, { community, organization, at });
}

function suspensionOf({ state, until, words }: Change): (number | string | null)[] {
  return state === 'suspended' ? [until ?? null, words ?? ''] : [null, null];
}

/** Whoever is active is given everything; a probation gets other terms where they are said. */
async function putProbation(transaction: Transaction, change: Change): Promise<void> {
  const { community, organization, state } = change;
  const isAnew = state === 'probation' && isSaid(change);
  if (state !== 'active' && !isAnew) return;
  const terms = isAnew ? [change.ceiling ?? null, change.until ?? null] : [null, null];
  await transaction.run(
    'UPDATE membership SET ceiling = ?, probation_until = ? WHERE community = ? AND organization = ?',
    [...terms, community, organization],
  );
}

function checkTerms({ state, until, ceiling, words }: Change, at: number): void {
  const isTimed = state === 'suspended' || state === 'probation';
  if (until !== undefined && (!isTimed || until <= at || until > at + STANDING_DAYS_MAX * DAY_MS)) {
    throw new Refused(
      'invalid',
      `A suspension or a probation ends at a time to come, within ${String(STANDING_DAYS_MAX)} days`,
    );
  }
  if (ceiling !== undefined && (state !== 'probation' || !isTlpLevel(ceiling))) {
    throw new Refused('invalid', 'Only a probation goes up to a level of TLP 2.0');
  }
  const text = words === undefined ? '' : textOf(words);
  if (text === undefined || text.length > SUSPENSION_WORDS_MAX) {
    throw new Refused('invalid', `Write at most ${String(SUSPENSION_WORDS_MAX)} plain characters`);
  }
}

async function mayMove(
  { reader, transaction }: Acting,
  change: { community: string; organization: string; state: MemberState },
): Promise<void> {
  const { community, organization, state } = change;
  const isOwn = organization === reader.organization;
  const leaves = state === 'leaving' || state === 'exited' || state === 'withdrawn';
  if (isOwn && leaves && isRepresentative(reader, community)) return;
  if (!isChair(reader, community)) {
    throw new Refused('not-allowed', 'Only a chair or co-chair changes a membership');
  }
  const rows = await transaction.all<{ roles: string }>(
    `SELECT r.roles FROM representation r JOIN person p ON p.id = r.person
      WHERE r.community = ? AND r.organization = ? AND p.is_disabled = 0`,
    [community, organization],
  );
  if (rankOf(rows.flatMap((row) => readRoles(row.roles))) > ownRank(reader, community)) {
    throw new Refused('not-allowed', HIGHER);
  }
}
