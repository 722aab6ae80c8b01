import { SUBJECT_ANSWERS, SUBJECT_KINDS, SUBJECT_STATES } from '@tocsin/policy';
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
import { stixId } from '../protection.contract.ts';

const tag = 'privacy';

/** Values of one request about data of a person. */
export const SUBJECT_VALUES_MAX = 20;
/** Longest value. Characters. */
export const SUBJECT_VALUE_LENGTH_MAX = 200;
/** Longest words of a step, a reason or an answer. Characters. */
export const SUBJECT_STEP_WORDS_MAX = 2000;
/** Longest answer that is kept as it was sent. Characters. */
export const SUBJECT_LETTER_MAX = 20_000;
/** Objects of the caller's own of which one search tells where they went. */
export const SUBJECT_TRACED_MAX = 50;

const words = z
  .string()
  .max(SUBJECT_STEP_WORDS_MAX, `Write at most ${String(SUBJECT_STEP_WORDS_MAX)} characters`);
const kind = z.enum(SUBJECT_KINDS);
const answer = z.enum(SUBJECT_ANSWERS);
const how = z.enum(['shown', 'compared']);
const requestParams = communityParams.extend({ request: id });

/** What a person asks about data of theirs, as whoever speaks for the asked organization sees it. */
export const subjectRequest = z
  .object({
    id,
    kind,
    state: z.enum(SUBJECT_STATES),
    received_at: instant,
    due_at: instant,
    /** Why it takes longer than a month. */
    extension: z.string().optional(),
    /** Absent: forgotten, some time after it was closed. */
    sought: z.array(z.string()).optional(),
    asked: z.object({ how, at: instant }).optional(),
    /** What the other organizations said. */
    answers: z.array(z.object({ organization: named, answer, words: z.string(), at: instant })),
    /** Sources that were asked about one object each, and what they said. */
    sources: z.array(
      z.object({
        object: z.string(),
        source: named,
        at: instant,
        answered: z.object({ answer, words: z.string(), at: instant }).optional(),
      }),
    ),
    /**
     * What was answered, as it was sent. `sha256`: of salt, a line feed and text, as the record names it; it stays when
     * salt and text are forgotten with the values.
     */
    letter: z
      .object({ sha256: z.string(), salt: z.string().optional(), text: z.string().optional() })
      .optional(),
    closed_at: instant.optional(),
    words: z.string(),
  })
  .meta({ id: 'SubjectRequest' });

/** Where values stand. */
export const subjectHits = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        title: z.string(),
        source: named,
        level: tlpLevel,
        own: z.boolean(),
        /** It stands under another name than its source's own. */
        under_alias: z.boolean(),
        versions: z.array(z.string()),
        /** For the caller's own: who was given it, by which ways. */
        went_to: z.array(z.object({ organization: named, ways: z.array(z.string()) })).optional(),
      }),
    ),
    more: z.boolean(),
  })
  .meta({ id: 'SubjectHits' });

/** What another organization asks the caller's. */
export const subjectQuestion = z
  .object({
    id,
    organization: named,
    kind,
    asked_at: instant,
    due_at: instant,
    /** It is about this object of the caller's organization alone, and nobody else is asked. */
    object: z.object({ id: z.string(), title: z.string().optional() }).optional(),
    /** Only where whoever asks shows them. */
    sought: z.array(z.string()).optional(),
    answered: z.object({ answer, words: z.string(), at: instant }).optional(),
  })
  .meta({ id: 'SubjectQuestion' });

export const listSubjectRequests = defineOperation({
  name: 'list-subject-requests',
  method: 'GET',
  path: '/communities/{community}/subject-requests',
  summary:
    'What persons ask my organization about data of theirs: for its representatives and sharing officers',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: listOf(subjectRequest),
  refusals: ['not-found'],
});

export const openSubjectRequest = defineOperation({
  name: 'open-subject-request',
  method: 'POST',
  path: '/communities/{community}/subject-requests',
  summary: 'Enter what a person asks, and about which names, addresses or numbers',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      kind,
      sought: z
        .array(
          z
            .string()
            .max(
              SUBJECT_VALUE_LENGTH_MAX,
              `Write at most ${String(SUBJECT_VALUE_LENGTH_MAX)} characters`,
            ),
        )
        .min(1, 'Give at least one value')
        .max(SUBJECT_VALUES_MAX, `Give at most ${String(SUBJECT_VALUES_MAX)} values`),
      received_at: instantIn.optional(),
    }),
  },
  output: subjectRequest,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});

