import {
  CONSENT_CLASSES,
  CONSENT_FORMS,
  CONSENT_LEVELS,
  LEAVING_DAYS_MAX,
  LEAVING_LEVELS,
  RELEASE_USES,
} from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, id, instant, instantIn, listOf, named } from '../../kernel/schemas.ts';

const tag = 'releases';

/** Most entries a list in one of these bodies is read to; how many each may have, the store says. */
export const ENTRIES_MAX = 100;

const ids = z.array(id).max(ENTRIES_MAX, `Name at most ${String(ENTRIES_MAX)} of them`);

const afterDays = z
  .int()
  .min(0)
  .max(LEAVING_DAYS_MAX, `Wait at most ${String(LEAVING_DAYS_MAX)} days`);

/** What becomes of what was shared under the organization's own name, so many days after it leaves. */
const leaving = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('lower'),
    to: z.enum(LEAVING_LEVELS),
    after_days: afterDays,
  }),
  z.strictObject({ act: z.literal('take-back'), after_days: afterDays }),
]);

/** Who answers for my organization, and who decides once nobody of it is here. */
export const releaseSetting = z
  .object({
    /** Told of a request at once; nobody: everybody who may decide. */
    first: z.array(named),
    /** Told when those were silent. */
    next: z.array(named),
    /** The member that decides about AMBER once nobody of my organization is here; absent: nobody. */
    successor: named.optional(),
    /** Absent: everything stays as it is. */
    leaving: leaving.optional(),
    /** Who may decide for my organization here. */
    able: z.array(named),
    may_set: z.boolean(),
  })
  .meta({ id: 'ReleaseSetting' });

const consentBody = z.strictObject({
  /** Up to this level; RED is asked about one by one, always. */
  level: z.enum(CONSENT_LEVELS),
  /** STIX types; absent: any. */
  types: z
    .array(
      z.string().regex(/^[a-z0-9][a-z0-9-]{1,49}$/, 'Expected a STIX type such as "indicator"'),
    )
    .max(ENTRIES_MAX)
    .optional(),
  organizations: ids.optional(),
  classes: z.array(z.enum(CONSENT_CLASSES)).max(CONSENT_CLASSES.length).optional(),
  /** Registered clients of whoever asks. */
  clients: z.boolean().default(false),
  /** The separate consent for authorities; never by default. */
  government: z.boolean().default(false),
  uses: z.array(z.enum(RELEASE_USES)).max(RELEASE_USES.length),
  forms: z.array(z.enum(CONSENT_FORMS)).max(CONSENT_FORMS.length),
  until: instantIn,
});

/** What a source allows in advance. */
export const consent = z
  .object({
    id,
    level: z.enum(CONSENT_LEVELS),
    types: z.array(z.string()),
    organizations: z.array(named),
    classes: z.array(z.enum(CONSENT_CLASSES)),
    clients: z.boolean(),
    government: z.boolean(),
    uses: z.array(z.enum(RELEASE_USES)),
    forms: z.array(z.enum(CONSENT_FORMS)),
    until: instant,
    made_at: instant,
    made_by: z.string(),
    ended_at: instant.optional(),
    in_force: z.boolean(),
    /** Requests it granted. */
    used: z.number(),
  })
  .meta({ id: 'StandingConsent' });

export const showReleaseSetting = defineOperation({
  name: 'show-release-setting',
  method: 'GET',
  path: '/communities/{community}/release-setting',
  summary: 'Who answers release requests for my organization, and who decides once it is gone',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: releaseSetting,
  refusals: ['not-found'],
});

export const setReleaseSetting = defineOperation({
  name: 'set-release-setting',
  method: 'PUT',
  path: '/communities/{community}/release-setting',
  summary:
    'As a representative: say who answers first and next, who decides once we are gone, what becomes of ours when we leave',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      first: ids,
      next: ids,
      successor: id.optional(),
      leaving: leaving.optional(),
    }),
  },
  output: releaseSetting,
  refusals: ['not-found', 'not-allowed', 'invalid'],
});

export const listConsents = defineOperation({
  name: 'list-consents',
  method: 'GET',
  path: '/communities/{community}/consents',
  summary: 'What my organization allows in advance, for those who speak for it; in force first',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: communityParams },
  output: listOf(consent),
  refusals: ['not-found'],
});

export const addConsent = defineOperation({
  name: 'add-consent',
  method: 'POST',
  path: '/communities/{community}/consents',
  summary: 'As the source: allow releases in advance; requests that fit are granted at once',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: communityParams, body: consentBody },
  output: consent,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});

export const endConsent = defineOperation({
  name: 'end-consent',
  method: 'POST',
  path: '/communities/{community}/consents/{consent}/end',
  summary: 'As the source: allow it no longer; what was granted by it is ended one by one',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: communityParams.extend({ consent: id }) },
  output: consent,
  refusals: ['not-found', 'not-allowed', 'conflict'],
});
