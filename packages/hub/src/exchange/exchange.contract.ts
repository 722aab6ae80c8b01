import { JUDGED_TOPICS, RELIABILITIES } from '@tocsin/policy';
import { OBSERVABLE_KINDS } from '@tocsin/stix';
import { z } from 'zod';
import { defineOperation } from '../kernel/contract.ts';
import {
  communityParams,
  cursor,
  id,
  instant,
  instantIn,
  limitOf,
  named,
  pageOf,
  tlpLevel,
} from '../kernel/schemas.ts';
import { marking, markingIn, objectParams, reshareRow } from '../protection/protection.contract.ts';
import { FILTER_MAX } from './filter/filter.ts';
import { contributionKind, observable, receipt } from './sharing/sharing.contract.ts';

const tag = 'exchange';

/** Largest page of objects. */
export const OBJECTS_PAGE_MAX = 500;
/** Most values in one look-up. */
export const LOOKUP_MAX = 1000;
/** Longest value that is looked up. */
export const LOOKUP_VALUE_MAX = 4096;
/** Most referring objects shown with an object. */
export const REFERENCES_MAX = 500;
/** Longest text that is searched for. */
export const SEARCH_TEXT_MAX = 200;

/** What a receiver answers. */
export const ANSWER_KINDS = ['sighting', 'false-positive', 'action'] as const;

/** What a receiver did about an object. */
export const ACTIONS = ['blocked', 'hunted', 'patched', 'told-owner', 'none'] as const;

const typeList = z
  .string()
  .regex(
    /^[a-z0-9-]{1,250}(?:,[a-z0-9-]{1,250}){0,49}$/,
    'Expected up to 50 STIX types, such as "indicator,malware"',
  )
  .transform((list) => list.split(','));

const filterText = z
  .string()
  .max(FILTER_MAX, `A filter has at most ${String(FILTER_MAX)} characters`);

/** What a table shows of an object beside its line; only with `fields=facts`. */
export const objectFacts = z.object({
  /** The first value an indicator or observable holds, canonical and not defanged. */
  observable: observable.optional(),
  labels: z.array(z.string()),
  confidence: z.number().optional(),
  valid_until: z.string().optional(),
  /** By the sightings this reader may see. */
  sightings: z.object({ count: z.number(), last_seen: z.string().optional() }),
  /** Marked as done by me. */
  done: z.boolean(),
  /** The share it came with, where this reader may read that: what has the same came together. */
  share: id.optional(),
});

/** A number of rows: of all when `exact`, else at least so many. */
export const countOfRows = z.object({ value: z.number(), exact: z.boolean() });

/**
 * What the title of a relationship or sighting is made of: from, verb, to; of a sighting what was seen. An end this
 * reader may not see, or that has no title, has none here.
 */
const link = z.object({
  verb: z.string().optional(),
  ends: z.array(z.object({ type: z.string(), title: z.string().optional() })),
});

/** One line of a list of objects. */
export const objectRow = z.object({
  id: z.string(),
  type: z.string(),
  title: z.string(),
  link: link.optional(),
  version: z.string(),
  /** Microseconds; strictly increasing within what this reader sees of a community. */
  date_added: instant,
  origin: named,
  marking,
  revoked: z.boolean(),
  facts: objectFacts.optional(),
});

/** How sure one reader can be, by the Admiralty code. What is absent was not judged, or not said. */
export const grade = z.object({
  /** Of the source, by the caller's own organization. */
  reliability: z.enum(RELIABILITIES).optional(),
  /** What the letter was given for. */
  topic: z.enum(JUDGED_TOPICS).optional(),
  /** Of the object: 1 confirmed to 5 improbable. */
  credibility: z.literal([1, 2, 3, 4, 5]).optional(),
  by: z.enum(['confirmed', 'said', 'unconfirmed']).optional(),
});