export const moveSubjectRequest = defineOperation({
  name: 'move-subject-request',
  method: 'POST',
  path: '/communities/{community}/subject-requests/{request}/steps',
  summary: 'It is known who asks; answered; refused with a reason; or it takes two more months',
  tag,
  authority: 'person',
  input: {
    params: requestParams,
    body: z.strictObject({
      to: z.enum(['identified', 'answered', 'refused', 'extended']),
      words,
      /** What was sent to the person: with `answered` always, with `refused` at will. */
      letter: z
        .string()
        .max(SUBJECT_LETTER_MAX, `Write at most ${String(SUBJECT_LETTER_MAX)} characters`)
        .optional(),
    }),
  },
  output: subjectRequest,
  refusals: ['not-found', 'conflict', 'invalid'],
});

export const searchSubject = defineOperation({
  name: 'search-subject',
  method: 'POST',
  path: '/communities/{community}/subject-requests/{request}/search',
  summary:
    'Where the values stand in what I may read, and where my own went; what I may not read is not looked at',
  tag,
  authority: 'person',
  input: { params: requestParams },
  output: subjectHits,
  refusals: ['not-found', 'conflict'],
});

export const askAboutSubject = defineOperation({
  name: 'ask-about-subject',
  method: 'POST',
  path: '/communities/{community}/subject-requests/{request}/ask',
  summary:
    'Ask every other organization to look in what it brought, with the values or only compared by the hub',
  tag,
  authority: 'person',
  input: { params: requestParams, body: z.strictObject({ how }) },
  output: subjectRequest,
  refusals: ['not-found', 'conflict', 'invalid'],
});

export const askSubjectSource = defineOperation({
  name: 'ask-subject-source',
  method: 'POST',
  path: '/communities/{community}/subject-requests/{request}/ask-source',
  summary:
    'Ask one named source about one object of its that I may read; the hub compares and shows it no values',
  tag,
  authority: 'person',
  input: { params: requestParams, body: z.strictObject({ object: stixId, source: id }) },
  output: subjectRequest,
  refusals: ['not-found', 'conflict', 'invalid'],
});

export const listSubjectQuestions = defineOperation({
  name: 'list-subject-questions',
  method: 'GET',
  path: '/communities/{community}/subject-questions',
  summary: 'What other organizations ask mine about data of persons',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: listOf(subjectQuestion),
  refusals: ['not-found'],
});

export const lookForSubject = defineOperation({
  name: 'look-for-subject',
  method: 'POST',
  path: '/communities/{community}/subject-questions/{request}/look',
  summary:
    'Where the values of a question stand in what my organization brought; told to nobody else',
  tag,
  authority: 'person',
  input: { params: requestParams },
  output: subjectHits,
  refusals: ['not-found'],
});

export const answerAboutSubject = defineOperation({
  name: 'answer-about-subject',
  method: 'POST',
  path: '/communities/{community}/subject-questions/{request}/answer',
  summary: 'Answer another organization; what was found is named only when I name it',
  tag,
  authority: 'person',
  input: { params: requestParams, body: z.strictObject({ answer, words }) },
  refusals: ['not-found', 'invalid'],
});

export const showPrivacyReport = defineOperation({
  name: 'show-privacy-report',
  method: 'GET',
  path: '/communities/{community}/privacy-report',
  summary: 'A year of my organization in numbers: what persons asked, what came of it, what went',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    query: z.strictObject({
      year: z
        .string()
        .regex(/^20\d\d$/, 'Expected a year such as 2026')
        .optional(),
    }),
  },
  output: z
    .object({
      year: z.number(),
      outcomes: z.array(
        z.object({ kind, outcome: z.enum(['open', 'answered', 'refused']), count: z.number() }),
      ),
      mean_days: z.number().optional(),
      /** Objects I could read that went because their time was over. */
      expired: z.number(),
      /** Versions of our own of which an officer signed about personal data. */
      determined: z.number(),
    })
    .meta({ id: 'PrivacyReport' }),
  refusals: ['not-found', 'bad-request'],
});
