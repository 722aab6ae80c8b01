import { RETENTION_KINDS } from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, instant, listOf, named, tlpLevel } from '../../kernel/schemas.ts';
import { objectParams } from '../protection.contract.ts';

const tag = 'handling';

/** By which ways something is sent. */
const SENT_WAYS = ['web', 'api', 'taxii', 'stream', 'cli'] as const;

/** By which rule something went of itself. */
const expiry = z.object({
  kind: z.enum(RETENTION_KINDS),
  days: z.number(),
  by: z.enum(['community', 'source']),
  rule_set_at: instant,
});

/** How far a taking back, or a narrower marking, has come. */
export const recall = z
  .object({
    act: z.enum(['retracted', 'tightened', 'expired']),
    /** For what expired. */
    why: expiry.optional(),
    at: instant,
    lines: z.array(
      z.object({
        organization: named,
        way: z.enum([...SENT_WAYS, 'look-up', 'copy', 'print']),
        /** Persons and programs that were given it so; how many were told since, or said that it is deleted. */
        given: z.number(),
        told: z.number(),
        confirmed: z.number(),
        state: z.enum(['open', 'told', 'confirmed']),
      }),
    ),
    /** Of the lines, whole percent; absent when nobody was given it. */
    taken_note: z.number().optional(),
    confirmed: z.number().optional(),
  })
  .meta({ id: 'Recall' });

/** Who opened, copied and was sent an object: for its source alone. */
export const handling = z
  .object({
    opened: z.array(
      z.object({
        organization: named,
        way: z.enum(['web', 'api', 'cli', 'look-up']),
        /** Opened while it was TLP:RED: who. */
        person: named.optional(),
        persons: z.number(),
        programs: z.number(),
        /** Rounded down to the hour. */
        first_at: instant,
        last_at: instant,
      }),
    ),
    /** Who confirmed what opening means before they did; why they need to know stays with their organization. */
    confirmed: z.array(
      z.object({
        organization: named,
        level: tlpLevel,
        /** Confirmed at TLP:RED: who. */
        person: named.optional(),
        persons: z.number(),
        /** Rounded down to the hour. */
        first_at: instant,
        last_at: instant,
      }),
    ),
    copies: z.array(
      z.object({
        /** It stands in the copy. */
        id: z.string(),
        organization: named,
        person: named.optional(),
        way: z.enum(['web', 'api', 'cli']),
        form: z.enum(['stix', 'page', 'print']),
        encrypted: z.boolean(),
        at: instant,
        /** Given to a client of the organization: why. Who it is stays with the organization. */
        reason: z.string().optional(),
      }),
    ),
    sent: z.array(z.object({ organization: named, way: z.enum(SENT_WAYS), at: instant })),
    recall: recall.optional(),
    /** After so many days an entry is deleted. */
    kept_days: z.number(),
  })
  .meta({ id: 'Handling' });

export const showHandling = defineOperation({
  name: 'show-handling',
  method: 'GET',
  path: '/communities/{community}/objects/{id}/handling',
  summary: 'As the source: who opened, copied and was sent an object, also after it was taken back',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: objectParams },
  output: handling,
  refusals: ['not-found'],
});

/** Something the caller was given and may read no longer. */
export const askedToDelete = z
  .object({
    id: z.string(),
    type: z.string(),
    source: named,
    at: instant,
    /** Its time was over; absent: its source took it back or marked it anew. */
    why: expiry.optional(),
  })
  .meta({ id: 'AskedToDelete' });

export const listRecalls = defineOperation({
  name: 'list-recalls',
  method: 'GET',
  path: '/communities/{community}/recalls',
  summary:
    'What I was given and am asked to delete; whoever gets the list counts as told. Programs ask it beside TAXII',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: communityParams },
  output: listOf(askedToDelete),
  refusals: ['not-found'],
});

export const listRecalled = defineOperation({
  name: 'list-recalled',
  method: 'GET',
  path: '/communities/{community}/recalled',
  summary: 'What my organization took back or marked more narrowly, and how far that has come',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: communityParams },
  output: listOf(z.object({ id: z.string(), type: z.string(), recall })),
  refusals: ['not-found'],
});

export const confirmRecall = defineOperation({
  name: 'confirm-recall',
  method: 'POST',
  path: '/communities/{community}/recalls/{id}/done',
  summary: 'Say that the copies of something taken back are deleted; its source is told',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: objectParams },
  refusals: ['not-found'],
});
