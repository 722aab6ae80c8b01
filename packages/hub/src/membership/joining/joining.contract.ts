import { APPLICATION_WORDS } from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  communityParams,
  id,
  instantIn,
  line,
  listOf,
  memberClass,
  secret,
  slug,
  tlpLevel,
} from '../../kernel/schemas.ts';
import {
  applicantIn,
  applicantView,
  application,
  intentIn,
  JOINING_PAPERS_MAX,
  joiningPage,
  joiningSetting,
  probationDays,
  said,
  words,
} from './joining.schemas.ts';

const tag = 'joining';

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
