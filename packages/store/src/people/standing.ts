import { isReadingState, ROLES } from '@tocsin/policy';
import type { Role } from '@tocsin/policy';
import type { Query, Transaction } from '../engine/engine.ts';
import type { Refusal } from '../store.ts';
import type { Access } from './access.ts';
import { putRoles } from './accounts.ts';
import { isChair, isRepresentative, ownRank, rankOf } from './authority.ts';
import { readRoles, readState } from './columns.ts';
import { keepingAChair, policyAct, recordPolicyAct, standingOrHidden } from './policy-act.ts';
import type { Acting } from './policy-act.ts';
import { hasRepresentative } from './invitations.ts';
import { hidden, Refused } from './refused.ts';

/**
 * Gives a person exactly these roles for the organization they represent. Chairs and co-chairs may, up to
 * what they hold themselves, and not to somebody of higher standing; anybody may give up own roles.
 */
export async function setRoles(
  access: Access,
  change: { community: string; person: string; roles: readonly Role[] },
): Promise<true | Refusal> {
  return policyAct<true>(access, async (acting) => {
    const { reader } = acting;
    const { community, person, roles } = change;
    standingOrHidden(reader, community);
    if (!roles.every((role) => ROLES.includes(role))) {
      throw new Refused('invalid', 'Give roles a representative may hold');
    }
    const held = await representationsOf(acting, community, person);
    const own = held.find((one) => one.organization === reader.organization);
    const target = own ?? held[0];
    if (target === undefined) throw hidden();
    if (own === undefined && held.length > 1) {
      throw new Refused('conflict', 'The person represents several organizations here');
    }
    await mayGive(acting, { ...change, before: target.roles, organization: target.organization });
    await giveRoles(acting, { ...change, organizations: [target.organization] });
    return true;
  });
}

/**
 * Takes a person out of the community: of all organizations for a chair, of the own for its representative,
 * and anybody may go themselves. They stop reading with the commit.
 */
export async function removePerson(
  access: Access,
  change: { community: string; person: string },
): Promise<true | Refusal> {
  return policyAct<true>(access, async (acting) => {
    const { reader } = acting;
    const { community, person } = change;
    standingOrHidden(reader, community);
    const held = (await representationsOf(acting, community, person)).filter(
      (one) => one.roles.length > 0,
    );
    if (held.length === 0) throw hidden();
    const own = held.filter((one) => one.organization === reader.organization);
    const isSelf = acting.access.principal.id === person && reader.kind === 'person';
    const chairs = isChair(reader, community);
    if (!isSelf && !chairs && !(isRepresentative(reader, community) && own.length > 0)) {
      throw new Refused(
        'not-allowed',
        'Only chairs, and representatives of the same organization, take a person out',
      );
    }
    const removed = chairs ? held : own;
    if (!isSelf && rankOf(removed.flatMap((one) => one.roles)) > ownRank(reader, community)) {
      throw new Refused('not-allowed', HIGHER);
    }
    const organizations = removed.map((one) => one.organization);
    await giveRoles(acting, { community, person, roles: [], organizations });
    return true;
  });
}

/** Refused to whoever would leave nobody to run the community. */
export const LAST_CHAIR = 'The community would be left without a chair: name another chair first';
/** Refused to whoever acts on somebody who stands above them. */
export const HIGHER = 'Nobody acts on a person of higher standing: ask a chair';

interface Held {
  organization: string;
  roles: Role[];
}

/** What the person represents here, of what the reader may know: chairs also see those that do not read. */
async function representationsOf(
  { reader, transaction }: { reader: Acting['reader']; transaction: Query },
  community: string,
  person: string,
): Promise<Held[]> {
  const rows = await transaction.all<{ organization: string; roles: string; state: string }>(
    `SELECT r.organization, r.roles, m.state FROM representation r
      JOIN membership m ON m.community = r.community AND m.organization = r.organization
      WHERE r.community = ? AND r.person = ? ORDER BY r.organization`,
    [community, person],
  );
  const chairs = isChair(reader, community);
  return rows
    .map((row) => ({ ...row, roles: readRoles(row.roles) }))
    .filter((row) => chairs || (isReadingState(readState(row.state)) && row.roles.length > 0))
    .map(({ organization, roles }) => ({ organization, roles }));
}

interface Giving {
  readonly community: string;
  readonly person: string;
  readonly organization: string;
  readonly roles: readonly Role[];
  readonly before: readonly Role[];
}

async function mayGive({ access, reader, transaction }: Acting, change: Giving): Promise<void> {
  const { before, community, organization, person, roles } = change;
  const isSelf = access.principal.id === person && reader.kind === 'person';
  if (isSelf && roles.every((role) => before.includes(role))) return;
  const isOwn = organization === reader.organization;
  if (!isChair(reader, community) && !(isOwn && isRepresentative(reader, community))) {
    throw new Refused(
      'not-allowed',
      'Only a chair or co-chair gives roles, or a representative within their own organization',
    );
  }
  await mayNameOfficer({ reader, transaction }, change);
  const mine = ownRank(reader, community);
  if (rankOf(before) > mine) throw new Refused('not-allowed', HIGHER);
  if (rankOf(roles) > mine) throw new Refused('not-allowed', 'Nobody gives more than they hold');
}

/** A sharing officer sees what has not left their organization yet: only from within it is one named. */
async function mayNameOfficer(
  { reader, transaction }: Pick<Acting, 'reader' | 'transaction'>,
  { before, community, organization, roles }: Giving,
): Promise<void> {
  const isNew = roles.includes('sharing-officer') && !before.includes('sharing-officer');
  if (!isNew || organization === reader.organization) return;
  if (!(await hasRepresentative(transaction, community, organization))) return;
  throw new Refused(
    'not-allowed',
    'Only a representative of the organization names its sharing officers: ask one of them',
  );
}

async function giveRoles(
  acting: Acting,
  change: {
    community: string;
    person: string;
    roles: readonly Role[];
    organizations: readonly string[];
  },
): Promise<void> {
  const { community, organizations, person, roles } = change;
  const hasChair = await keepingAChair(acting, community, async () => {
    for (const organization of organizations) {
      await putRoles(acting.transaction, { person, organization, community }, roles);
    }
  });
  if (!hasChair) throw new Refused('conflict', LAST_CHAIR);
  if (roles.length === 0) await leaveGroups(acting.transaction, community, person);
  for (const organization of organizations) {
    await recordPolicyAct(acting, {
      act: roles.length === 0 ? 'remove-person' : 'set-roles',
      words:
        roles.length === 0
          ? 'Took a person out of the community'
          : `Gave a person the roles ${roles.map((role) => `"${role}"`).join(', ')}`,
      community,
      concerns: organization,
      facts: { person },
    });
  }
}

/** Whoever comes back later does not come back into what was shared with named persons. */
async function leaveGroups(
  transaction: Transaction,
  community: string,
  person: string,
): Promise<void> {
  const left = await transaction.one(
    "SELECT 1 AS one FROM representation WHERE community = ? AND person = ? AND roles <> '[]' LIMIT 1",
    [community, person],
  );
  if (left !== undefined) return;
  await transaction.run(
    'DELETE FROM group_person WHERE person = ? AND group_id IN (SELECT id FROM member_group WHERE community = ?)',
    [person, community],
  );
}
