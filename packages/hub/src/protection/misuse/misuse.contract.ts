import { MISUSE_RULES, MISUSE_STATES } from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  communityParams,
  id,
  instant,
  instantIn,
  listOf,
  named,
  tlpLevel,
} from '../../kernel/schemas.ts';
import { objectParams } from '../protection.contract.ts';

const tag = 'misuse';

/** Longest words of a report or a step. Characters. */
export const MISUSE_WORDS_MAX = 4000;
/** Longest description of who it was, when it is no member. Characters. */
export const MISUSE_AGAINST_MAX = 300;

const words = z
  .string()
  .max(MISUSE_WORDS_MAX, `Write at most ${String(MISUSE_WORDS_MAX)} characters`);
/** The steps a case may take. */
const step = z.enum(['assessed', 'source-told', 'sanctioned', 'appealed', 'closed']);

/** A case of misuse, as one of its sides sees it. */
export const misuseCase = z
  .object({
    id,
    side: z.enum(['handler', 'source', 'accused', 'reporter']),
    state: z.enum(MISUSE_STATES),
    rule: z.enum(MISUSE_RULES),
    reported_at: instant,
    /** Title and level are there while the caller sees the object. */
    object: z.object({
      id: z.string(),
      version: z.string(),
      title: z.string().optional(),
      level: tlpLevel.optional(),
    }),
    /** The name the object stood under. */
    source: named,
    /** For handlers and the source. */
    against: z.object({ organization: named.optional(), words: z.string().optional() }).optional(),
    /** For handlers, and for whoever it was. */
    reporter: z.object({ organization: named, person: named }).optional(),
    steps: z.array(
      z.object({
        state: z.enum(MISUSE_STATES),
        at: instant,
        words: z.string().optional(),
        contained: z.string().optional(),
        until: instant.optional(),
        by: z.string().optional(),
      }),
    ),
    /** What the caller may move it to. */
    may: z.array(step),
  })
  .meta({ id: 'MisuseCase' });

const caseParams = communityParams.extend({ case: id });

export const reportMisuse = defineOperation({
  name: 'report-misuse',
  method: 'POST',
  path: '/communities/{community}/objects/{id}/misuse',
  summary: 'Report what was done with an object against the rules it was shared under',
  tag,
  authority: 'person',
  input: {
    params: objectParams,
    body: z.strictObject({
      rule: z.enum(MISUSE_RULES),
      /** What happened. */
      words,
      /** A member of the community. */
      against: id.optional(),
      /** Somebody else, or who it may have been. */
      against_words: z
        .string()
        .max(MISUSE_AGAINST_MAX, `Write at most ${String(MISUSE_AGAINST_MAX)} characters`)
        .optional(),
    }),
  },
  output: misuseCase,
  refusals: ['not-found', 'conflict', 'invalid'],
  idempotent: true,
});

export const listMisuse = defineOperation({
  name: 'list-misuse',
  method: 'GET',
  path: '/communities/{community}/misuse',
  summary:
    'Cases of misuse I have a part in: as a chair, as the source, as whoever is sanctioned, as whoever reported it',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: communityParams },
  output: listOf(misuseCase),
  refusals: ['not-found'],
});

export const showMisuse = defineOperation({
  name: 'show-misuse',
  method: 'GET',
  path: '/communities/{community}/misuse/{case}',
  summary: 'One case of misuse',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: caseParams },
  output: misuseCase,
  refusals: ['not-found'],
});

export const moveMisuse = defineOperation({
  name: 'move-misuse',
  method: 'POST',
  path: '/communities/{community}/misuse/{case}/steps',
  summary: 'As a chair: assess, tell the source, sanction, close; as whoever is sanctioned: appeal',
  tag,
  authority: 'person',
  input: {
    params: caseParams,
    body: z.strictObject({
      to: step,
      words,
      /** What was done so that it goes no further. */
      contained: words.optional(),
      /** Until when a sanction lasts. */
      until: instantIn.optional(),
    }),
  },
  output: misuseCase,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});
