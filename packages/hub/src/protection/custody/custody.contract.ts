import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, id, instant, listOf, named } from '../../kernel/schemas.ts';
import { objectParams } from '../protection.contract.ts';

const tag = 'custody';

/** Shortest and longest reason for which a seal is opened. Characters. */
export const OPENING_REASON_MIN = 3;
/** See {@link OPENING_REASON_MIN}. */
export const OPENING_REASON_MAX = 300;
/** Longest encrypted text: a seal, a part of what opens it. Characters. */
export const SEALED_TEXT_MAX = 8192;
/** Most parts of one seal: one for each custodian. */
export const SEAL_PARTS_MAX = 3;
/** How young a sign-in must be for what only a custodian does. Minutes. */
export const CUSTODY_FRESH_MINUTES = 15;

/** A custodian, with the public key that seals are made for. */
export const custodian = z
  .object({
    person: named,
    organization: named,
    since: instant,
    key: z.object({ id, recipient: z.string(), made_at: instant }).optional(),
    /** Not while they chair here, run the hub or take no part: no seal is made for them then. */
    active: z.boolean(),
  })
  .meta({ id: 'Custodian' });

/** A sealed source, as whoever holds its ticket is told. */
export const sealedSource = z
  .object({
    source: named,
    /** The day it was sealed. */
    sealed_on: z.string(),
    /** How many custodians it takes to open it. */
    threshold: z.number(),
    custodians: z.array(z.object({ person: named, organization: named })),
  })
  .meta({ id: 'SealedSource' });

const sealedText = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/, 'Expected an age file in base64url')
  .max(SEALED_TEXT_MAX, `At most ${String(SEALED_TEXT_MAX)} characters`);
const sealPart = z.strictObject({ key: id, body: sealedText });

/** Somebody asked to open a seal, as its source and the custodians it is sealed for are told. */
export const sealOpening = z
  .object({
    id,
    /** Absent for another custodian who may not read it. */
    object: z.string().optional(),
    source: named,
    reason: z.string(),
    at: instant,
    asker: named,
    /** The asker's public key, for the parts of others. */
    recipient: z.string(),
    threshold: z.number(),
    state: z.enum(['asked', 'open', 'declined']),
    side: z.enum(['asker', 'custodian', 'source']),
    answers: z.array(z.object({ person: named, gave: z.boolean(), at: instant })),
    part: z.object({ key: id, body: z.string() }).optional(),
    seal: z.object({ body: z.string(), proof: z.string(), given: z.array(z.string()) }).optional(),
  })
  .meta({ id: 'SealOpening' });

const personParams = communityParams.extend({ person: id });
const custodyRefusals = ['not-found', 'sign-in-failed', 'conflict', 'invalid'] as const;

export const listCustodians = defineOperation({
  name: 'list-custodians',
  method: 'GET',
  path: '/communities/{community}/custodians',
  summary: 'Who may open seals here, and the public keys that seals are made for',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: listOf(custodian),
  refusals: ['not-found'],
});

export const nameCustodian = defineOperation({
  name: 'name-custodian',
  method: 'PUT',
  path: '/communities/{community}/custodians/{person}',
  summary: 'For a chair: make somebody a custodian, who neither chairs here nor runs the hub',
  tag,
  authority: 'person',
  input: { params: personParams },
  refusals: ['not-found', 'not-allowed', 'conflict'],
});

export const dismissCustodian = defineOperation({
  name: 'dismiss-custodian',
  method: 'DELETE',
  path: '/communities/{community}/custodians/{person}',
  summary: 'End the part of a custodian; seals made for their key stay closed to them',
  tag,
  authority: 'person',
  input: { params: personParams },
  refusals: ['not-found', 'not-allowed'],
});

export const publishCustodyKey = defineOperation({
  name: 'publish-custody-key',
  method: 'POST',
  path: '/communities/{community}/custody-key',
  summary: 'For a custodian, after a fresh sign-in: the public key for new seals',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      /** An X25519 recipient of age. */
      recipient: z.string().regex(/^age1[a-z0-9]{58}$/, 'Expected a public key of age: "age1…"'),
    }),
  },
  output: custodian,
  refusals: custodyRefusals,
});

export const sealSource = defineOperation({
  name: 'seal-source',
  method: 'POST',
  path: '/communities/{community}/sealed-sources',
  summary: 'Make a sealed source: who I am, encrypted to the custodians before it comes here',
  tag,
  authority: 'person',
  namesNoCaller: true,
  input: {
    params: communityParams,
    body: z.strictObject({
      /** "tct_" and 256 random bits in base64url; only its hash is kept. Sent again, it is the same source. */
      ticket: z.string().regex(/^tct_[A-Za-z0-9_-]{43}$/, 'Expected "tct_" and 43 characters'),
      /** How many custodians it takes: any one, or two of three. */
      threshold: z.union([z.literal(1), z.literal(2)]),
      body: sealedText,
      /** One for each active custodian with a key. */
      parts: z.array(sealPart).min(1).max(SEAL_PARTS_MAX),
      /** 256 random bits, also in what is sealed: custodians can then tell that the hub saw this very person. */
      salt: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'Expected 256 random bits in base64url'),
    }),
  },
  output: sealedSource,
  status: 201,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid', 'too-many-requests'],
});

export const showSealedSource = defineOperation({
  name: 'show-sealed-source',
  method: 'GET',
  path: '/communities/{community}/sealed-source',
  summary: 'The sealed source whose ticket I bring',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: communityParams },
  output: sealedSource,
  refusals: ['not-found', 'ticket-unusable'],
});

export const listOpenings = defineOperation({
  name: 'list-openings',
  method: 'GET',
  path: '/communities/{community}/openings',
  summary:
    'Seals that somebody asked to open: mine as their source, by its ticket, or as a custodian',
  tag,
  authority: 'person',
  takesTicket: true,
  input: { params: communityParams },
  output: listOf(sealOpening),
  refusals: ['not-found', 'ticket-unusable'],
});

export const openSeal = defineOperation({
  name: 'open-seal',
  method: 'POST',
  path: '/communities/{community}/objects/{id}/openings',
  summary:
    'For a custodian, after a fresh sign-in: ask to open the seal of an object; its source sees that',
  tag,
  authority: 'person',
  input: {
    params: objectParams,
    body: z.strictObject({
      /** The source reads it. */
      reason: z
        .string()
        .trim()
        .min(OPENING_REASON_MIN, 'Say in some words why you open it')
        .max(OPENING_REASON_MAX, `Write at most ${String(OPENING_REASON_MAX)} characters`),
    }),
  },
  output: sealOpening,
  status: 201,
  refusals: custodyRefusals,
});

export const answerOpening = defineOperation({
  name: 'answer-opening',
  method: 'POST',
  path: '/communities/{community}/openings/{opening}/answer',
  summary:
    'For another custodian, after a fresh sign-in: give my part, encrypted to the asker, or decline',
  tag,
  authority: 'person',
  input: {
    params: communityParams.extend({ opening: id }),
    body: z.discriminatedUnion('said', [
      z.strictObject({ said: z.literal('give'), part: sealedText }),
      z.strictObject({ said: z.literal('decline') }),
    ]),
  },
  output: sealOpening,
  refusals: custodyRefusals,
});
