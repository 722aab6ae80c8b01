import {
  APPLICATION_STATES,
  APPLICATION_WORDS,
  JOINING_MODES,
  LETTER_LANGUAGES,
} from '@tocsin/policy';
import { z } from 'zod';
import {
  country,
  email,
  id,
  instant,
  line,
  memberClass,
  memberState,
  named,
  sector,
  slug,
  tlpLevel,
} from '../../kernel/schemas.ts';

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
/** Words of somebody, possibly none. */
export const words = z.string().max(JOINING_TEXT_MAX, TOO_LONG);
/** Words of somebody. */
export const said = z.string().min(1, 'Write something').max(JOINING_TEXT_MAX, TOO_LONG);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'Expected a SHA-256 in hexadecimal');
const language = z.enum(LETTER_LANGUAGES);
/** How long a probation lasts. */
export const probationDays = z
  .int('Expected a number of days')
  .min(0)
  .max(JOINING_PROBATION_DAYS_MAX);

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

/** Who applies, as they say. */
export const applicantIn = z.strictObject({
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
export const intentIn = z.strictObject({
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
