import type { BallotDraft } from '@tocsin/store';
import type { z } from 'zod';
import type { writeBallot } from './ballots.contract.ts';

/** What a caller wants to ask, as the store takes it. */
export function draftOf(body: z.output<typeof writeBallot.input.body>): BallotDraft {
  return {
    title: body.title,
    text: body.text,
    type: body.type,
    options: body.options,
    majority: body.majority,
    quorum: body.quorum,
    tie: body.tie,
    isAnonymous: body.anonymous,
  };
}
