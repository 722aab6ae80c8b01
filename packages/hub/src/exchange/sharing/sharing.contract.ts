import { ATTRIBUTIONS, CREDIBILITIES_SAID, REVIEW_STATES } from '@tocsin/policy';
import { OBSERVABLE_KINDS } from '@tocsin/stix';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  communityParams,
  cursor,
  id,
  instant,
  limitOf,
  line,
  pageOf,
  tlpLevel,
} from '../../kernel/schemas.ts';
import { markingIn } from '../../protection/protection.contract.ts';

const tag = 'exchange';

/** Longest text of a share, in UTF-16 units; values are looked for in all of it. */
export const SHARE_TEXT_MAX = 100_000;
/** Most values taken from one text; further ones stay text. */
export const VALUES_MAX = 2000;
/** Most objects in one share. */
export const SHARE_OBJECTS_MAX = 10_000;
/** Shortest and longest reason for which a finding of the shield stays. Characters. */
export const SHIELD_REASON_MIN = 3;
/** See {@link SHIELD_REASON_MIN}. */
export const SHIELD_REASON_MAX = 300;
/** Most decisions a sender tells of their own check. */
export const SHIELD_DECISIONS_MAX = 200;
/** Largest page of receipts. */
export const RECEIPTS_PAGE_MAX = 100;
/** Kinds of contribution a person may choose; the store's list, repeated because contracts reach the browser. */
export const CONTRIBUTION_KINDS = [
  'indicators',
  'report',
  'alert',
  'incident-note',
  'vulnerability',
  'best-practice',
  'question',
  'answer',
  'sighting',
  'feedback',
  'bundle',
] as const;

/** Why a value that was found is not proposed for sharing. */
export const UNTICKED = [
  'private-address',
  'local-address',
  'reserved-address',
  'own-domain',
] as const;

/** What became of one object of a share. */
export const FATES = ['kept', 'already-here', 'held', 'quarantined', 'refused'] as const;

/** A kind of contribution. */
export const contributionKind = z.enum(CONTRIBUTION_KINDS);
/** A value of a known kind, in its canonical form. */
export const observable = z.object({ kind: z.enum(OBSERVABLE_KINDS), value: z.string() });
const shareText = z
  .string()
  .max(SHARE_TEXT_MAX, `Write at most ${String(SHARE_TEXT_MAX)} characters`);
const attribution = z.enum(ATTRIBUTIONS);
const yesNo = z
  .enum(['true', 'false'], 'Expected "true" or "false"')
  .transform((on) => on === 'true');
/** `?organizations=a,b`: ids or short names, separated by commas. */
const listText = z
  .string()
  .max(8000)
  .transform((list) =>
    list
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  );
/** Why something the shield found stays where it is. */
const reasonText = z
  .string()
  .trim()
  .min(SHIELD_REASON_MIN, 'Say in some words why it stays')
  .max(SHIELD_REASON_MAX, `Write at most ${String(SHIELD_REASON_MAX)} characters`);
const shieldRule = z.string().regex(/^[a-z][a-z-]{1,39}$/, 'Expected the name of a rule');
/** What a sender decided about what their own check found. */
const shieldDecision = z.strictObject({
  rule: shieldRule,
  done: z.enum(['kept', 'changed']),
  count: z.int().min(1).max(1_000_000),
  reason: reasonText.optional(),
});
/** What a sender says of their own check before sharing, without any value that was found. */
const shieldCheck = z.strictObject({
  rules: z.string().regex(/^\d{1,6}$/, 'Expected the version of the rules, a number'),
  /** Whether it was made with a profile of the sender's own; the profile itself is never sent. */
  profile: z.boolean(),
  decided: z.array(shieldDecision).max(SHIELD_DECISIONS_MAX),
});
export const shieldSaid = z.strictObject({
  /** Why everything stays that the hub would refuse. */
  reason: reasonText.optional(),
  check: shieldCheck.optional(),
});
/** What was found in a share and what was done about it; never what was found itself. */
export const shieldReport = z.object({
  rules: z.string(),
  /** SHA-256 of exactly what arrived, in hexadecimal digits. */
  sha256: z.string(),
  bytes: z.number(),
  found: z.array(
    z.object({
      rule: z.string(),
      severity: z.string(),
      done: z.enum(['refused', 'told', 'kept']),
      count: z.number(),
    }),
  ),
  reason: z.string().optional(),
  sender: z
    .object({
      rules: z.string(),
      profile: z.boolean(),
      decided: z.array(
        z.object({
          rule: z.string(),
          done: z.enum(['kept', 'changed']),
          count: z.number(),
          reason: z.string().optional(),
        }),
      ),
    })
    .optional(),
  /** SHA-256 of this report as it is kept; the record of the community holds it. */
  hash: z.string(),
});
/** Something found wrong with an object, or noted about it. */
export const objectProblem = z.object({
  /** JSON pointer within the object; empty for the whole. */
  path: z.string(),
  rule: z.string(),
  /** The clause, such as `STIX 2.1 §2.16`. */
  section: z.string(),
  message: z.string(),
});

/** An object that something answers, as its reader may see it. */
export const answeredObject = z.object({ id: z.string(), type: z.string(), title: z.string() });

/** What became of a share; its lines tell it object by object. */
export const receiptSummary = z.object({
  id,
  community: id,
  kind: contributionKind,
  title: z.string(),
  /** In a list, of an answer: what it answers. */
  about: answeredObject.optional(),
  at: instant,
  /** All or nothing was asked for, and it came to nothing. */
  atomic_refused: z.boolean(),
  counts: z.object({
    kept: z.number(),
    already_here: z.number(),
    held: z.number(),
    quarantined: z.number(),
    refused: z.number(),
  }),
});

