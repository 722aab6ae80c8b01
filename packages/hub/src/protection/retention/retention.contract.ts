import { RETENTION_DAYS_MAX, RETENTION_KINDS } from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, instant, instantIn, listOf, named } from '../../kernel/schemas.ts';
import { objectParams } from '../protection.contract.ts';

const tag = 'retention';

/** Longest reason for a time limit, or for holding something. Characters. */
export const RETENTION_WORDS_MAX = 500;

const kind = z.enum(RETENTION_KINDS);
const reason = z
  .string()
  .trim()
  .min(1, 'Say in a sentence why')
  .max(RETENTION_WORDS_MAX, `Write at most ${String(RETENTION_WORDS_MAX)} characters`);
const daysWords = `Give whole days, from 1 to ${String(RETENTION_DAYS_MAX)}`;
const daysIn = z.number().int(daysWords).min(1, daysWords).max(RETENTION_DAYS_MAX, daysWords);

/** How long one kind is kept, counted from the last version. */
export const retentionRule = z
  .object({
    kind,
    /** Absent: no limit. */
    days: z.number().optional(),
    starts_at: instant,
    /** Until it starts; absent: no limit. */
    days_before: z.number().optional(),
    reason: z.string(),
    set_at: instant,
  })
  .meta({ id: 'RetentionRule' });

/** What is kept how long; a kind that is not named has no limit. */
export const retention = z
  .object({
    community: z.array(retentionRule),
    /** Of what the caller's organization brings under its own name; the shorter time counts. */
    own: z.array(retentionRule),
    /** Whose rules the caller may set. */
    may_set: z.array(z.enum(['community', 'own'])),
  })
  .meta({ id: 'Retention' });

const wish = {
  scope: z.enum(['community', 'own']),
  kind,
  /** Absent: no limit. */
  days: daysIn.optional(),
  /** Absent: as soon as it may start. */
  starts_at: instantIn.optional(),
};

export const showRetention = defineOperation({
  name: 'show-retention',
  method: 'GET',
  path: '/communities/{community}/retention',
  summary: 'How long what kind of thing is kept here',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: retention,
  refusals: ['not-found'],
});

export const previewRetention = defineOperation({
  name: 'preview-retention',
  method: 'POST',
  path: '/communities/{community}/retention/preview',
  summary:
    'How many objects would go on the day a rule starts, of those the caller may see and no other',
  tag,
  authority: 'person',
  input: { params: communityParams, body: z.strictObject(wish) },
  output: z.object({
    objects: z.number(),
    /** There are more. */
    more: z.boolean(),
    starts_at: instant,
  }),
  refusals: ['not-found', 'not-allowed', 'invalid'],
});

export const setRetention = defineOperation({
  name: 'set-retention',
  method: 'PUT',
  path: '/communities/{community}/retention',
  summary:
    'Say how long a kind is kept: a chair for the community, a representative or sharing officer for their own',
  tag,
  authority: 'person',
  input: { params: communityParams, body: z.strictObject({ ...wish, reason }) },
  output: retention,
  tagOf: 'show-retention',
  refusals: ['not-found', 'not-allowed', 'invalid'],
});

/** Something kept beyond its time. */
export const retentionHold = z
  .object({
    id: z.string(),
    /** There while the caller sees it. */
    title: z.string().optional(),
    by: z.enum(['chair', 'source']),
    reason: z.string(),
    person: named,
    at: instant,
    may_end: z.boolean(),
  })
  .meta({ id: 'RetentionHold' });

export const listHolds = defineOperation({
  name: 'list-holds',
  method: 'GET',
  path: '/communities/{community}/holds',
  summary: 'What is kept beyond its time: for chairs theirs, for a source what is its own',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: listOf(retentionHold),
  refusals: ['not-found'],
});

export const holdObject = defineOperation({
  name: 'hold-object',
  method: 'PUT',
  path: '/communities/{community}/objects/{id}/hold',
  summary:
    'Keep an object beyond its time, for a reason: a chair, or whoever speaks for its source',
  tag,
  authority: 'person',
  input: { params: objectParams, body: z.strictObject({ reason }) },
  output: retentionHold,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const endHold = defineOperation({
  name: 'end-hold',
  method: 'DELETE',
  path: '/communities/{community}/objects/{id}/hold',
  summary: 'End a hold of one’s own side: the object goes when its time is over',
  tag,
  authority: 'person',
  input: { params: objectParams },
  refusals: ['not-found'],
});

/** How long one object is kept. */
export const keptFor = z
  .object({
    kind: kind.optional(),
    /** Days by the community's rule, and by its source's own; absent: no limit. */
    community_days: z.number().optional(),
    source_days: z.number().optional(),
    /** For its source alone: when its content goes unless a new version comes. */
    goes_at: instant.optional(),
    /** For its source and for chairs. */
    holds: z.array(retentionHold),
    may_hold: z.boolean(),
  })
  .meta({ id: 'KeptFor' });

export const showKeptFor = defineOperation({
  name: 'show-kept-for',
  method: 'GET',
  path: '/communities/{community}/objects/{id}/retention',
  summary: 'How long an object is kept, by whose rule, and whether it is held',
  tag,
  authority: 'reader',
  input: { params: objectParams },
  output: keptFor,
  refusals: ['not-found'],
});

/** Evidence that something went because its time was over. */
export const removal = z
  .object({
    id: z.string(),
    source: named,
    at: instant,
    why: z.object({
      kind,
      days: z.number(),
      by: z.enum(['community', 'source']),
      rule_set_at: instant,
    }),
    /** `sha256`: of salt and text. `leaf`: of salt, id, version and `sha256`. A line feed stands between the parts. */
    versions: z.array(
      z.object({ version: z.string(), salt: z.string(), sha256: z.string(), leaf: z.string() }),
    ),
    /** For its source: the entry of its record, which names the hash of all leaves, sorted. */
    entry: z.object({ id: z.string(), leaves: z.array(z.string()), more: z.boolean() }).optional(),
  })
  .meta({ id: 'Removal' });

export const showRemoval = defineOperation({
  name: 'show-removal',
  method: 'GET',
  path: '/communities/{community}/objects/{id}/removal',
  summary:
    'Evidence that an object went because its time was over, for whoever could read it until then',
  tag,
  authority: 'reader',
  input: { params: objectParams },
  output: removal,
  refusals: ['not-found'],
});
