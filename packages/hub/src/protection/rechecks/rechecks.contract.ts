import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, instant, tlpLevel } from '../../kernel/schemas.ts';
import { marking, objectParams, stixId } from '../protection.contract.ts';

const tag = 'rechecks';

/** Longest time between two questions. Days. */
export const RECHECK_DAYS_LONGEST = 3650;
/** Objects kept as they are in one request. */
export const RECHECKS_KEPT_MAX = 500;

const daysWords = `Give whole days up to ${String(RECHECK_DAYS_LONGEST)}; 0 means never`;

/** What is asked of the caller, the oldest first, and after how many days. */
export const rechecks = z
  .object({
    /** 0: never. */
    days: z.number(),
    may_set: z.boolean(),
    items: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        title: z.string(),
        level: tlpLevel,
        since: instant,
      }),
    ),
  })
  .meta({ id: 'Rechecks' });

export const listRechecks = defineOperation({
  name: 'list-rechecks',
  method: 'GET',
  path: '/communities/{community}/rechecks',
  summary:
    'As the source: what of mine is marked AMBER or RED since so long that I am asked whether it still fits',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: rechecks,
  refusals: ['not-found'],
});

export const setRecheckDays = defineOperation({
  name: 'set-recheck-days',
  method: 'PUT',
  path: '/communities/{community}/rechecks',
  summary: 'As a chair: after how many days sources are asked whether a marking still fits',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      days: z.number().int(daysWords).min(0, daysWords).max(RECHECK_DAYS_LONGEST, daysWords),
    }),
  },
  output: rechecks,
  refusals: ['not-found', 'not-allowed', 'invalid'],
});

export const keepMarkings = defineOperation({
  name: 'keep-markings',
  method: 'POST',
  path: '/communities/{community}/rechecks/keep',
  summary: 'Say that markings still fit; what is not asked of the caller is passed over',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      ids: z
        .array(stixId)
        .min(1)
        .max(RECHECKS_KEPT_MAX, `Name at most ${String(RECHECKS_KEPT_MAX)} objects at once`),
    }),
  },
  refusals: ['not-found', 'invalid'],
});

export const lowerMarking = defineOperation({
  name: 'lower-marking',
  method: 'POST',
  path: '/communities/{community}/objects/{id}/lower',
  summary: 'Mark an object one level lower, with the audience, limits and terms it has',
  tag,
  authority: 'person',
  input: { params: objectParams },
  output: marking,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid', 'policy-refused'],
});
