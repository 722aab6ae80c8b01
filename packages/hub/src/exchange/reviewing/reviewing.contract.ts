import { DETERMINATIONS, REVIEW_STATES, REVIEW_WHEN } from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, id, instant, listOf, named, tlpLevel } from '../../kernel/schemas.ts';
import { objectParams } from '../../protection/protection.contract.ts';
import {
  contributionKind,
  receipt,
  SHARE_OBJECTS_MAX,
  SHIELD_REASON_MAX,
  SHIELD_REASON_MIN,
} from '../sharing/sharing.contract.ts';

const tag = 'reviews';

/** Longest words of an officer. Characters. */
export const REVIEW_WORDS_MAX = 2000;
/** Objects of one share shown at once; those in which something was found come first. */
export const REVIEW_OBJECTS_MAX = 200;
/** Findings told of one share. */
export const REVIEW_FINDINGS_MAX = 300;
/** Words an officer has written otherwise in one share. */
export const REVIEW_REPLACED_MAX = 200;
/** Longest words that are written otherwise, and longest words instead. Characters. */
export const REPLACED_WORDS_MAX = 2000;

const when = z.enum(REVIEW_WHEN);
/** By the level it leaves under. */
const reviewRules = z.strictObject({
  clear: when,
  green: when,
  amber: when,
  'amber+strict': when,
  red: when,
});

/** What waits in the caller's organization before it leaves. */
export const reviewSetting = z
  .object({
    rules: reviewRules,
    /** Its sharing officers in this community. */
    officers: z.array(named),
    may_set: z.boolean(),
  })
  .meta({ id: 'ReviewSetting' });

/** A share that waits for a sharing officer, or did. */
export const review = z
  .object({
    id,
    kind: contributionKind,
    /** Empty once it is released or taken back. */
    title: z.string(),
    via: z.enum(['web', 'api', 'taxii', 'cli']),
    /** The name it is shared under, when it is not the organization's own. */
    under: named.optional(),
    author: z.object({ kind: z.enum(['person', 'token']), id, name: z.string() }),
    own: z.boolean(),
    at: instant,
    why: z.enum(['warned', 'always']),
    levels: z.array(tlpLevel),
    objects: z.number(),
    state: z.enum(REVIEW_STATES),
    decided: z.object({ at: instant, by: z.string(), words: z.string().optional() }).optional(),
    /** The request to share wider that is answered with it when it is released. */
    answers: id.optional(),
    may: z.array(z.enum(['release', 'hold', 'return', 'withdraw'])),
    /** The caller shared it: another officer of the organization decides. */
    needs_another: z.boolean(),
  })
  .meta({ id: 'Review' });

/** Something the shield found in a share. */
const reviewFinding = z.object({
  where: z.enum(['title', 'text', 'object']),
  /** The object, by its place in what was sent. */
  index: z.number().optional(),
  pointer: z.string(),
  rule: z.string(),
  severity: z.string(),
  why: z.string(),
  /** The words themselves. */
  found: z.string(),
  /** What could stand instead; empty: nothing. */
  instead: z.string(),
  /** Prose can be written otherwise; a value cannot: then the object is left out. */
  fix: z.enum(['replace', 'leave-out', 'drop']),
});

/** What is in a share: words around the objects, and the objects as they came. */
const shareContent = z.object({
  title: z.string(),
  text: z.string(),
  objects: z.array(
    z.object({
      index: z.number(),
      id: z.string(),
      type: z.string(),
      title: z.string(),
      json: z.string(),
    }),
  ),
  /** There are more objects than are shown. */
  more_objects: z.boolean(),
  findings: z.array(reviewFinding),
  more_findings: z.boolean(),
});

/** One share that waits, with what is in it as long as that is kept. */
export const reviewDetail = review.extend({ content: shareContent.optional() });

const replacedWords = z
  .string()
  .min(1, 'Write at least one character')
  .max(REPLACED_WORDS_MAX, `Write at most ${String(REPLACED_WORDS_MAX)} characters`);

/** What an officer changes before a share leaves. */
export const reviewChanges = z.strictObject({
  /** Written otherwise wherever it stands in title, text and objects, but in ids and references. */
  replace: z
    .array(z.strictObject({ find: replacedWords, instead: replacedWords }))
    .max(REVIEW_REPLACED_MAX, `Replace at most ${String(REVIEW_REPLACED_MAX)} words`)
    .default([]),
  /** Objects by their places; what cannot be without them goes too. */
  leave_out: z
    .array(z.int().min(0))
    .max(SHARE_OBJECTS_MAX, `A share holds at most ${String(SHARE_OBJECTS_MAX)} objects`)
    .default([]),
});

const reviewParams = communityParams.extend({ review: id });
const words = z
  .string()
  .max(REVIEW_WORDS_MAX, `Write at most ${String(REVIEW_WORDS_MAX)} characters`);

export const showReviewRules = defineOperation({
  name: 'show-review-rules',
  method: 'GET',
  path: '/communities/{community}/review-rules',
  summary: 'What of my organization waits for its sharing officers before it leaves',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: reviewSetting,
  refusals: ['not-found'],
});

