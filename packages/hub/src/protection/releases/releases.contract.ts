import {
  RELEASE_FORMS,
  RELEASE_STAGES,
  RELEASE_STATES,
  RELEASE_USES,
  REVIEW_STATES,
} from '@tocsin/policy';
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
import { objectParams, stixId } from '../protection.contract.ts';

const tag = 'releases';

/** Longest purpose, note or words of an answer. Characters. */
export const RELEASE_WORDS_MAX = 2000;
/** Longest description of somebody outside the community. Characters. */
export const RELEASE_OUTSIDE_MAX = 300;
/** Most organizations, and most persons, a request names. */
export const RELEASE_PARTIES_MAX = 20;

const words = z
  .string()
  .max(RELEASE_WORDS_MAX, `Write at most ${String(RELEASE_WORDS_MAX)} characters`);
const parties = z
  .array(id)
  .max(RELEASE_PARTIES_MAX, `Name at most ${String(RELEASE_PARTIES_MAX)} of them`);

/** Whom it is released to: members of the community by id, or somebody outside in words. */
export const releasePartiesIn = z.strictObject({
  organizations: parties.optional(),
  persons: parties.optional(),
  outside: z
    .string()
    .max(RELEASE_OUTSIDE_MAX, `Write at most ${String(RELEASE_OUTSIDE_MAX)} characters`)
    .optional(),
});

const releaseParties = z.object({
  organizations: z.array(named),
  persons: z.array(named),
  outside: z.string().optional(),
});

/** An object with its title and level, as long as the caller sees it. */
const titledObject = z.object({
  id: z.string(),
  title: z.string().optional(),
  level: tlpLevel.optional(),
});

/** A request to share wider, as one of its two sides sees it. */
export const releaseRequest = z
  .object({
    id,
    side: z.enum(['asker', 'source']),
    object: titledObject,
    source: named,
    /** Absent for the source when it was asked without a name. */
    asker: z.object({ organization: named, person: named }).optional(),
    wanted: releaseParties,
    purpose: z.string(),
    use: z.enum(RELEASE_USES).optional(),
    form: z.enum(RELEASE_FORMS),
    urgent: z.boolean(),
    asked_at: instant,
    /** Silence until then is a no. */
    due_at: instant,
    state: z.enum(RELEASE_STATES),
    answered_at: instant.optional(),
    granted: releaseParties.optional(),
    until: instant.optional(),
    /** What the source said with its answer. */
    words: z.string().optional(),
    /** What the source shared instead. */
    sanitised: titledObject.optional(),
    /** For the source, to whoever may know of it: its own share that is to answer this once it is released. */
    answering: z.object({ review: id, state: z.enum(REVIEW_STATES) }).optional(),
    /** For the source while it waits for it: how long nobody answered, and whether I am the one asked now. */
    turn: z.object({ stage: z.enum(RELEASE_STAGES), yours: z.boolean() }).optional(),
    /** It was granted by what the source had allowed in advance; by which, only the source is told. */
    by_consent: z.object({ id: id.optional() }).optional(),
    /** The member that decides, or decided, in the place of a source of which nobody is here. */
    in_stead: named.optional(),
    notes: z.array(z.object({ side: z.enum(['asker', 'source']), at: instant, words: z.string() })),
    /** What the caller may do with it. */
    may: z.array(z.enum(['answer', 'reply', 'withdraw', 'end'])),
  })
  .meta({ id: 'ReleaseRequest' });

const releaseParams = communityParams.extend({ release: id });

export const askRelease = defineOperation({
  name: 'ask-release',
  method: 'POST',
  path: '/communities/{community}/objects/{id}/releases',
  summary: 'Ask the source of an object to share it wider; the source has the last word',
  tag,
  authority: 'person',
  input: {
    params: objectParams,
    body: z.strictObject({
      wanted: releasePartiesIn,
      /** What it is needed for. */
      purpose: words,
      /** The same in one word, by which a source may have allowed it in advance. */
      use: z.enum(RELEASE_USES).optional(),
      form: z.enum(RELEASE_FORMS).default('as-is'),
      /** Absent: in seven days. */
      due_at: instantIn.optional(),
      /** Raises priority, never rights. */
      urgent: z.boolean().default(false),
      /** The source is not told who asks. */
      anonymous: z.boolean().default(false),
    }),
  },
  output: releaseRequest,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});

export const listReleases = defineOperation({
  name: 'list-releases',
  method: 'GET',
  path: '/communities/{community}/releases',
  summary: 'What I asked sources to share wider, and what my organization is asked; waiting first',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: communityParams },
  output: listOf(releaseRequest),
  refusals: ['not-found'],
});

export const showRelease = defineOperation({
  name: 'show-release',
  method: 'GET',
  path: '/communities/{community}/releases/{release}',
  summary: 'One request to share wider',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: releaseParams },
  output: releaseRequest,
  refusals: ['not-found'],
});

export const answerRelease = defineOperation({
  name: 'answer-release',
  method: 'POST',
  path: '/communities/{community}/releases/{release}/answer',
  summary: 'As the source: grant, send something else, refuse, or ask back',
  tag,
  authority: 'person',
  takesTicket: true,
  input: {
    params: releaseParams,
    body: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('grant'),
        /** Some or all of those it was asked for. */
        to: releasePartiesIn,
        /** Nobody reads by it from then on. */
        until: instantIn.optional(),
        words: words.optional(),
      }),
      z.strictObject({
        kind: z.literal('sanitised'),
        /** An object of the source that who asked can read. */
        object: stixId,
        words: words.optional(),
      }),
      z.strictObject({
        kind: z.literal('after-review'),
        /** A share of the caller's that waits for a sharing officer: it answers once it is released. */
        review: id,
      }),
      z.strictObject({ kind: z.literal('refuse'), words: words.optional() }),
      z.strictObject({ kind: z.literal('ask-back'), words }),
    ]),
  },
  output: releaseRequest,
  refusals: ['not-found', 'conflict', 'invalid'],
});

export const replyRelease = defineOperation({
  name: 'reply-release',
  method: 'POST',
  path: '/communities/{community}/releases/{release}/reply',
  summary: 'As the asker: answer what the source asked back',
  tag,
  authority: 'person',
  input: { params: releaseParams, body: z.strictObject({ words }) },
  output: releaseRequest,
  refusals: ['not-found', 'conflict', 'invalid'],
});

export const withdrawRelease = defineOperation({
  name: 'withdraw-release',
  method: 'POST',
  path: '/communities/{community}/releases/{release}/withdraw',
  summary: 'As the asker: take a waiting request back',
  tag,
  authority: 'person',
  input: { params: releaseParams },
  output: releaseRequest,
  refusals: ['not-found', 'conflict'],
});

export const endRelease = defineOperation({
  name: 'end-release',
  method: 'POST',
  path: '/communities/{community}/releases/{release}/end',
  summary: 'As the source: take back what was granted; nobody reads by it from then on',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: releaseParams },
  output: releaseRequest,
  refusals: ['not-found', 'conflict'],
});
