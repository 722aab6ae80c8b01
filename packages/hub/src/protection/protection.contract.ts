import {
  ACTS,
  DISCLAIMER_MAX,
  LICENCE_MAX,
  NAMES_MAX,
  PERMITTED_ACTIONS,
  SOURCE_NAMINGS,
} from '@tocsin/policy';
import { isStixId } from '@tocsin/stix';
import { z } from 'zod';
import { defineOperation } from '../kernel/contract.ts';
import {
  communityParams,
  id,
  instant,
  instantIn,
  line,
  memberClass,
  named,
  papLevel,
  scheme,
  tlpLevel,
} from '../kernel/schemas.ts';

const tag = 'protection';

/** Most changes of level set in advance on one marking. */
export const CHANGES_MAX = 10;
/** Most words (units, roles, sectors, countries, purposes) in one limit. */
export const LIMIT_WORDS_MAX = 100;

const names = z.array(id).max(NAMES_MAX);
const words = z.array(line).max(LIMIT_WORDS_MAX);
/** A level as people write it: `amber`, `TLP:AMBER+STRICT`, `tlp: white`, or a word the community agreed on. Never guessed. */
const levelText = z.string().max(40, 'A TLP level has at most 40 characters');
const never = z.literal(false, 'Only "false" limits; leave it out otherwise');

/**
 * Whom a marking names; the parts are a union. Organizations and groups by id or short name, persons by id.
 * At RED only persons, and the persons a group names, count.
 */
export const audienceIn = z.strictObject({
  /** Every active member organization. */
  everyone: z.boolean().optional(),
  organizations: names.optional(),
  groups: names.optional(),
  persons: names.optional(),
});

/** The source's own limits: each only narrows (marking rules M9). */
export const limitsIn = z.strictObject({
  organizations: names.optional(),
  persons: names.optional(),
  units: words.optional(),
  roles: words.optional(),
  sectors: words.optional(),
  countries: words.optional(),
  purposes: words.optional(),
  clients: never.optional(),
  providers: never.optional(),
  government: never.optional(),
});

/** Text of a source beside its marking: no control characters but line breaks. */
const termsText = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !/[^\P{Cc}\n\r\t]/u.test(text), 'Leave control characters out');

/**
 * Terms of use beside the level, with the words of FIRST's Information Exchange Policy 2.0; what it calls MAY is
 * what holds when nothing is said.
 */
export const terms = z.strictObject({
  permitted_actions: z.enum(PERMITTED_ACTIONS).optional(),
  attribution: z.enum(SOURCE_NAMINGS).optional(),
  affected_party_notifications: z.literal('MUST-NOT').optional(),
  unmodified_resale: z.literal('MUST-NOT').optional(),
  encrypt_in_transit: z.literal('MUST').optional(),
  /** Of IEP 1.0. */
  encrypt_at_rest: z.literal('MUST').optional(),
  chatham_house: z.literal(true).optional(),
  /** Whoever opens it at AMBER or RED confirms first what that means; programs, once somebody confirmed for them. */
  attest: z.literal(true).optional(),
  disclaimer: termsText(DISCLAIMER_MAX).optional(),
  licence: termsText(LICENCE_MAX).optional(),
});

const degree = z.int().min(1).max(4);
/** How the source judges it, each from 1 (hardly) to 4 (gravely): for its own record (ISO 22396 6.4.4). */
export const assessment = z.strictObject({
  value: degree,
  /** How much depends on having it. */
  criticality: degree,
  disclosure: degree,
  modification: degree,
});

/** A marking as somebody says it. Without an audience it is for every member, except at RED, which names persons. */
export const markingIn = z.strictObject({
  level: levelText,
  audience: audienceIn.optional(),
  limits: limitsIn.optional(),
  /** `clear`, `green`, `amber` or `red`, also as `PAP:AMBER`. */
  pap: z.string().max(20).optional(),
  terms: terms.optional(),
  assessment: assessment.optional(),
  /** Nobody but the source reads before this time. */
  from: instantIn.optional(),
  /** Nobody but the source reads from this time on. */
  until: instantIn.optional(),
  /** "GREEN from 20 December": changes of level set in advance. */
  changes: z
    .array(z.strictObject({ at: instantIn, level: levelText }))
    .max(CHANGES_MAX)
    .optional(),
});

/** A marking as one reader is told it. */
export const marking = z.object({
  /** The level in force now. */
  level: tlpLevel,
  /** `TLP:AMBER+STRICT`; never translated. */
  text: z.string(),
  /** The word of the source's own scheme, when it differs. */
  declared: z.string().optional(),
  /** What it means for this reader, as sentences; says no more than the reader may know. */
  words: z.string(),
});

/** One way of passing something on, and whether this reader may. */
export const reshareRow = z.object({
  act: z.enum(ACTS),
  verdict: z.enum(['yes', 'no', 'ask', 'conditional']),
  words: z.string(),
});

const organizationInReach = named.extend({ class: memberClass });