export const setReviewRules = defineOperation({
  name: 'set-review-rules',
  method: 'PUT',
  path: '/communities/{community}/review-rules',
  summary: 'As a representative: say what waits for the sharing officers, by level',
  tag,
  authority: 'person',
  input: { params: communityParams, body: reviewRules },
  output: reviewSetting,
  tagOf: 'show-review-rules',
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const listReviews = defineOperation({
  name: 'list-reviews',
  method: 'GET',
  path: '/communities/{community}/reviews',
  summary:
    'What waits for a sharing officer: of my own shares, and for an officer of the whole organization',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: listOf(review),
  refusals: ['not-found'],
});

export const showReview = defineOperation({
  name: 'show-review',
  method: 'GET',
  path: '/communities/{community}/reviews/{review}',
  summary: 'One share that waits, with what is in it and what the shield finds there',
  tag,
  authority: 'reader',
  input: { params: reviewParams },
  output: reviewDetail,
  refusals: ['not-found'],
});

export const previewReview = defineOperation({
  name: 'preview-review',
  method: 'POST',
  path: '/communities/{community}/reviews/{review}/preview',
  summary: 'How a share would look with changes; nothing is kept',
  tag,
  authority: 'person',
  input: { params: reviewParams, body: reviewChanges },
  output: z.object({
    title: z.string(),
    text: z.string(),
    /** Objects that would differ; without `json` it would be left out. */
    objects: z.array(z.object({ index: z.number(), id: z.string(), json: z.string().optional() })),
    more_objects: z.boolean(),
    findings: z.array(reviewFinding),
    more_findings: z.boolean(),
    /** Objects that would be no valid STIX any more. */
    faults: z.array(z.object({ pointer: z.string(), message: z.string() })),
  }),
  refusals: ['not-found', 'invalid'],
});

export const releaseReview = defineOperation({
  name: 'release-review',
  method: 'POST',
  path: '/communities/{community}/reviews/{review}/release',
  summary:
    'As a sharing officer: let a share out, as it is or with changes, under the rules in force now',
  tag,
  authority: 'person',
  input: {
    params: reviewParams,
    body: z.strictObject({
      changes: reviewChanges.optional(),
      /** Why everything stays that the hub would refuse. */
      reason: z
        .string()
        .trim()
        .min(SHIELD_REASON_MIN, 'Say in some words why it stays')
        .max(SHIELD_REASON_MAX, `Write at most ${String(SHIELD_REASON_MAX)} characters`)
        .optional(),
      /** Whoever shared it reads them. */
      words: words.optional(),
      /** Signed for every object that is kept. */
      determination: z.enum(DETERMINATIONS).optional(),
    }),
  },
  output: receipt,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const holdReview = defineOperation({
  name: 'hold-review',
  method: 'POST',
  path: '/communities/{community}/reviews/{review}/hold',
  summary: 'As a sharing officer: keep a share back for now',
  tag,
  authority: 'person',
  input: { params: reviewParams, body: z.strictObject({ words: words.optional() }) },
  output: review,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const returnReview = defineOperation({
  name: 'return-review',
  method: 'POST',
  path: '/communities/{community}/reviews/{review}/return',
  summary: 'As a sharing officer: give a share back with a reason; it does not leave',
  tag,
  authority: 'person',
  input: { params: reviewParams, body: z.strictObject({ words }) },
  output: review,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const withdrawReview = defineOperation({
  name: 'withdraw-review',
  method: 'POST',
  path: '/communities/{community}/reviews/{review}/withdraw',
  summary: 'Take back what I shared before it left',
  tag,
  authority: 'reader',
  input: { params: reviewParams },
  output: review,
  refusals: ['not-found', 'not-allowed', 'conflict'],
});

/** What a source determined about personal data in one version of an object. */
export const determination = z
  .object({
    what: z.enum(DETERMINATIONS),
    /** The organization, or the name it shared under. */
    by: named,
    at: instant,
    /** SHA-256 of the version's text, in hexadecimal digits. */
    sha256: z.string(),
    /** Who signed: for people of the source. */
    person: named.optional(),
  })
  .meta({ id: 'Determination' });

export const showDetermination = defineOperation({
  name: 'show-determination',
  method: 'GET',
  path: '/communities/{community}/objects/{id}/determination',
  summary: 'What its source determined about personal data in the newest version of an object',
  tag,
  authority: 'reader',
  input: { params: objectParams },
  output: z.object({
    determination: determination.optional(),
    /** The caller is a sharing officer of its source. */
    may_determine: z.boolean(),
  }),
  refusals: ['not-found'],
});

export const determineObject = defineOperation({
  name: 'determine-object',
  method: 'PUT',
  path: '/communities/{community}/objects/{id}/determination',
  summary: 'As a sharing officer of the source: sign what I determined about personal data in it',
  tag,
  authority: 'person',
  input: {
    params: objectParams,
    body: z.strictObject({ what: z.enum(DETERMINATIONS) }),
  },
  output: determination,
  refusals: ['not-found', 'not-allowed', 'invalid'],
});