/** An object with what its page needs. */
export const objectDetail = objectRow.extend({
  community: named,
  /** The STIX object as a JSON value. */
  object: z.record(z.string(), z.unknown()),
  /** The same, exactly as it was received. */
  raw: z.string(),
  /** Everybody this reader has the id from, earliest first. */
  origins: z.array(named),
  /** Whether the caller's organization shared it, under whatever name. */
  own: z.boolean(),
  /** The share it came with. */
  contribution: z
    .object({ id, kind: contributionKind, title: z.string(), text: z.string(), at: instant })
    .optional(),
  access: z.object({ rule: z.string(), words: z.string() }),
  reshare: z.array(reshareRow),
  observables: z.array(observable),
  grade,
});

/** Something that refers to an object. */
export const reference = objectRow.extend({
  /** `source_ref`, `sighting_of_ref`, `object_refs` …, of the referring object. */
  property: z.string(),
  /** For a relationship: its type and the other end. */
  relationship_type: z.string().optional(),
  other: z.object({ id: z.string(), type: z.string(), title: z.string() }).optional(),
  /** For a sighting, and for a note that a bare value was seen. */
  count: z.number().optional(),
  first_seen: z.string().optional(),
  last_seen: z.string().optional(),
  /** For an opinion. */
  opinion: z.string().optional(),
  /** For a note about an action taken. */
  action: z.enum(ACTIONS).optional(),
  /** What a sighting, opinion or note says in words. */
  text: z.string().optional(),
  /** What it says has to be asked for at its own page: opening it is confirmed first. */
  confirm: z.literal(true).optional(),
});

/** One value looked up. */
export const lookupResult = z.object({
  value: z.string(),
  /** Absent when the value is of no kind that is known. */
  kind: z.enum(OBSERVABLE_KINDS).optional(),
  known: z.boolean(),
  /** At most 50, newest first. */
  hits: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      title: z.string(),
      community: named,
      origin: named,
      marking,
      date_added: instant,
    }),
  ),
});

const lookupAnswer = z.object({ results: z.array(lookupResult) });
const lookupValue = z.string().min(1).max(LOOKUP_VALUE_MAX);

export const listObjects = defineOperation({
  name: 'list-objects',
  method: 'GET',
  path: '/communities/{community}/objects',
  summary: 'What I may see of a community, newest first',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: {
    params: communityParams,
    query: z.strictObject({
      limit: limitOf(OBJECTS_PAGE_MAX, 100),
      cursor,
      /** In the filter language (docs/filter.md); holds beside the single parameters. */
      filter: filterText.optional(),
      /** `facts`: each row with what a table shows of it. */
      fields: z.literal('facts', 'Expected "facts"').optional(),
      /** Also counts what all pages together hold, up to a bound. */
      count: z.enum(['exact', 'estimate']).optional(),
      /** STIX types, separated by commas. */
      type: typeList.optional(),
      /** The organization that brought it, by id or short name. */
      origin: id.optional(),
      /** Levels in force now, separated by commas. */
      tlp: z.string().max(200).optional(),
      order: z.enum(['newest-first', 'oldest-first']).optional(),
      /** Strictly later than this, in the reader's own `date_added`; up to microseconds. */
      added_after: instantIn.optional(),
      /** Of one share. */
      contribution: id.optional(),
      /** `last` (default), `first`, `all`, or a version. */
      version: z
        .string()
        .regex(
          /^(?:last|first|all|\d{4}-\d\d-\d\dT[\d:.]{8,15}Z)$/,
          'Expected "last", "first", "all" or a version',
        )
        .optional(),
    }),
  },
  output: pageOf(objectRow).extend({
    /** The page ended before it was full, because much had to be looked at: go on from `next_cursor`. */
    more: z.boolean().optional(),
    count: countOfRows.optional(),
  }),
  refusals: ['not-found', 'bad-request', 'invalid', 'cursor-unusable'],
});

export const listFacets = defineOperation({
  name: 'list-facets',
  method: 'GET',
  path: '/communities/{community}/facets',
  summary: 'How many of the objects I may see match a filter, by type, level and source',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: communityParams, query: z.strictObject({ filter: filterText.optional() }) },
  output: z.object({
    /** False: only the newest were looked at, and there are more. */
    exact: z.boolean(),
    types: z.array(z.object({ type: z.string(), count: z.number() })),
    levels: z.array(z.object({ level: tlpLevel, count: z.number() })),
    sources: z.array(z.object({ source: named, count: z.number() })),
  }),
  refusals: ['not-found', 'bad-request'],
});

