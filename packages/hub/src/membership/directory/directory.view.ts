import type { GroupView, InvitationRow, MemberView, PersonView } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { group, invitation, member, person } from './directory.contract.ts';

/** A member organization as other members see it. */
export function viewOfMember(seen: MemberView): z.output<typeof member> {
  const { organization, probation, suspended } = seen;
  return {
    organization: {
      id: organization.id,
      slug: organization.slug,
      name: organization.name,
      sectors: [...organization.sectors],
      countries: [...organization.countries],
    },
    class: seen.class,
    tier: seen.tier,
    state: seen.state,
    since: instantText(seen.since),
    people: seen.people,
    ...(probation && { probation: { ...ceiled(probation), ...timed(probation) } }),
    ...(suspended && { suspended: { words: suspended.words, ...timed(suspended) } }),
  };
}

function ceiled({
  ceiling,
}: NonNullable<MemberView['probation']>): Pick<NonNullable<MemberView['probation']>, 'ceiling'> {
  return ceiling === undefined ? {} : { ceiling };
}

function timed({ until }: { until?: number }): { until?: string } {
  return until === undefined ? {} : { until: instantText(until) };
}

/** A person; the store leaves out the e-mail address for those who may not see it. */
export function viewOfPerson(seen: PersonView): z.output<typeof person> {
  return {
    id: seen.id,
    name: seen.name,
    organization: { id: seen.organization.id, name: seen.organization.name },
    roles: [...seen.roles],
    ...(seen.email === undefined ? {} : { email: seen.email }),
  };
}

/** A group and who is in it. */
export function viewOfGroup(seen: GroupView): z.output<typeof group> {
  return {
    id: seen.id,
    slug: seen.slug,
    name: seen.name,
    organizations: seen.organizations.map(({ id, name }) => ({ id, name })),
    persons: seen.persons.map(({ id, name }) => ({ id, name })),
  };
}

/** An invitation; its secret is nowhere any more. */
export function viewOfInvitation(seen: InvitationRow): z.output<typeof invitation> {
  const { organization, email, usedAt } = seen;
  return {
    id: seen.id,
    ...(organization === undefined
      ? {}
      : { organization: { id: organization.id, name: organization.name } }),
    ...(email === undefined ? {} : { email }),
    roles: [...seen.roles],
    class: seen.class,
    invited_by: seen.invitedBy,
    expires_at: instantText(seen.expiresAt),
    ...(usedAt === undefined ? {} : { used_at: instantText(usedAt) }),
    ...(seen.letter && { letter: seen.letter }),
  };
}