/** A receipt; only the sender's organization sees it. */
export const receipt = receiptSummary.extend({
  lines: z.array(
    z.object({
      /** Place in what was sent, from 0: the list, then the bundle; or the objects made from the text. */
      index: z.number(),
      id: z.string().optional(),
      version: z.string().optional(),
      fate: z.enum(FATES),
      problems: z.array(objectProblem),
      level: tlpLevel.optional(),
    }),
  ),
  /** What the shield found; for those who see every line. */
  shield: shieldReport.optional(),
  /** It waits for a sharing officer of the organization before it leaves, or did: then 202 is answered. */
  review: z
    .object({
      state: z.enum(REVIEW_STATES),
      /** Objects that wait, or did not leave. */
      objects: z.number(),
      decided_at: instant.optional(),
      /** What the officer said. */
      words: z.string().optional(),
    })
    .optional(),
});

export const contribute = defineOperation({
  name: 'contribute',
  method: 'POST',
  path: '/communities/{community}/contributions',
  summary:
    'Share a text, STIX objects or a bundle, with a marking; answers the receipt, with 202 when it waits for a sharing officer',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: {
    params: communityParams,
    body: z.strictObject({
      kind: contributionKind.optional(),
      title: line.optional(),
      /** Pasted text. Addresses, domains, hashes and vulnerability numbers in it become STIX objects. */
      text: shareText.optional(),
      /** Which of the values found in the text become objects; absent: all. */
      values: z.array(observable).max(VALUES_MAX).optional(),
      /**
       * How credible the source finds what a text says, by the Admiralty code: 2 probably true to 5 improbable. That
       * it is confirmed (1) is found out from others; absent: not said.
       */
      credibility: z.literal(CREDIBILITIES_SAID).optional(),
      /** Absent: each object's own marking, else the community's rule for unlabelled input. */
      marking: markingIn.optional(),
      /** How readers are told who shared it; absent: by the organization's own name. */
      attribution: attribution.optional(),
      /** STIX objects, kept as they were written. */
      objects: z.array(z.unknown()).max(SHARE_OBJECTS_MAX).optional(),
      /** A STIX bundle, its objects kept as they were written. */
      bundle: z.unknown().optional(),
      /** Keep every object or none. */
      atomic: z.boolean().optional(),
      /** What the sender's own check came to, and why something stays. */
      shield: shieldSaid.optional(),
    }),
  },
  // The objects are kept byte for byte, so the body is read here and not by the kernel.
  rawBody: ['application/json'],
  output: receipt,
  refusals: ['not-found', 'not-allowed', 'bad-request', 'invalid', 'too-large', 'conflict'],
  idempotent: true,
});

export const contributeBundle = defineOperation({
  name: 'contribute-bundle',
  method: 'POST',
  path: '/communities/{community}/bundles',
  summary:
    'Share a STIX file as it is: a bundle, a list, or one object; 202 when it waits for a sharing officer',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: {
    params: communityParams,
    query: z.strictObject({
      /** `green`, `TLP:AMBER+STRICT`. Absent: each object's own marking. */
      tlp: z.string().max(40).optional(),
      everyone: yesNo.optional(),
      organizations: listText.optional(),
      groups: listText.optional(),
      persons: listText.optional(),
      kind: contributionKind.optional(),
      title: line.optional(),
      attribution: attribution.optional(),
      atomic: yesNo.optional(),
    }),
  },
  rawBody: ['application/stix+json', 'application/json'],
  output: receipt,
  refusals: ['not-found', 'not-allowed', 'bad-request', 'invalid', 'too-large', 'conflict'],
  idempotent: true,
});

export const extractValues = defineOperation({
  name: 'extract-values',
  method: 'POST',
  path: '/communities/{community}/extract',
  summary: 'The values a text holds, with their places; nothing is stored',
  tag,
  authority: 'reader',
  scopes: ['read'],
  input: { params: communityParams, body: z.strictObject({ text: shareText }) },
  output: z.object({
    values: z.array(
      /** Offsets in UTF-16 units, the end not included, of the first place of each value. */
      observable.extend({
        start: z.number(),
        end: z.number(),
        /** All places, the first among them, for highlighting. */
        places: z.array(z.object({ start: z.number(), end: z.number() })),
        /** Whether the form proposes to share it. */
        ticked: z.boolean(),
        /** Why it is not proposed. */
        why: z.object({ code: z.enum(UNTICKED), words: z.string() }).optional(),
      }),
    ),
  }),
  refusals: ['not-found', 'invalid'],
});

export const showReceipt = defineOperation({
  name: 'show-receipt',
  method: 'GET',
  path: '/contributions/{contribution}',
  summary: "The receipt of one of my organization's shares",
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: z.object({ contribution: id }) },
  output: receipt,
  refusals: ['not-found'],
});

export const listReceipts = defineOperation({
  name: 'list-receipts',
  method: 'GET',
  path: '/communities/{community}/contributions',
  summary: "My organization's shares, newest first",
  tag,
  authority: 'reader',
  takesTicket: true,
  input: {
    params: communityParams,
    query: z.strictObject({ limit: limitOf(RECEIPTS_PAGE_MAX, 50), cursor }),
  },
  output: pageOf(receiptSummary),
  refusals: ['not-found', 'bad-request', 'cursor-unusable'],
});
