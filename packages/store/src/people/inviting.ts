import { MEMBER_CLASSES, ROLES } from '@tocsin/policy';
import type { InvitationRow, NewInvitation, NewOrganization, Refusal } from '../store.ts';
import type { Access } from './access.ts';
import { isChair, isRepresentative } from './authority.ts';
import { readClass, readRoles } from './columns.ts';
import { INVITATION_LIFE_MAX, INVITATIONS_OPEN_MAX } from './limits.ts';
import { join, mayInvite, openInvitation } from './invitations.ts';
import { lettersOf, post } from './letters.ts';
import { policyAct, recordPolicyAct, standingOrHidden } from './policy-act.ts';
import type { Acting } from './policy-act.ts';
import { hidden, Refused } from './refused.ts';
import { emailOf } from './words.ts';

/** Writes an invitation; see {@link mayInvite} for who may. */
export async function invite(
  access: Access,
  invitation: NewInvitation,
): Promise<{ id: string } | Refusal> {
  return policyAct(access, async (acting) => {
    const { at, reader, transaction } = acting;
    const { community, organization, roles } = invitation;
    standingOrHidden(reader, community);
    if (organization !== undefined) await mustBeMember(acting, community, organization);
    if (!(await mayInvite(transaction, reader, { community, organization, roles }))) {
      throw new Refused(
        'not-allowed',
        'Chairs invite new organizations, representatives invite people into their own, and nobody gives more than they hold',
      );
    }
    const email = checkedInvitation(invitation, at);
    await mustHaveRoom(acting, community);
    const id = access.newId();
    await transaction.run(
      `INSERT INTO invitation (id, secret_hash, community, organization, class, roles, email, invited_by, inviting_organization, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        invitation.secretHash,
        community,
        organization ?? null,
        invitation.class,
        JSON.stringify([...new Set(roles)]),
        email ?? null,
        access.principal.id,
        reader.organization,
        at,
        invitation.expiresAt,
      ],
    );
    if (invitation.letter !== undefined) {
      if (email === undefined) throw new Refused('invalid', 'A letter needs an e-mail address');
      const { organization: inviting } = reader;
      const { sealed } = invitation.letter;
      const letter = { invitation: id, organization: inviting, address: email, sealed, at };
      await post(transaction, { ...letter, id: access.newId() });
    }
    await recordPolicyAct(acting, {
      act: 'invite',
      words: 'Wrote an invitation',
      community,
      facts: { invitation: id, email: email ?? '' },
    });
    return { id };
  });
}

/** The invitations of a community that the reader may know: a chair all, a representative the own organization's. */
export async function listInvitations(access: Access, community: string): Promise<InvitationRow[]> {
  return access.engine.read(async (query) => {
    const reader = await access.reader(query);
    const chairs = isChair(reader, community);
    if (!chairs && !isRepresentative(reader, community)) return [];
    const rows = await query.all<InvitationColumns>(
      `SELECT i.id, i.organization, o.name AS organization_name, i.email, i.roles, i.class,
          p.name AS invited_by, i.expires_at, i.used_at
        FROM invitation i LEFT JOIN organization o ON o.id = i.organization LEFT JOIN person p ON p.id = i.invited_by
        WHERE i.community = ? AND i.withdrawn_at IS NULL AND (? = 1 OR i.organization = ?)
        ORDER BY i.created_at DESC, i.id LIMIT ${String(INVITATIONS_OPEN_MAX)}`,
      [community, chairs ? 1 : 0, reader.organization],
    );
    const letters = await lettersOf(query, community);
    return rows.map((row) => rowOf(row, letters.get(row.id)));
  });
}

/** Withdraws an invitation; its link stops working. */
export async function withdrawInvitation(access: Access, id: string): Promise<true | Refusal> {
  return policyAct<true>(access, async (acting) => {
    const { at, reader, transaction } = acting;
    const row = await transaction.one<{ community: string; organization: string | null }>(
      'SELECT community, organization FROM invitation WHERE id = ? AND used_at IS NULL AND withdrawn_at IS NULL',
      [id],
    );
    if (row === undefined) throw hidden();
    const isOwn =
      row.organization === reader.organization && isRepresentative(reader, row.community);
    if (!isOwn && !isChair(reader, row.community)) throw hidden();
    await transaction.run('UPDATE invitation SET withdrawn_at = ? WHERE id = ?', [at, id]);
    await recordPolicyAct(acting, {
      act: 'withdraw-invitation',
      words: 'Withdrew an invitation',
      community: row.community,
      facts: { invitation: id },
    });
    return true;
  });
}

/** Accepts an invitation as the person who is signed in. */
export async function joinByInvitation(
  access: Access,
  secretHash: Uint8Array,
  organization?: NewOrganization,
): Promise<{ organization: string; community: string } | Refusal> {
  return policyAct(access, async (acting) => {
    const { at, reader, transaction } = acting;
    if (access.principal.kind !== 'person') throw hidden();
    const invitation = await openInvitation(transaction, secretHash, at);
    if (invitation === undefined) throw hidden();
    const person = await transaction.one<{ email: string }>(
      'SELECT email FROM person WHERE id = ?',
      [access.principal.id],
    );
    if (invitation.email !== undefined && invitation.email !== person?.email) {
      throw new Refused('invalid', 'The invitation was written for another e-mail address');
    }
    const joined = await join(transaction, invitation, {
      person: access.principal.id,
      acting: reader,
      organization,
      at,
      newId: () => access.newId(),
    });
    await recordPolicyAct(acting, {
      act: 'accept-invitation',
      words: 'Accepted an invitation',
      community: invitation.community,
      concerns: joined,
      facts: { invitation: invitation.id },
    });
    return { organization: joined, community: invitation.community };
  });
}

interface InvitationColumns {
  id: string;
  organization: string | null;
  organization_name: string | null;
  email: string | null;
  roles: string;
  class: string;
  invited_by: string | null;
  expires_at: number;
  used_at: number | null;
}

function rowOf(row: InvitationColumns, letter: InvitationRow['letter']): InvitationRow {
  return {
    id: row.id,
    ...(row.organization === null
      ? {}
      : { organization: { id: row.organization, name: row.organization_name ?? '' } }),
    ...(row.email === null ? {} : { email: row.email }),
    roles: readRoles(row.roles),
    class: readClass(row.class),
    invitedBy: row.invited_by ?? '',
    expiresAt: row.expires_at,
    ...(row.used_at === null ? {} : { usedAt: row.used_at }),
    ...(letter === undefined ? {} : { letter }),
  };
}

/** The folded e-mail address of an invitation that is in order, if it has one. */
function checkedInvitation(invitation: NewInvitation, at: number): string | undefined {
  const { expiresAt, roles, secretHash } = invitation;
  if (roles.length === 0 || !roles.every((role) => ROLES.includes(role))) {
    throw new Refused('invalid', 'Say at least one role, of those a representative may hold');
  }
  if (!MEMBER_CLASSES.includes(invitation.class)) {
    throw new Refused('invalid', `"${invitation.class}" is no class of membership`);
  }
  if (secretHash.length !== 32) throw new Refused('invalid', 'The hash of a secret has 32 bytes');
  if (expiresAt <= at || expiresAt > at + INVITATION_LIFE_MAX) {
    throw new Refused('invalid', 'An invitation lives at most 90 days');
  }
  if (invitation.email === undefined) return undefined;
  const email = emailOf(invitation.email);
  if (email === undefined) throw new Refused('invalid', 'That is not an e-mail address');
  return email;
}

async function mustBeMember(
  { reader, transaction }: Acting,
  community: string,
  organization: string,
): Promise<void> {
  const row = await transaction.one<{ state: string }>(
    'SELECT state FROM membership WHERE community = ? AND organization = ?',
    [community, organization],
  );
  const reads = row?.state === 'active' || row?.state === 'probation';
  if (row === undefined || (!reads && !isChair(reader, community))) throw hidden();
}

async function mustHaveRoom({ at, transaction }: Acting, community: string): Promise<void> {
  const open = await transaction.one<{ n: number }>(
    `SELECT count(*) AS n FROM invitation
      WHERE community = ? AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > ?`,
    [community, at],
  );
  if ((open?.n ?? 0) >= INVITATIONS_OPEN_MAX) {
    throw new Refused('conflict', 'Too many invitations are open: withdraw some first');
  }
}
