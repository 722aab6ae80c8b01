import {
  APPLICATION_STATES,
  APPLICATION_WORDS,
  JOINING_MODES,
  LETTER_LANGUAGES,
} from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  communityParams,
  country,
  email,
  id,
  instant,
  instantIn,
  line,
  listOf,
  memberClass,
  memberState,
  named,
  secret,
  sector,
  slug,
  tlpLevel,
} from '../../kernel/schemas.ts';

const tag = 'joining';

/** Longest text a community shows strangers, and longest text of an applicant. Characters. */
export const JOINING_TEXT_MAX = 4000;
/** Items of a checklist. */
export const JOINING_CHECKLIST_MAX = 30;
/** Longest time the members may object. Days. */
export const JOINING_WINDOW_DAYS_MAX = 90;
/** Longest probation an acceptance lays down. Days. */
export const JOINING_PROBATION_DAYS_MAX = 1096;
/** Papers an acceptance asks to be signed. */
export const JOINING_PAPERS_MAX = 20;

const TOO_LONG = `Write at most ${String(JOINING_TEXT_MAX)} characters`;
const words = z.string().max(JOINING_TEXT_MAX, TOO_LONG);
const said = z.string().min(1, 'Write something').max(JOINING_TEXT_MAX, TOO_LONG);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'Expected a SHA-256 in hexadecimal');
const language = z.enum(LETTER_LANGUAGES);
const probationDays = z.int('Expected a number of days').min(0).max(JOINING_PROBATION_DAYS_MAX);

/** What strangers read. */
const texts = { about: words, who: words, expected: words, fee: words };

/** How the community takes new members. */
export const joiningSetting = z
  .strictObject({
    mode: z.enum(JOINING_MODES),
    ...texts,
    checklist: z
      .array(line)
      .max(JOINING_CHECKLIST_MAX, `A checklist has at most ${String(JOINING_CHECKLIST_MAX)} items`),
    window_days: z.int('Expected a number of days').min(1).max(JOINING_WINDOW_DAYS_MAX),
    /** Two chairs decide together. */
    needs_two: z.boolean(),
    probation_days: probationDays,
    /** The most an organization on probation is given; absent: no ceiling. */
    ceiling: tlpLevel.optional(),
  })
  .meta({ id: 'JoiningSetting' });

/** The page for strangers. */
export const joiningPage = z
  .object({
    community: z.object({ slug, name: z.string() }),
    mode: z.enum(['invited', 'open']),
    about: z.string(),
    who: z.string(),
    expected: z.string(),
    fee: z.string(),
  })
  .meta({ id: 'JoiningPage' });

const applicantIn = z.strictObject({
  name: line,
  /** `Port authority`. */
  kind: line,
  sectors: z.array(sector).max(50).default([]),
  countries: z.array(country).max(250).default([]),
  person: line,
  /** What the person is in their organization. */
  role: line,
  email,
  /** In which the letter is written, and letters to them. */
  language: language.default('en'),
});

/** What a letter of intent is made from; `sha256` is of the text as it was read. */
const intentIn = z.strictObject({
  brings: said,
  needs: said,
  scope: said,
  from: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'Expected a day such as "2026-12-01"'),
  /** The name of whoever signs, as they typed it. */
  signature: line,
  sha256,
  /** "I have the authority to write this letter for my organization." */
  authority: z.literal(true, 'Only somebody with the authority to write it signs it'),
});

const applicant = z.object({
  name: z.string(),
  kind: z.string(),
  sectors: z.array(z.string()),
  countries: z.array(z.string()),
  person: z.string(),
  role: z.string(),
  email: z.string(),
  language,
});
const letter = z.object({ text: z.string(), sha256: z.string(), signed_at: instant });
const thread = z.array(
  z.object({
    from: z.enum(['community', 'applicant']),
    /** Who wrote it; to applicants no name of the community is told. */
    name: z.string().optional(),
    words: z.string(),
    at: instant,
  }),
);
const appealed = z.object({ words: z.string(), at: instant });
const decisionFields = {
  accepted: z.boolean(),
  words: z.string(),
  at: instant,
  /** Of an acceptance. */
  terms: z
    .object({
      conditions: z.string(),
      class: memberClass,
      papers: z.array(z.object({ id, title: z.string() })),
      probation_days: z.number(),
      ceiling: tlpLevel.optional(),
    })
    .optional(),
};
const decision = z.object({ ...decisionFields, by: z.object({ id, name: z.string() }) });

