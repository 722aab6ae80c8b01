import { BALLOT_OUTCOMES, DECISION_KINDS } from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  communityParams,
  cursor,
  id,
  instant,
  instantIn,
  limitOf,
  named,
  pageOf,
  tlpLevel,
} from '../../kernel/schemas.ts';

const tag = 'decisions';

/** Longest line that says what was decided. Characters. */
export const DECISION_LINE_MAX = 200;
/** Longest text of a decision. Characters. */
export const DECISION_WORDS_MAX = 4000;
/** Most groups a decision is for. */
export const DECISION_GROUPS_MAX = 50;
/** Largest page of decisions. */
export const DECISION_PAGE_MAX = 100;

const titled = z.object({ id, title: z.string() });
const kind = z.enum(DECISION_KINDS);

/** What was decided; a later one replaces it, nobody edits it. */
export const decision = z
  .object({
    id,
    kind,
    title: z.string(),
    text: z.string(),
    level: tlpLevel,
    /** When it was agreed. */
    decided_at: instant,
    recorded_at: instant,
    /** Who entered it; of a ballot, who opened that. */
    by: z.object({ organization: named, person: named }),
    /** What it rests on, as far as the caller may read that. */
    paper: z.object({ id, n: z.number(), title: z.string() }).optional(),
    ballot: titled.optional(),
    /** The earlier one that it takes the place of, and the later one that takes its own. */
    replaces: titled.optional(),
    replaced_by: titled.optional(),
    /** Of a ballot. */
    outcome: z.enum(BALLOT_OUTCOMES).optional(),
    /** What was chosen of several, in its words. */
    chosen: z.string().optional(),
  })
  .meta({ id: 'Decision' });

export const listDecisions = defineOperation({
  name: 'list-decisions',
  method: 'GET',
  path: '/communities/{community}/decisions',
  summary: 'What the community decided, as far as I may read it, the newest entry first',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    query: z.strictObject({
      kind: kind.optional(),
      /** Words in title or text. */
      words: z.string().max(DECISION_LINE_MAX).optional(),
      /** Only those that no later one replaces. */
      standing: z.enum(['true']).optional(),
      limit: limitOf(DECISION_PAGE_MAX, 50),
      cursor,
    }),
  },
  output: pageOf(decision),
  refusals: ['not-found', 'bad-request'],
});

export const showDecision = defineOperation({
  name: 'show-decision',
  method: 'GET',
  path: '/communities/{community}/decisions/{decision}',
  summary: 'One decision',
  tag,
  authority: 'person',
  input: { params: communityParams.extend({ decision: id }) },
  output: decision,
  refusals: ['not-found'],
});

export const recordDecision = defineOperation({
  name: 'record-decision',
  method: 'POST',
  path: '/communities/{community}/decisions',
  summary: 'As a chair or representative: enter what was just agreed',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      kind: z.enum(['minute', 'ruling', 'consent']),
      title: z
        .string()
        .min(1, 'Say in one line what was decided')
        .max(DECISION_LINE_MAX, `Write at most ${String(DECISION_LINE_MAX)} characters`),
      text: z
        .string()
        .max(DECISION_WORDS_MAX, `Write at most ${String(DECISION_WORDS_MAX)} characters`),
      level: z.enum(['clear', 'green', 'amber', 'amber+strict']),
      /** Groups that read it; absent: everybody who takes part. */
      groups: z
        .array(id)
        .max(DECISION_GROUPS_MAX, `Choose at most ${String(DECISION_GROUPS_MAX)} groups`)
        .optional(),
      /** When it was agreed; absent: now. */
      decided_at: instantIn.optional(),
      paper: z.strictObject({ id, n: z.int().min(1).max(100_000) }).optional(),
      ballot: id.optional(),
      replaces: id.optional(),
    }),
  },
  output: decision,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});
