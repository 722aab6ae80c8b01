import { insertMembership, insertOrganization } from '../people/accounts.ts';
import { isChair } from '../people/authority.ts';
import { bumpEpoch } from '../people/epoch.ts';
import { loadReader } from '../people/reader.ts';
import { Refused } from '../people/refused.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import type { ApplicantAct } from '../store.ts';
import { postToApplicant } from './letters.ts';
import { AGREED_LIFE } from './limits.ts';
import { applicantOf, decisionOf } from './rows.ts';
import type { ApplicationRow } from './rows.ts';

interface Agreeing {
  readonly parts: { readonly newId: () => string };
  readonly transaction: Transaction;
  readonly row: ApplicationRow;
  readonly at: number;
}

/**
 * The applicant takes the conditions and is given an invitation for exactly the organization that was looked at. Asked
 * again, they get another one, and the one before stops working.
 */
export async function agree(
  acting: Agreeing,
  { secretHash, letter }: Extract<ApplicantAct, { act: 'accept' }>,
): Promise<{ act: string; words: string }> {
  const { parts, transaction, row, at } = acting;
  const inviter = await backerOf(transaction, row, at);
  const organization = row.organization ?? (await organizationFor(acting));
  if (row.invitation !== null)
    await transaction.run(
      'UPDATE invitation SET withdrawn_at = ? WHERE id = ? AND used_at IS NULL AND withdrawn_at IS NULL',
      [at, row.invitation],
    );
  const { email } = applicantOf(row);
  const id = parts.newId();
  await transaction.run(
    `INSERT INTO invitation (id, secret_hash, community, organization, class, roles, email, invited_by, inviting_organization, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      secretHash,
      row.community,
      organization,
      decisionOf(row.decision)?.terms?.class ?? 'member',
      JSON.stringify(['representative']),
      email,
      inviter.person,
      inviter.organization,
      at,
      at + AGREED_LIFE,
    ],
  );
  await transaction.run(
    "UPDATE application SET state = 'agreed', agreed_at = ?, invitation = ?, organization = ?, changed_at = ? WHERE id = ?",
    [row.agreed_at ?? at, id, organization, at, row.id],
  );
  await bumpEpoch(transaction);
  if (letter !== undefined)
    await postToApplicant(transaction, {
      id: parts.newId(),
      application: id,
      organization: inviter.organization,
      address: email,
      sealed: letter.sealed,
      at,
    });
  return { act: 'application-agree', words: 'Took the conditions of membership' };
}

/** The organization as it was looked at; it reads nothing before somebody joined for it. */
async function organizationFor({ parts, transaction, row, at }: Agreeing): Promise<string> {
  const id = parts.newId();
  const { name, sectors, countries } = applicantOf(row);
  const of = decisionOf(row.decision)?.terms?.class ?? 'member';
  await insertOrganization(transaction, { name, sectors, countries, class: of }, { id, at });
  const { community } = row;
  const membership = { community, organization: id, class: of, tier: '', at };
  await insertMembership(transaction, { ...membership, state: 'accepted' });
  return id;
}

interface Backer {
  person: string;
  organization: string;
}

/** Who stands behind the invitation: whoever decided, or another chair when they no longer do. */
async function backerOf(query: Query, row: ApplicationRow, at: number): Promise<Backer> {
  const chairs = await query.all<Backer>(
    `SELECT r.person, r.organization FROM representation r JOIN person p ON p.id = r.person
      JOIN membership m ON m.community = r.community AND m.organization = r.organization
      WHERE r.community = ? AND p.is_disabled = 0 AND m.state IN ('active', 'probation') AND r.roles LIKE '%chair"%'
      ORDER BY CASE WHEN r.person = ? THEN 0 ELSE 1 END, r.person, r.organization`,
    [row.community, decisionOf(row.decision)?.by.person ?? ''],
  );
  for (const { person, organization } of chairs) {
    const reader = await loadReader(query, { kind: 'person', id: person, organization }, at);
    if (reader !== undefined && isChair(reader, row.community)) return { person, organization };
  }
  throw new Refused('conflict', 'Nobody here can invite you now: write to the chairs');
}
