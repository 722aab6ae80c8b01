import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, id, instant, instantIn, limitOf, named } from '../../kernel/schemas.ts';
import { stixId } from '../../protection/protection.contract.ts';
import { countOfRows, objectRow } from '../exchange.contract.ts';
import { answeredObject, contributionKind } from '../sharing/sharing.contract.ts';

const tag = 'home';

/** Largest inbox that is answered at once. */
export const INBOX_MAX = 100;
/** Lines of the inbox of each community on Home. */
export const HOME_INBOX_MAX = 20;
/** Most communities on Home; those with the newest names first in the alphabet. */
export const HOME_COMMUNITIES_MAX = 50;
/** Shares of mine shown as recent. */
export const HOME_RECENT_MAX = 10;
/** Things named in one duty; `count` tells how many there are. */
export const DUTY_THINGS_MAX = 10;
/** Objects marked as done in one request. */
export const TRIAGE_MAX = 500;

/** Why something is in the inbox. */
export const INBOX_REASONS = ['arrival', 'answer', 'contradiction'] as const;

/** Duties that are computed from what is there. */
export const DUTY_KINDS = [
  'releases-urgent',
  'releases-reminded',
  'releases-to-decide',
  'releases-to-answer',
  'shares-to-review',
  'shares-returned',
  'misuse-to-handle',
  'misuse-told',
  'markings-to-recheck',
  'retention-starts',
  'subject-requests-due',
  'subject-questions',
  'papers-to-answer',
  'papers-to-sign',
  'papers-to-attest',
  'papers-to-decide',
  'papers-to-review',
  'ballots-to-vote',
  'ballots-to-settle',
  'applications-to-handle',
  'applications-to-answer',
  'copies-to-delete',
  'invitations-ending',
  'objects-held',
  'objects-quarantined',
  'tokens-ending',
  'letters-stopped',
  'people-without-second-factor',
] as const;

/** Something that arrived, or that somebody answered to an object of my organization. */
export const inboxItem = z.object({
  reason: z.enum(INBOX_REASONS),
  /** The arrival; for answers and contradictions the sighting, note or opinion. */
  row: objectRow,
  /** For answers and contradictions: the object of my organization they are about. */
  about: answeredObject.optional(),
  /** What an answer says in words. */
  text: z.string().optional(),
  /** What came in the same share and stands under this, its title: marked as done with it. */
  under: z.object({ ids: z.array(z.string()), newest: instant }).optional(),
});

/** Something that waits for me. */
export const duty = z.object({
  kind: z.enum(DUTY_KINDS),
  /** Absent: of my organization as a whole. */
  community: named.optional(),
  count: z.number(),
  words: z.string(),
  /** The earliest time limit among them. */
  until: instant.optional(),
  /** Each with its own time limit, where it has one. */
  things: z.array(z.object({ id: z.string(), name: z.string(), until: instant.optional() })),
});

const inboxOutput = z.object({
  items: z.array(inboxItem),
  /** Since when; what came before is not in it. */
  since: instant,
  /** There is more than was looked at or asked for. */
  more: z.boolean(),
});

export const showHome = defineOperation({
  name: 'show-home',
  method: 'GET',
  path: '/home',
  summary: 'What changed for me, what waits for me and what I shared last, in all my communities',
  tag,
  authority: 'person',
  input: {},
  output: z.object({
    communities: z.array(
      z.object({
        community: named,
        since: instant,
        /** What arrived since, of other organizations. */
        arrivals: countOfRows,
        inbox: z.array(inboxItem),
        more: z.boolean(),
      }),
    ),
    duties: z.array(duty),
    recent: z.array(
      z.object({
        contribution: id,
        community: named,
        kind: contributionKind,
        title: z.string(),
        at: instant,
        /** For an answer: what it answers, where I may still see that. */
        about: answeredObject.optional(),
      }),
    ),
  }),
  refusals: [],
});

export const listInbox = defineOperation({
  name: 'list-inbox',
  method: 'GET',
  path: '/communities/{community}/inbox',
  summary:
    'What arrived since my mark and is not done, and answers to objects of my organization, newest first',
  tag,
  authority: 'person',
  input: { params: communityParams, query: z.strictObject({ limit: limitOf(INBOX_MAX, 50) }) },
  output: inboxOutput,
  refusals: ['not-found', 'bad-request'],
});

export const triageObjects = defineOperation({
  name: 'triage-objects',
  method: 'POST',
  path: '/communities/{community}/triage',
  summary: 'Mark objects as done for me, or as open again; a newer version is open again by itself',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      ids: z
        .array(stixId)
        .min(1)
        .max(TRIAGE_MAX, `Mark at most ${String(TRIAGE_MAX)} objects at once`),
      state: z.enum(['done', 'open']),
    }),
  },
  refusals: ['not-found', 'invalid'],
});

export const markVisit = defineOperation({
  name: 'mark-visit',
  method: 'PUT',
  path: '/communities/{community}/visit',
  summary: 'Remember that I have seen everything up to a time; never goes back',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    /** The newest `date_added` seen; absent: now. */
    body: z.strictObject({ up_to: instantIn.optional() }),
  },
  output: z.object({ since: instant }),
  refusals: ['not-found', 'invalid'],
});
