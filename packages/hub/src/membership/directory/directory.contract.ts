import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  communityParams,
  country,
  email,
  id,
  instant,
  instantIn,
  line,
  listOf,
  memberClass,
  memberState,
  named,
  role,
  sector,
  slug,
  tlpLevel,
} from '../../kernel/schemas.ts';

const tag = 'membership';

/** Most entries in one list a caller sends. */
export const NAMED_MAX = 2000;
/** Longest reason for moving a membership. Characters. */
export const STATE_WORDS_MAX = 4000;
/** An invitation lives this many days unless it says otherwise. */
export const INVITATION_DAYS = 14;
/** The longest an invitation lives. */
export const INVITATION_DAYS_MAX = 90;

/** A member organization as other members see it. */
export const member = z
  .object({
    organization: z.object({
      id,
      slug,
      name: z.string(),
      sectors: z.array(z.string()),
      countries: z.array(z.string()),
    }),
    class: memberClass,
    tier: z.string(),
    state: memberState,
    since: instant,
    people: z.number(),
    /** Of a membership on probation, for chairs and the organization itself. */
    probation: z.object({ until: instant.optional(), ceiling: tlpLevel.optional() }).optional(),
    /** Of one that is suspended, for chairs. */
    suspended: z.object({ until: instant.optional(), words: z.string() }).optional(),
  })
  .meta({ id: 'Member' });

/** A person as members of the same community see them. */
export const person = z
  .object({
    id,
    name: z.string(),
    organization: named,
    roles: z.array(role),
    /** Only within the organization and for chairs. */
    email: z.string().optional(),
  })
  .meta({ id: 'Person' });

/** A group as its community sees it. */
export const group = z
  .object({
    id,
    slug,
    name: z.string(),
    organizations: z.array(named),
    persons: z.array(named),
  })
  .meta({ id: 'Group' });

/** An open or used invitation, as those who may invite see it. */
export const invitation = z
  .object({
    id,
    /** Absent: whoever accepts brings a new organization. */
    organization: named.optional(),
    email: z.string().optional(),
    roles: z.array(role),
    class: memberClass,
    invited_by: z.string(),
    expires_at: instant,
    used_at: instant.optional(),
    /** What became of the letter, and what the mail server said last. */
    letter: z
      .object({ state: z.enum(['waiting', 'sent', 'failed', 'dropped']), why: z.string() })
      .optional(),
  })
  .meta({ id: 'Invitation' });

/** An invitation with its link, which is shown once. */
export const invitationWithLink = z
  .object({
    id,
    link: z.string(),
    secret: z.string(),
    expires_at: instant,
    /** The link goes to the address too. */
    by_mail: z.boolean(),
  })
  .meta({ id: 'InvitationWithLink' });

/** An organization somebody brings. */
export const organizationIn = z.object({
  name: line,
  slug: slug.optional(),
  sectors: z.array(sector).max(50).optional(),
  countries: z.array(country).max(250).optional(),
});

const names = z.array(id).max(NAMED_MAX);
const roles = z.array(role).max(6);
const refusals = ['not-found', 'not-allowed', 'conflict', 'invalid'] as const;

export const foundOrganization = defineOperation({
  name: 'found-organization',
  method: 'POST',
  path: '/organizations',
  summary: 'Enter my own first organization; I act for it from then on',
  tag,
  authority: 'person',
  input: { body: organizationIn },
  output: named,
  refusals: ['not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});

export const listMembers = defineOperation({
  name: 'list-members',
  method: 'GET',
  path: '/communities/{community}/members',
  summary: 'The member organizations',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: listOf(member),
  refusals: ['not-found'],
});

export const listPeople = defineOperation({
  name: 'list-people',
  method: 'GET',
  path: '/communities/{community}/people',
  summary: 'The people who act for members here',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: listOf(person),
  refusals: ['not-found'],
});

export const setMemberState = defineOperation({
  name: 'set-member-state',
  method: 'PATCH',
  path: '/communities/{community}/members/{organization}',
  summary: 'Move a membership to another state; only "active" and "probation" read',
  tag,
  authority: 'person',
  input: {
    params: communityParams.extend({ organization: id }),
    body: z.object({
      state: memberState,
      /** Why; of a suspension, told to the chairs. */
      words: z
        .string()
        .max(STATE_WORDS_MAX, `Write at most ${String(STATE_WORDS_MAX)} characters`)
        .optional(),
      /** When a suspension or a probation ends by itself. */
      until: instantIn.optional(),
      /** The most an organization on probation is given. */
      ceiling: tlpLevel.optional(),
    }),
  },
  tagOf: 'list-members',
  refusals,
});

export const setRoles = defineOperation({
  name: 'set-roles',
  method: 'PUT',
  path: '/communities/{community}/people/{person}/roles',
  summary: 'Give a person exactly these roles here',
  tag,
  authority: 'person',
  input: { params: communityParams.extend({ person: id }), body: z.object({ roles }) },
  tagOf: 'list-people',
  refusals,
});

export const removePerson = defineOperation({
  name: 'remove-person',
  method: 'DELETE',
  path: '/communities/{community}/people/{person}',
  summary: 'Take a person out of the community; they stop reading at once',
  tag,
  authority: 'person',
  input: { params: communityParams.extend({ person: id }) },
  refusals,
});

export const listGroups = defineOperation({
  name: 'list-groups',
  method: 'GET',
  path: '/communities/{community}/groups',
  summary: 'The groups of the community',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: listOf(group),
  refusals: ['not-found'],
});

export const addGroup = defineOperation({
  name: 'add-group',
  method: 'POST',
  path: '/communities/{community}/groups',
  summary: 'Make a group that markings can name',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.object({
      slug,
      name: line,
      organizations: names.default([]),
      persons: names.default([]),
    }),
  },
  output: group,
  refusals,
  idempotent: true,
});

export const setGroupMembers = defineOperation({
  name: 'set-group-members',
  method: 'PUT',
  path: '/communities/{community}/groups/{group}',
  summary: 'Give a group exactly these members',
  tag,
  authority: 'person',
  input: {
    params: communityParams.extend({ group: id }),
    body: z.object({ organizations: names, persons: names }),
  },
  output: group,
  tagOf: 'list-groups',
  refusals,
});

export const listInvitations = defineOperation({
  name: 'list-invitations',
  method: 'GET',
  path: '/communities/{community}/invitations',
  summary: 'The invitations written here',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: listOf(invitation),
  refusals: ['not-found'],
});

export const invite = defineOperation({
  name: 'invite',
  method: 'POST',
  path: '/communities/{community}/invitations',
  summary: 'Write an invitation; its link is shown once',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.object({
      /** Absent: whoever accepts brings a new organization. */
      organization: id.optional(),
      class: memberClass.default('member'),
      roles: roles.default(['representative']),
      email: email.optional(),
      /** Where the hub sends mail: the link goes to the address too. */
      by_mail: z.boolean().default(true),
      expires_in_days: z.number().int().min(1).max(INVITATION_DAYS_MAX).default(INVITATION_DAYS),
    }),
  },
  output: invitationWithLink,
  refusals,
  idempotent: true,
});

export const withdrawInvitation = defineOperation({
  name: 'withdraw-invitation',
  method: 'DELETE',
  path: '/communities/{community}/invitations/{invitation}',
  summary: 'Withdraw an invitation; its link stops working',
  tag,
  authority: 'person',
  input: { params: communityParams.extend({ invitation: id }) },
  refusals,
});