/** An application as whoever holds its link sees it. */
export const applicantView = z
  .object({
    community: z.object({ slug, name: z.string() }),
    applicant,
    state: z.enum(APPLICATION_STATES),
    letter: letter.optional(),
    thread,
    /** Until when it lies before the members. */
    window_until: instant.optional(),
    decision: z.object(decisionFields).optional(),
    appeal: appealed.optional(),
    may: z.array(z.enum(['letter', 'answer', 'withdraw', 'appeal', 'accept'])),
    /** Once, right after taking the conditions: the invitation for the first representative. */
    invitation: z.object({ link: z.string(), by_mail: z.boolean() }).optional(),
  })
  .meta({ id: 'ApplicantView' });

const wordSaid = z.object({
  organization: named,
  person: named,
  word: z.enum(APPLICATION_WORDS),
  words: z.string(),
  at: instant,
  taken_back_at: instant.optional(),
});

/** An application as somebody inside sees it: chairs all of it, representatives of members name and scope. */
export const application = z
  .object({
    id,
    side: z.enum(['chair', 'member']),
    applicant: applicant.partial({ person: true, role: true, email: true, language: true }),
    scope: z.string(),
    from: z.string(),
    /** To members `window` or `over`. */
    state: z.enum([...APPLICATION_STATES, 'over']),
    window_until: instant.optional(),
    /** To members their own organization's alone. */
    words: z.array(wordSaid),
    waits_for_me: z.array(z.enum(['handle', 'speak'])),
    may: z.array(
      z.enum([
        'check',
        'ask',
        'eligible',
        'vetting',
        'window',
        'hear',
        'accept',
        'agree',
        'reject',
        'speak',
      ]),
    ),
    /** The rest is for chairs alone. */
    chair: z
      .object({
        made_at: instant,
        changed_at: instant,
        letter: letter.optional(),
        thread,
        checks: z.array(
          z.object({
            item: z.string(),
            met: z.boolean(),
            words: z.string(),
            by: z.string().optional(),
            at: instant.optional(),
          }),
        ),
        /** What one of two chairs decided, and waits for another. */
        first: decision.optional(),
        decision: decision.optional(),
        appeal: appealed.optional(),
        /** Members and other applicants whose names are the same or look so. */
        alike: z.array(z.object({ name: z.string(), what: z.enum(['member', 'application']) })),
        organization: z.object({ id, state: memberState }).optional(),
        /** Titles of papers that wait for its signature. */
        unsigned: z.array(z.string()),
      })
      .optional(),
  })
  .meta({ id: 'Application' });

const secretParams = z.object({ secret });
const applicationParams = communityParams.extend({ application: id });

export const showJoiningPage = defineOperation({
  name: 'show-joining-page',
  method: 'GET',
  path: '/joining/{slug}',
  summary: 'What a community shows strangers, where it shows itself to any',
  tag,
  authority: 'public',
  input: { params: z.object({ slug }) },
  output: joiningPage,
  refusals: ['not-found'],
});

export const applyToJoin = defineOperation({
  name: 'apply-to-join',
  method: 'POST',
  path: '/joining/{slug}/applications',
  summary: 'Ask a question, or sign a letter of intent; the link to it is shown once',
  tag,
  authority: 'public',
  input: {
    params: z.object({ slug }),
    body: z.strictObject({
      applicant: applicantIn,
      question: words.optional(),
      intent: intentIn.optional(),
    }),
  },
  output: z.object({
    link: z.string(),
    secret: z.string(),
    /** The link goes to the address too. */
    by_mail: z.boolean(),
  }),
  status: 201,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid', 'too-many-requests'],
});