export const showObject = defineOperation({
  name: 'show-object',
  method: 'GET',
  path: '/communities/{community}/objects/{id}',
  summary: 'One object with its source, marking, what I may do with it, and its text as received',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: {
    params: objectParams,
    query: z.strictObject({
      /** A version as the list of versions names it; absent: the newest. */
      version: z.string().max(40).optional(),
    }),
  },
  output: objectDetail,
  refusals: ['not-found', 'attestation-needed', 'bad-request'],
});

export const listVersions = defineOperation({
  name: 'list-versions',
  method: 'GET',
  path: '/communities/{community}/objects/{id}/versions',
  summary: 'The versions of an object that I may see, newest first',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: objectParams },
  output: z.object({ items: z.array(objectRow) }),
  refusals: ['not-found'],
});

export const listReferences = defineOperation({
  name: 'list-references',
  method: 'GET',
  path: '/communities/{community}/objects/{id}/references',
  summary: 'What refers to an object: relationships, sightings, opinions, notes, reports',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: objectParams, query: z.strictObject({ limit: limitOf(REFERENCES_MAX, 100) }) },
  output: z.object({ items: z.array(reference) }),
  refusals: ['not-found', 'bad-request'],
});

export const answerObject = defineOperation({
  name: 'answer-object',
  method: 'POST',
  path: '/communities/{community}/objects/{id}/answers',
  summary:
    'Answer with a sighting, a false positive or an action taken; shown at most to those who see the object',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: {
    params: objectParams,
    body: z.strictObject({
      kind: z.enum(ANSWER_KINDS),
      /** Sighting: how often. */
      count: z.number().int().min(0).max(999_999_999).optional(),
      first_seen: instantIn.optional(),
      last_seen: instantIn.optional(),
      /** Action: what was done. */
      action: z.enum(ACTIONS).optional(),
      comment: z.string().max(10_000, 'Write at most 10,000 characters').optional(),
      /** Absent: the object's own level, for whoever may see the object. */
      marking: markingIn.optional(),
    }),
  },
  output: receipt,
  refusals: ['not-found', 'not-allowed', 'invalid'],
  idempotent: true,
});

export const retractObject = defineOperation({
  name: 'retract-object',
  method: 'DELETE',
  path: '/communities/{community}/objects/{id}',
  summary: 'Take an object of my organization back; nobody reads it here any more',
  tag,
  authority: 'reader',
  takesTicket: true,
  scopes: ['write'],
  input: {
    params: objectParams,
    query: z.strictObject({ versions: z.enum(['all', 'last']).optional() }),
  },
  refusals: ['not-found', 'not-allowed', 'bad-request'],
});

export const lookUpValue = defineOperation({
  name: 'look-up-value',
  method: 'GET',
  path: '/lookup',
  summary: 'Is this value known to my communities?',
  tag,
  authority: 'reader',
  input: { query: z.strictObject({ value: lookupValue }) },
  output: lookupAnswer,
  refusals: ['bad-request'],
});

export const lookUpValues = defineOperation({
  name: 'look-up-values',
  method: 'POST',
  path: '/lookup',
  summary: 'Are these values known to my communities? In the order asked',
  tag,
  authority: 'reader',
  scopes: ['read'],
  input: { body: z.strictObject({ values: z.array(lookupValue).min(1).max(LOOKUP_MAX) }) },
  output: lookupAnswer,
  refusals: ['invalid'],
});

export const searchObjects = defineOperation({
  name: 'search-objects',
  method: 'GET',
  path: '/communities/{community}/search',
  summary: 'Objects whose text holds all these words, newest first',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: {
    params: communityParams,
    query: z.strictObject({
      text: z.string().min(1).max(SEARCH_TEXT_MAX),
      type: typeList.optional(),
      limit: limitOf(OBJECTS_PAGE_MAX, 50),
    }),
  },
  output: z.object({ items: z.array(objectRow) }),
  refusals: ['not-found', 'bad-request'],
});