/** How many would see an item, and who; for whoever marks it. */
export const audienceCount = z.object({
  /** "41 people in 14 organizations will see this; Ministry of the Interior will not." */
  sentence: z.string(),
  persons: z.number(),
  tokens: z.number(),
  organizations: z.array(organizationInReach),
  without: z.array(organizationInReach),
});

/** Who may see an object and why, as far as this reader may know. */
export const access = z.object({
  /** Why the caller sees it. */
  decision: z.object({ rule: z.string(), words: z.string() }),
  marking,
  scheme,
  /** Whom it is for, in sentences. */
  audience: z.array(z.string()),
  /** What the source asks beyond the level. */
  limits: z.array(z.string()),
  pap: papLevel.optional(),
  /** The terms of each source it rests on, as far as any were set. */
  terms: z.array(terms),
  /** Only for the source. */
  assessment: assessment.optional(),
  /**
   * Only for who may change it: the marking in force as it would be said again, so that a change of one part drops
   * no other. Absent where it rests on several sources' words, or is held for a marking not known here.
   */
  said: markingIn.optional(),
  from: instant.optional(),
  until: instant.optional(),
  /** Changes of level still to come. */
  changes: z.array(z.object({ at: instant, level: tlpLevel })),
  reshare: z.array(reshareRow),
  /** What the caller may change. */
  may: z.array(z.enum(['remark-object', 'retract-object'])),
  /** Only for the source. */
  reach: audienceCount.optional(),
  /** Only for the source: who was sent it, by which way, first at what time. */
  deliveries: z
    .array(
      z.object({
        organization: named,
        way: z.enum(['web', 'api', 'taxii', 'stream', 'cli']),
        at: instant,
      }),
    )
    .optional(),
});

/** A STIX id in an address: what is none names nothing. A type has at most 250 characters (STIX 2.1 §3.1). */
export const stixId = z
  .string()
  .max(300)
  .refine((text) => isStixId(text), 'Expected a STIX id such as "indicator--…"')
  .meta({ description: 'A STIX id' });

/** An object in a community. */
export const objectParams = communityParams.extend({ id: stixId });

export const previewAudience = defineOperation({
  name: 'preview-audience',
  method: 'POST',
  path: '/communities/{community}/audience',
  summary: 'Who would see an item marked so; nothing is stored',
  tag,
  authority: 'reader',
  takesTicket: true,
  scopes: ['read'],
  input: { params: communityParams, body: z.strictObject({ marking: markingIn }) },
  output: audienceCount,
  refusals: ['not-found', 'invalid'],
});

/** Somebody of the community's directory: a person, or an organization as a whole. */
export const recipientIn = z.union([
  z.strictObject({ person: id }),
  z.strictObject({
    /** By id or short name. */
    organization: id,
  }),
]);

/** Whether somebody sees something, why, and what they might do with it. */
const previewSeen = z.object({
  recipient: named,
  organization: named,
  /** For an organization: whether anybody of it would see it. */
  sees: z.boolean(),
  rule: z.string(),
  words: z.string(),
  /** For an organization: how many of its people would see it. */
  persons: z.number().optional(),
  /** What they might do with it; empty when they would not see it. */
  reshare: z.array(reshareRow),
});

export const previewAs = defineOperation({
  name: 'preview-as',
  method: 'POST',
  path: '/communities/{community}/preview',
  summary:
    'Whether somebody of the community would see an item marked so, why, and what they might do',
  tag,
  authority: 'reader',
  takesTicket: true,
  scopes: ['read'],
  input: {
    params: communityParams,
    body: z.strictObject({ marking: markingIn, recipient: recipientIn }),
  },
  output: previewSeen,
  refusals: ['not-found', 'not-allowed', 'invalid'],
});

export const previewObject = defineOperation({
  name: 'preview-object',
  method: 'POST',
  path: '/communities/{community}/objects/{id}/preview',
  summary:
    'For its source: whether somebody of the community sees an object as it is marked, and why',
  tag,
  authority: 'reader',
  takesTicket: true,
  scopes: ['read'],
  input: { params: objectParams, body: z.strictObject({ recipient: recipientIn }) },
  output: previewSeen,
  refusals: ['not-found', 'not-allowed', 'invalid'],
});

export const showAccess = defineOperation({
  name: 'show-access',
  method: 'GET',
  path: '/communities/{community}/objects/{id}/access',
  summary: 'Who may see an object and why, and what I may do with it',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: objectParams },
  output: access,
  refusals: ['not-found'],
});

export const remarkObject = defineOperation({
  name: 'remark-object',
  method: 'PUT',
  path: '/communities/{community}/objects/{id}/marking',
  summary: 'Give an object of my organization another marking',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: objectParams, body: z.strictObject({ marking: markingIn }) },
  output: marking,
  tagOf: 'list-versions',
  refusals: ['not-found', 'not-allowed', 'policy-refused', 'conflict', 'invalid'],
});
