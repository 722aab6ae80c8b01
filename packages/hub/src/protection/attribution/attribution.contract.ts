import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, named } from '../../kernel/schemas.ts';
import { objectParams } from '../protection.contract.ts';

const tag = 'protection';

/** Shortest and longest reason for which the desk looks up who shared something. Characters. */
export const DESK_REASON_MIN = 3;
/** See {@link DESK_REASON_MIN}. */
export const DESK_REASON_MAX = 300;

export const showPseudonym = defineOperation({
  name: 'show-pseudonym',
  method: 'GET',
  path: '/communities/{community}/pseudonym',
  summary: "My organization's pseudonym that stays, when it has one here",
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: z.object({ pseudonym: named.optional() }),
  refusals: ['not-found'],
});

export const lookUpSource = defineOperation({
  name: 'look-up-source',
  method: 'POST',
  path: '/communities/{community}/objects/{id}/source',
  summary: 'For a chair: who shared an object that is named to the desk only; its source sees that',
  tag,
  authority: 'reader',
  input: {
    params: objectParams,
    body: z.strictObject({
      /** The source reads it in its record. */
      reason: z
        .string()
        .trim()
        .min(DESK_REASON_MIN, 'Say in some words why you look')
        .max(DESK_REASON_MAX, `Write at most ${String(DESK_REASON_MAX)} characters`),
    }),
  },
  output: z.object({ source: named }),
  refusals: ['not-found', 'invalid'],
});
