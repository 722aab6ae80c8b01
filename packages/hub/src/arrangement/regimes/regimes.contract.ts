import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, instant, instantIn, line, listOf } from '../../kernel/schemas.ts';

const tag = 'arrangement';

/** Most laws of a community. */
export const REGIMES_LISTED_MAX = 30;
/** Most times in which one law is in force. */
export const REGIME_TIMES_MAX = 20;
/** Longest words of what a law asks. Characters. */
export const REGIME_WORDS_MAX = 1000;

/** A law as a chair writes it down. */
const regimeIn = z.strictObject({
  name: line,
  /** For whom. */
  where: line,
  /** What it asks or gives while it is in force. */
  asks: z
    .string()
    .trim()
    .min(1, 'Write at least one character')
    .max(REGIME_WORDS_MAX, `Write at most ${String(REGIME_WORDS_MAX)} characters`),
  /** When it is in force, in order. */
  periods: z
    .array(z.strictObject({ from: instantIn, until: instantIn.optional() }))
    .max(REGIME_TIMES_MAX, `A law has at most ${String(REGIME_TIMES_MAX)} times`),
  /** From then on nobody here knows. */
  known_until: instantIn.optional(),
});

/** A law, and what it is now. */
export const regime = z
  .object({
    name: z.string(),
    where: z.string(),
    asks: z.string(),
    periods: z.array(z.object({ from: instant, until: instant.optional() })),
    known_until: instant.optional(),
    state: z.enum(['in-force', 'not-yet', 'lapsed', 'not-known']),
    /** When it may be something else. */
    changes_at: instant.optional(),
  })
  .meta({ id: 'Regime' });

export const listRegimes = defineOperation({
  name: 'list-regimes',
  method: 'GET',
  path: '/communities/{community}/regimes',
  summary: 'The laws to mind when sharing here, and what they are now; no legal advice',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: listOf(regime),
  refusals: ['not-found'],
});

export const setRegimes = defineOperation({
  name: 'set-regimes',
  method: 'PUT',
  path: '/communities/{community}/regimes',
  summary: 'As a chair: keep the list of laws right',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      items: z
        .array(regimeIn)
        .max(REGIMES_LISTED_MAX, `Keep at most ${String(REGIMES_LISTED_MAX)} laws`),
    }),
  },
  output: listOf(regime),
  tagOf: 'list-regimes',
  refusals: ['not-found', 'not-allowed', 'invalid'],
});
