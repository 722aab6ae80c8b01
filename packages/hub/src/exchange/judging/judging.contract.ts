import { JUDGED_TOPICS, RELIABILITIES } from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, id, instant, named } from '../../kernel/schemas.ts';

const tag = 'exchange';

/** Longest reason for a letter. Characters. */
export const REASON_FOR_LETTER_MAX = 500;
/** A source's newest objects that are looked at for its history. */
export const HISTORY_OBJECTS_MAX = 50;

const letter = z.enum(RELIABILITIES);
const topic = z.enum(JUDGED_TOPICS);
const sourceParams = communityParams.extend({ source: id });

/** How reliable the caller's organization found a source, and what that can rest on. */
export const reliability = z
  .object({
    source: named,
    /** Whether the caller may give a letter. */
    may: z.boolean(),
    judgements: z.array(
      z.object({ topic, letter, reason: z.string(), person: named, at: instant }),
    ),
    /** Of its newest objects the caller may read: how many were seen by others, and how many others called wrong. */
    history: z.object({ looked_at: z.number(), seen: z.number(), disputed: z.number() }),
  })
  .meta({ id: 'Reliability' });

export const showReliability = defineOperation({
  name: 'show-reliability',
  method: 'GET',
  path: '/communities/{community}/sources/{source}/reliability',
  summary: 'How reliable my organization found a source (Admiralty code), and what it can rest on',
  tag,
  authority: 'reader',
  scopes: ['read'],
  input: { params: sourceParams },
  output: reliability,
  refusals: ['not-found'],
});

export const judgeSource = defineOperation({
  name: 'judge-source',
  method: 'PUT',
  path: '/communities/{community}/sources/{source}/reliability',
  summary: 'Say how reliable a source is for my organization; nobody else is told',
  tag,
  authority: 'person',
  input: {
    params: sourceParams,
    body: z.strictObject({
      topic: topic.default('everything'),
      /** F takes a letter back: it cannot be judged. */
      letter: z.enum([...RELIABILITIES, 'F']),
      reason: z.string().trim().max(REASON_FOR_LETTER_MAX).default(''),
    }),
  },
  output: reliability,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});
