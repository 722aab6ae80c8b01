import type { MemberClass, Reader, Role } from '@tocsin/policy';
import type { Query, Transaction } from '../engine/engine.ts';
import type { InvitationView, NewOrganization } from '../store.ts';
import {
  insertAffiliation,
  insertMembership,
  insertOrganization,
  putRoles,
  rolesOf,
} from './accounts.ts';
import { isChair, isRepresentative, ownRank, rankOf, readingMemberships } from './authority.ts';
import { readClass, readRoles } from './columns.ts';
import { bumpEpoch } from './epoch.ts';
import { beginNewcomer } from './newcomers.ts';
import { loadReader } from './reader.ts';
import { hidden, Refused } from './refused.ts';

/** An invitation that can still be used, written by somebody who may still invite. */
export interface OpenInvitation {
  readonly id: string;
  readonly community: string;
  readonly organization: string | undefined;
  readonly class: MemberClass;
  readonly roles: readonly Role[];
  readonly email: string | undefined;
  readonly invitedBy: string;
  readonly expiresAt: number;
}

/** Somebody is invited: where to, for whom, as what. */
export interface Invited {
  readonly community: string;
  readonly organization: string | undefined;
  readonly roles: readonly Role[];
}

/** Who accepts: the organization they bring is new, or the one they act for. */
export interface Acceptance {
  readonly person: string;
  readonly acting?: Reader;
  readonly organization?: NewOrganization | undefined;
  readonly at: number;
  readonly newId: () => string;
}

/**
 * Whether the reader may write this invitation. A chair or co-chair invites new organizations; whoever
 * represents an organization, or chairs from within it, invites people into it; a chair may do so for
 * another only when nobody represents it any more. Nobody gives more than they hold.
 */
export async function mayInvite(query: Query, reader: Reader, invited: Invited): Promise<boolean> {
  const { community, organization, roles } = invited;
  if (rankOf(roles) > ownRank(reader, community)) return false;
  const chairs = isChair(reader, community);
  if (organization === undefined) return chairs;
  if (organization === reader.organization) return chairs || isRepresentative(reader, community);
  return chairs && !(await hasRepresentative(query, community, organization));
}

/** The invitation with this secret, or `undefined` when it is unknown, used, withdrawn, expired or no longer backed. */
export async function openInvitation(
  query: Query,
  secretHash: Uint8Array,
  now: number,
): Promise<OpenInvitation | undefined> {
  const row = await query.one<InvitationColumns>(
    `SELECT id, community, organization, class, roles, email, invited_by, inviting_organization, expires_at
      FROM invitation WHERE secret_hash = ? AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > ?`,
    [secretHash, now],
  );
  if (row === undefined) return undefined;
  const invitation: OpenInvitation = {
    id: row.id,
    community: row.community,
    organization: row.organization ?? undefined,
    class: readClass(row.class),
    roles: readRoles(row.roles),
    email: row.email ?? undefined,
    invitedBy: row.invited_by,
    expiresAt: row.expires_at,
  };
  const inviter = await loadReader(
    query,
    { kind: 'person', id: row.invited_by, organization: row.inviting_organization },
    now,
  );
  if (inviter === undefined) return undefined;
  return (await mayInvite(query, inviter, invitation)) ? invitation : undefined;
}

/** What somebody who holds the secret is shown. */
export async function viewOf(query: Query, invitation: OpenInvitation): Promise<InvitationView> {
  const names = await query.one<ViewColumns>(
    `SELECT c.slug, c.name, c.purpose, p.name AS invited_by, o.name AS organization_name, m.class AS member_class
      FROM community c LEFT JOIN person p ON p.id = ? LEFT JOIN organization o ON o.id = ?
      LEFT JOIN membership m ON m.community = c.id AND m.organization = o.id WHERE c.id = ?`,
    [invitation.invitedBy, invitation.organization ?? null, invitation.community],
  );
  if (names === undefined) throw hidden();
  const { organization } = invitation;
  return {
    id: invitation.id,
    community: {
      id: invitation.community,
      slug: names.slug,
      name: names.name,
      purpose: names.purpose,
    },
    ...(organization === undefined
      ? {}
      : { organization: { id: organization, name: names.organization_name ?? '' } }),
    invitedBy: names.invited_by ?? '',
    roles: [...invitation.roles],
    class: names.member_class === null ? invitation.class : readClass(names.member_class),
    ...(invitation.email === undefined ? {} : { email: invitation.email }),
    expiresAt: invitation.expiresAt,
  };
}

/** Spends the invitation and lets the person in; gives the organization they now act for there. */
export async function join(
  transaction: Transaction,
  invitation: OpenInvitation,
  acceptance: Acceptance,
): Promise<string> {
  const { community } = invitation;
  const { at, person } = acceptance;
  const organization =
    invitation.organization ?? (await broughtOrganization(transaction, invitation, acceptance));
  await insertAffiliation(transaction, { person, organization, at });
  const key = { person, organization, community };
  const roles = (await rolesOf(transaction, key)) ?? [];
  await putRoles(transaction, key, [...roles, ...invitation.roles]);
  const spent = await transaction.run(
    'UPDATE invitation SET used_at = ? WHERE id = ? AND used_at IS NULL AND withdrawn_at IS NULL',
    [at, invitation.id],
  );
  if (spent === 0) throw hidden();
  await beginNewcomer(transaction, { invitation: invitation.id, community, organization, at });
  await bumpEpoch(transaction);
  return organization;
}

interface InvitationColumns {
  id: string;
  community: string;
  organization: string | null;
  class: string;
  roles: string;
  email: string | null;
  invited_by: string;
  inviting_organization: string;
  expires_at: number;
}

interface ViewColumns {
  slug: string;
  name: string;
  purpose: string;
  invited_by: string | null;
  organization_name: string | null;
  member_class: string | null;
}

async function broughtOrganization(
  transaction: Transaction,
  invitation: OpenInvitation,
  { acting, organization, at, newId }: Acceptance,
): Promise<string> {
  const id = organization === undefined ? await ownOrganization(transaction, acting) : newId();
  if (organization !== undefined) {
    await insertOrganization(transaction, { ...organization, class: invitation.class }, { id, at });
  }
  const isMade = await insertMembership(transaction, {
    community: invitation.community,
    organization: id,
    class: invitation.class,
    tier: '',
    state: 'active',
    at,
  });
  if (!isMade)
    throw new Refused('conflict', 'Your organization is already known to this community');
  return id;
}

/** The organization a signed-in person may bring: one they represent somewhere, or that is in no community yet. */
async function ownOrganization(query: Query, acting: Reader | undefined): Promise<string> {
  if (acting === undefined || acting.organization === '' || acting.providerStaff) {
    throw new Refused('invalid', 'Say which organization you bring');
  }
  const { organization } = acting;
  const speaks = readingMemberships(acting).some(
    ({ community }) => isRepresentative(acting, community) || isChair(acting, community),
  );
  if (speaks) return organization;
  const member = await query.one('SELECT 1 AS one FROM membership WHERE organization = ? LIMIT 1', [
    organization,
  ]);
  if (member !== undefined) {
    throw new Refused('not-allowed', 'Only a representative brings their organization: ask yours');
  }
  return organization;
}

export async function hasRepresentative(
  query: Query,
  community: string,
  organization: string,
): Promise<boolean> {
  const row = await query.one(
    `SELECT 1 AS one FROM representation r JOIN person p ON p.id = r.person
      WHERE r.community = ? AND r.organization = ? AND p.is_disabled = 0 AND r.roles LIKE '%"representative"%' LIMIT 1`,
    [community, organization],
  );
  return row !== undefined;
}
