import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  collectionsText,
  dateAddedHeaders,
  ENDPOINT_FILTERS,
  envelopeText,
  manifestText,
  readFilters,
  TAXII_MEDIA_TYPE,
  versionsText,
} from '@tocsin/taxii';
import type { ApiRoot, Discovery } from '@tocsin/taxii';
import type { FeedRow } from '@tocsin/store';
import { faultForLog, keepReasonOf, NOT_AGREED } from '../../kernel/index.ts';
import type { Caller, HubServices, Refused } from '../../kernel/index.ts';
import { addObjects, statusOfReceipt } from './add-objects.ts';
import {
  admit,
  bodyRefusal,
  collectionOf,
  collectionsOf,
  communitiesOf,
  mayWrite,
} from './admit.ts';
import { collectionResource } from './collections.ts';
import { deleteObject } from './delete-object.ts';
import { KnownCommunities } from './known-communities.ts';
import { asAsked } from './marked.ts';
import { hasObject, readPage } from './read-page.ts';
import type { Asked, CollectionPage, Place } from './read-page.ts';
import {
  isTaxiiRefused,
  taxiiBadRequest,
  taxiiHidden,
  taxiiRefusal,
  TaxiiRefused,
} from './refusal.ts';
import { TAXII_BASE } from './taxii.contract.ts';

