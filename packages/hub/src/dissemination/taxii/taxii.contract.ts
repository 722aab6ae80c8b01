import { TAXII_MEDIA_TYPE } from '@tocsin/taxii';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import type { Contract } from '../../kernel/contract.ts';

/** Where TAXII lives. */
export const TAXII_BASE = '/taxii2';

const text = z.string();
const texts = z.array(z.string());
const yesNo = z.boolean().optional();

const discoveryResource = z.object({
  title: text,
  description: text.optional(),
  contact: text.optional(),
  default: text.optional(),
  api_roots: texts.optional(),
});

const apiRootResource = z.object({
  title: text,
  description: text.optional(),
  versions: texts,
  max_content_length: z.int(),
});

const statusDetails = z.object({ id: text, version: text, message: text.optional() });

const statusResource = z.object({
  id: text,
  status: z.enum(['complete', 'pending']),
  request_timestamp: text.optional(),
  total_count: z.int(),
  success_count: z.int(),
  successes: z.array(statusDetails).optional(),
  failure_count: z.int(),
  failures: z.array(statusDetails).optional(),
  pending_count: z.int(),
});

const collectionResource = z.object({
  id: text,
  title: text,
  description: text.optional(),
  alias: text.optional(),
  can_read: z.boolean(),
  can_write: z.boolean(),
  media_types: texts.optional(),
});

const manifestResource = z.object({
  more: yesNo,
  next: text.optional(),
  objects: z
    .array(z.object({ id: text, date_added: text, version: text, media_type: text.optional() }))
    .optional(),
});

const envelope = z.object({
  more: yesNo,
  next: text.optional(),
  objects: z.array(z.record(z.string(), z.unknown())).optional(),
});

const versionsResource = z.object({
  more: yesNo,
  next: text.optional(),
  versions: texts.optional(),
});

const errorMessage = z
  .object({ title: text, description: text.optional(), http_status: text.optional() })
  .meta({ id: 'TaxiiError', description: 'TAXII 2.1 §3.6.1' });

const rootParams = z.object({ root: text });
const collectionParams = rootParams.extend({ collection: text });
const objectParams = collectionParams.extend({ id: text });

const paging = { added_after: text.optional(), limit: text.optional(), next: text.optional() };
const specVersion = { 'match[spec_version]': text.optional() };
const oneVersion = { 'match[version]': text.optional(), ...specVersion };
/** An option of Tocsin's own: the effective marking on each object, in this version of TLP. */
const marked = { tlp: z.enum(['1', '2']).optional() };
const feedQuery = z.object({
  ...paging,
  'match[id]': text.optional(),
  'match[type]': text.optional(),
  ...oneVersion,
});

const shared = {
  tag: 'taxii',
  base: TAXII_BASE,
  mediaType: TAXII_MEDIA_TYPE,
  refusalAs: { mediaType: TAXII_MEDIA_TYPE, schema: errorMessage },
  authority: 'reader',
  scopes: ['taxii'],
} as const;

const COLLECTION = '/{root}/collections/{collection}';

/** The resources of TAXII 2.1 as the API document tells them; `routes.ts` serves them. */
export const TAXII_CONTRACTS: readonly Contract[] = [
  defineOperation({
    ...shared,
    name: 'taxii-discovery',
    method: 'GET',
    path: '/',
    summary: 'The server and the communities I read (TAXII 2.1 §4.1)',
    input: {},
    output: discoveryResource,
    refusals: ['not-acceptable'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-api-root',
    method: 'GET',
    path: '/{root}/',
    summary: 'A community as an API root (TAXII 2.1 §4.2)',
    input: { params: rootParams },
    output: apiRootResource,
    refusals: ['not-found', 'not-acceptable'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-status',
    method: 'GET',
    path: '/{root}/status/{id}/',
    summary: 'What became of objects my organization added (TAXII 2.1 §4.3)',
    input: { params: rootParams.extend({ id: text }) },
    output: statusResource,
    refusals: ['not-found', 'not-acceptable'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-collections',
    method: 'GET',
    path: '/{root}/collections/',
    summary: 'The collections of a community (TAXII 2.1 §5.1)',
    input: { params: rootParams },
    output: z.object({ collections: z.array(collectionResource).optional() }),
    refusals: ['not-found', 'not-acceptable'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-collection',
    method: 'GET',
    path: `${COLLECTION}/`,
    summary: 'One collection (TAXII 2.1 §5.2)',
    input: { params: collectionParams },
    output: collectionResource,
    refusals: ['not-found', 'not-acceptable'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-manifest',
    method: 'GET',
    path: `${COLLECTION}/manifest/`,
    summary: 'What a collection holds for me, without the objects (TAXII 2.1 §5.3)',
    input: { params: collectionParams, query: feedQuery },
    output: manifestResource,
    refusals: ['not-found', 'bad-request', 'not-acceptable'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-objects',
    method: 'GET',
    path: `${COLLECTION}/objects/`,
    summary: 'The objects a collection holds for me (TAXII 2.1 §5.4)',
    input: { params: collectionParams, query: feedQuery.extend(marked) },
    output: envelope,
    refusals: ['not-found', 'bad-request', 'not-acceptable'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-add-objects',
    method: 'POST',
    path: `${COLLECTION}/objects/`,
    summary: 'Add objects to the collection "inbox" (TAXII 2.1 §5.5)',
    scopes: ['taxii', 'write'],
    input: { params: collectionParams, body: envelope },
    rawBody: [TAXII_MEDIA_TYPE],
    output: statusResource,
    status: 202,
    refusals: ['not-found', 'not-acceptable', 'invalid'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-object',
    method: 'GET',
    path: `${COLLECTION}/objects/{id}/`,
    summary: 'One object (TAXII 2.1 §5.6)',
    input: {
      params: objectParams,
      query: z.object({ ...paging, ...oneVersion, ...marked }),
    },
    output: envelope,
    refusals: ['not-found', 'bad-request', 'not-acceptable'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-delete-object',
    method: 'DELETE',
    path: `${COLLECTION}/objects/{id}/`,
    summary: 'Take back what my organization brought (TAXII 2.1 §5.7)',
    scopes: ['taxii', 'write'],
    input: { params: objectParams, query: z.object(oneVersion) },
    output: z.object({}),
    refusals: ['not-found', 'not-allowed', 'bad-request', 'not-acceptable'],
  }),
  defineOperation({
    ...shared,
    name: 'taxii-versions',
    method: 'GET',
    path: `${COLLECTION}/objects/{id}/versions/`,
    summary: 'The versions of one object that I may see (TAXII 2.1 §5.8)',
    input: { params: objectParams, query: z.object({ ...paging, ...specVersion }) },
    output: versionsResource,
    refusals: ['not-found', 'bad-request', 'not-acceptable'],
  }),
];