export const showMyApplication = defineOperation({
  name: 'show-my-application',
  method: 'GET',
  path: '/applying/{secret}',
  summary: 'How my application stands',
  tag,
  authority: 'public',
  input: { params: secretParams },
  output: applicantView,
  refusals: ['not-found', 'too-many-requests'],
  testsSecret: true,
});

export const actOnMyApplication = defineOperation({
  name: 'act-on-my-application',
  method: 'POST',
  path: '/applying/{secret}/acts',
  summary: 'Sign the letter, answer, withdraw, take the conditions, or appeal once',
  tag,
  authority: 'public',
  input: {
    params: secretParams,
    body: z.strictObject({
      act: z.enum(['letter', 'answer', 'withdraw', 'appeal', 'accept']),
      /** For `answer` and `appeal`. */
      words: said.optional(),
      /** For `letter`. */
      intent: intentIn.optional(),
    }),
  },
  output: applicantView,
  refusals: ['not-found', 'conflict', 'invalid', 'too-many-requests'],
  testsSecret: true,
});

export const showJoining = defineOperation({
  name: 'show-joining',
  method: 'GET',
  path: '/communities/{community}/joining',
  summary: 'As a chair: how the community takes new members',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: joiningSetting,
  refusals: ['not-found'],
});

export const setJoining = defineOperation({
  name: 'set-joining',
  method: 'PUT',
  path: '/communities/{community}/joining',
  summary: 'As a chair: say how the community takes new members, and what strangers read',
  tag,
  authority: 'person',
  input: { params: communityParams, body: joiningSetting },
  output: joiningSetting,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const listApplications = defineOperation({
  name: 'list-applications',
  method: 'GET',
  path: '/communities/{community}/applications',
  summary: 'Who wants to join, as far as it is mine to know',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: listOf(application),
  refusals: ['not-found'],
});

export const showApplication = defineOperation({
  name: 'show-application',
  method: 'GET',
  path: '/communities/{community}/applications/{application}',
  summary: 'One application',
  tag,
  authority: 'person',
  input: { params: applicationParams },
  output: application,
  refusals: ['not-found'],
});

export const moveApplication = defineOperation({
  name: 'move-application',
  method: 'POST',
  path: '/communities/{community}/applications/{application}/steps',
  summary: 'As a chair: check, ask, put it before the members, decide',
  tag,
  authority: 'person',
  input: {
    params: applicationParams,
    body: z.strictObject({
      act: z.enum([
        'check',
        'ask',
        'eligible',
        'vetting',
        'window',
        'hear',
        'accept',
        'agree',
        'reject',
      ]),
      /** For `check` a note; for `ask`, `accept` and `reject` read by the applicant. */
      words: words.default(''),
      /** For `check`. */
      item: line.optional(),
      met: z.boolean().optional(),
      /** For `window`: until when members may object; absent: as the setting says. */
      until: instantIn.optional(),
      /** For `accept`. */
      terms: z
        .strictObject({
          conditions: words.default(''),
          papers: z
            .array(id)
            .max(JOINING_PAPERS_MAX, `Choose at most ${String(JOINING_PAPERS_MAX)} papers`)
            .default([]),
          class: memberClass.default('member'),
          probation_days: probationDays,
          ceiling: tlpLevel.optional(),
        })
        .optional(),
    }),
  },
  output: application,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const sayOnApplication = defineOperation({
  name: 'say-on-application',
  method: 'POST',
  path: '/communities/{community}/applications/{application}/words',
  summary: 'For my organization: vouch, object, or let it pass; told to the chairs alone',
  tag,
  authority: 'person',
  input: {
    params: applicationParams,
    body: z.strictObject({ word: z.enum(APPLICATION_WORDS), words }),
  },
  output: application,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const takeBackOnApplication = defineOperation({
  name: 'take-back-on-application',
  method: 'POST',
  path: '/communities/{community}/applications/{application}/words/take-back',
  summary: 'Take back what my organization said while the members may speak',
  tag,
  authority: 'person',
  input: { params: applicationParams },
  output: application,
  refusals: ['not-found', 'not-allowed', 'conflict'],
});