/** An answer with a body that is JSON already. */
interface TaxiiAnswer {
  readonly text: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Params {
  readonly root: string;
  readonly collection: string;
  readonly id: string;
}

/** One request of a known caller. */
interface Call {
  readonly hub: HubServices;
  readonly known: KnownCommunities;
  readonly caller: Caller;
  readonly params: Params;
  /** The query of the address, without its question mark. */
  readonly search: string;
  readonly body: Uint8Array;
  /** Why the caller keeps what the shield would refuse. */
  readonly keepReason: string | undefined;
}

type Answering = (call: Call) => Promise<TaxiiAnswer | TaxiiRefused>;

/** The routes of TAXII 2.1, with and without the closing slash. */
export function addTaxii(server: FastifyInstance, hub: HubServices): void {
  const known = new KnownCommunities(hub);
  server.addHook('onClose', (_server, done) => {
    known.stop();
    done();
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  server.setErrorHandler((error: FastifyError, request, reply) => {
    send(reply, refusalOf(hub, error, request));
  });
  // Whatever else lies under this address is answered as TAXII too.
  server.all(`${TAXII_BASE}/*`, async (request, reply) => {
    const caller = await admit(hub, request, reply);
    return send(reply, isTaxiiRefused(caller) ? caller : taxiiHidden());
  });
  const root = `${TAXII_BASE}/:root`;
  const collection = `${root}/collections/:collection`;
  const routes: [method: 'GET' | 'POST' | 'DELETE', path: string, answer: Answering][] = [
    ['GET', TAXII_BASE, discovery],
    ['GET', root, apiRoot],
    ['GET', `${root}/status/:id`, status],
    ['GET', `${root}/collections`, collections],
    ['GET', collection, oneCollection],
    ['GET', `${collection}/manifest`, manifest],
    ['GET', `${collection}/objects`, objects],
    ['POST', `${collection}/objects`, add],
    ['GET', `${collection}/objects/:id`, object],
    ['DELETE', `${collection}/objects/:id`, remove],
    ['GET', `${collection}/objects/:id/versions`, versions],
  ];
  for (const [method, path, answer] of routes) {
    for (const url of [path, `${path}/`]) addRoute(server, { hub, known }, { method, url, answer });
  }
}

function addRoute(
  server: FastifyInstance,
  { hub, known }: Pick<Call, 'hub' | 'known'>,
  { method, url, answer }: { method: 'GET' | 'POST' | 'DELETE'; url: string; answer: Answering },
): void {
  server.route<{ Params: Params; Body: Uint8Array }>({
    method,
    url,
    // Before the body: nobody unknown makes the hub read eight megabytes.
    onRequest: async (request, reply) => {
      const caller = await admit(hub, request, reply);
      if (isTaxiiRefused(caller)) return send(reply, caller);
      const refused = method === 'POST' ? bodyRefusal(request) : undefined;
      if (refused !== undefined) return send(reply, refused);
      request.caller = caller;
      return undefined;
    },
    handler: async (request, reply) => {
      const { caller, params, body } = request;
      if (caller === undefined || !isPlain(params)) return send(reply, taxiiHidden());
      const search = searchOf(request);
      const keepReason = keepReasonOf(request);
      const call: Call = { hub, known, caller, params, search, body, keepReason };
      return send(reply, await answer(call));
    },
  });
}

/** The server and the communities the caller reads (TAXII 2.1 §4.1). */
const discovery: Answering = async ({ hub, caller }) => {
  const roots = (await communitiesOf(caller)).map(({ slug }) => `${TAXII_BASE}/${slug}/`);
  const body: Discovery = {
    title: 'Tocsin',
    description: 'Exchange of threat information between organizations',
  };
  if (hub.settings.publicUrl !== undefined) body.contact = hub.settings.publicUrl;
  const [first] = roots;
  if (first !== undefined) Object.assign(body, { default: first, api_roots: roots });
  return { text: JSON.stringify(body) };
};

/** A community as an API root (TAXII 2.1 §4.2). */
const apiRoot: Answering = async ({ hub, known, caller, params }) => {
  const community = await known.of(caller, params.root);
  if (isTaxiiRefused(community)) return community;
  const body: ApiRoot = {
    title: community.name,
    versions: [TAXII_MEDIA_TYPE],
    max_content_length: hub.settings.bodyMaxBytes,
  };
  if (community.purpose !== '') body.description = community.purpose;
  return { text: JSON.stringify(body) };
};

/** What became of an addition by the caller's own organization (TAXII 2.1 §4.3). */
const status: Answering = async ({ known, caller, params }) => {
  const community = await known.of(caller, params.root);
  if (isTaxiiRefused(community)) return community;
  const receipt = await caller.handle.exchange.receipt(params.id);
  if (receipt?.community !== community.id) return taxiiHidden();
  return { text: JSON.stringify(statusOfReceipt(receipt)) };
};

/** The collections (TAXII 2.1 §5.1). */
const collections: Answering = async ({ known, caller, params }) => {
  const community = await known.of(caller, params.root);
  if (isTaxiiRefused(community)) return community;
  return { text: collectionsText(await collectionsOf(caller, community)) };
};

/** One collection (TAXII 2.1 §5.2). */
const oneCollection: Answering = async (call) => {
  const place = await placeOf(call);
  if (isTaxiiRefused(place)) return place;
  return { text: JSON.stringify(collectionResource(place.collection, mayWrite(call.caller))) };
};

/** What a collection holds, without the objects (TAXII 2.1 §5.3). */
const manifest: Answering = async (call) => {
  const page = await pageOf(call, { endpoint: 'manifest', search: call.search });
  if (isTaxiiRefused(page)) return page;
  return { text: manifestText(page.rows, page.end), headers: datesOf(page.rows) };
};

/** The objects of a collection (TAXII 2.1 §5.4). */
const objects: Answering = async (call) => {
  const page = await pageOf(call, { endpoint: 'objects', search: call.search });
  return isTaxiiRefused(page) ? page : deliver(call, page);
};

/** One object (TAXII 2.1 §5.6). */
const object: Answering = async (call) => {
  const asked: Asked = { endpoint: 'object', search: call.search, id: call.params.id };
  const page = await pageOf(call, asked);
  return isTaxiiRefused(page) ? page : deliver(call, page);
};

/** The versions of one object (TAXII 2.1 §5.8). */
const versions: Answering = async (call) => {
  const asked: Asked = { endpoint: 'versions', search: call.search, id: call.params.id };
  const page = await pageOf(call, asked);
  if (isTaxiiRefused(page)) return page;
  const list = page.rows.map((row) => row.version);
  return { text: versionsText(list, page.end), headers: datesOf(page.rows) };
};

/** Adds objects (TAXII 2.1 §5.5). */
const add: Answering = async (call) => {
  const place = await placeOf(call);
  if (isTaxiiRefused(place)) return place;
  if (!place.collection.isInbox) {
    const words = 'This collection only gives objects; add them to the collection "inbox"';
    return new TaxiiRefused(403, words);
  }
  if (!mayWrite(call.caller)) {
    const words = 'The token lacks the scope "write"; make one that has it';
    return new TaxiiRefused(403, words);
  }
  const body = call.body ?? new Uint8Array();
  const { bodyMaxBytes, jsonDepthMax } = call.hub.settings;
  const { keepReason } = call;
  const limits = { bodyBytes: bodyMaxBytes, depth: jsonDepthMax, keepReason };
  const result = await addObjects(place, body, limits);
  return isTaxiiRefused(result) ? result : { status: 202, text: JSON.stringify(result) };
};

/** Takes back what the caller's own organization brought (TAXII 2.1 §5.7); others hear of it as of a retraction. */
const remove: Answering = async (call) => {
  const place = await placeOf(call);
  if (isTaxiiRefused(place)) return place;
  const read = readFilters(call.search, ENDPOINT_FILTERS.delete);
  if (!read.ok) return taxiiBadRequest(read.problem);
  const { id } = call.params;
  if (!(await hasObject(place, id))) return taxiiHidden();
  if (!place.collection.isInbox || !mayWrite(call.caller)) {
    const words =
      'Take objects back from the collection "inbox", with a token of the scope "write"';
    return new TaxiiRefused(403, words);
  }
  return (await deleteObject(place, id, read.filters)) ?? { text: '{}' };
};

async function placeOf({ known, caller, params }: Call): Promise<Place | TaxiiRefused> {
  const community = await known.of(caller, params.root);
  if (isTaxiiRefused(community)) return community;
  const collection = await collectionOf(caller, community, params.collection);
  return isTaxiiRefused(collection) ? collection : { caller, community, collection };
}

async function pageOf(call: Call, asked: Asked): Promise<CollectionPage | TaxiiRefused> {
  const place = await placeOf(call);
  if (isTaxiiRefused(place)) return place;
  const page = await readPage(call.hub, place, asked);
  if (isTaxiiRefused(page) || page.rows.length > 0 || asked.id === undefined) return page;
  // An object that the filters leave nothing of is there; one that is hidden or absent is not.
  return (await hasObject(place, asked.id)) ? page : taxiiHidden();
}

/** Enters objects in the delivery ledger, then sends them. */
async function deliver(call: Call, page: CollectionPage): Promise<TaxiiAnswer> {
  const { handle } = call.caller;
  const { filters, end, place } = page;
  const asked = { version: filters.tlp, now: call.hub.now() };
  // A person who comes by their session is not asked here: what they have to confirm first they open in the app.
  const missing = await handle.attestation.missing(place.community.id, page.rows);
  const open = page.rows.filter((_row, index) => !missing.has(index));
  const { rows, texts } = await asAsked(handle, open, asked);
  if (rows.length > 0) {
    await handle.exchange.delivered({ community: place.community.id, way: 'taxii', rows });
  }
  return { text: envelopeText(texts, end), headers: datesOf(rows) };
}

function datesOf(rows: readonly FeedRow[]): Record<string, string> {
  return dateAddedHeaders(rows[0]?.dateAdded, rows.at(-1)?.dateAdded);
}

/** A refusal of the kernel, before any route, as a TAXII error message (TAXII 2.1 §3.6.1). */
export function sendRefusal(reply: FastifyReply, refused: Refused): FastifyReply {
  return send(reply, taxiiRefusal(refused));
}

const JSON_HEADERS = { 'content-type': TAXII_MEDIA_TYPE };
/** Both schemes a TAXII client may use; browsers ask for a password only where they are sent by hand. */
const CHALLENGE = 'Basic realm="tocsin", charset="UTF-8", Bearer realm="tocsin"';

function send(reply: FastifyReply, answer: TaxiiAnswer | TaxiiRefused): FastifyReply {
  reply.headers(JSON_HEADERS);
  if (answer instanceof TaxiiRefused) {
    if (answer.status === 401) reply.header('www-authenticate', CHALLENGE);
    if (answer.retryAfterSeconds !== undefined) {
      reply.header('retry-after', String(answer.retryAfterSeconds));
    }
    return reply.code(answer.status).send(Buffer.from(answer.text()));
  }
  if (answer.headers !== undefined) reply.headers(answer.headers);
  // As bytes: with a text the framework would write the media type anew, in a form clients do not know.
  return reply.code(answer.status ?? 200).send(Buffer.from(answer.text));
}

/** No control characters: PostgreSQL cannot even be asked about NUL. */
function isPlain(params: Params): boolean {
  return Object.values(params).every((part) => !/\p{Cc}/u.test(String(part)));
}

function searchOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}

function refusalOf(hub: HubServices, error: FastifyError, request: FastifyRequest): TaxiiRefused {
  if (error.name === 'NotAReader') {
    return new TaxiiRefused(401, 'This token is unknown, revoked or expired');
  }
  if (error.name === 'NotFound') return taxiiHidden();
  if (error.name === 'SchemeNotAgreed') return new TaxiiRefused(403, NOT_AGREED);
  if (error.name === 'PlanStale') {
    return new TaxiiRefused(
      503,
      'Others are changing the same things at this moment; try again',
      1,
    );
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const words = `The body is larger than ${String(hub.settings.bodyMaxBytes)} bytes; send it in parts`;
    return new TaxiiRefused(413, words);
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return taxiiBadRequest('Cannot read the request');
  }
  hub.metrics.faults.inc({ place: request.routeOptions.url ?? 'taxii' });
  hub.log.error({ request: request.id, ...faultForLog(error) }, 'fault');
  return new TaxiiRefused(500, 'It was recorded; try again');
}
