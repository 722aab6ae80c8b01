import type { FastifyReply, FastifyRequest } from 'fastify';
import { isReadingState } from '@tocsin/policy';
import type { CommunityView } from '@tocsin/store';
import { acceptsTaxii, isTaxiiContent, TAXII_MEDIA_TYPE } from '@tocsin/taxii';
import { Refused } from '../../kernel/index.ts';
import type { Caller, HubServices } from '../../kernel/index.ts';
import {
  collectionResource,
  inboxCollection,
  kindCollections,
  sourceCollection,
} from './collections.ts';
import type { FeedCollection } from './collections.ts';
import { TaxiiRefused, taxiiHidden, taxiiRefusal } from './refusal.ts';
import type { Collection } from '@tocsin/taxii';

/**
 * Who asks, before a body is read: acceptable media types, a known caller, a token made for TAXII.
 * A token needs the scope `taxii`, and `write` besides to add objects.
 */
export async function admit(
  hub: HubServices,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Caller | TaxiiRefused> {
  if (!acceptsTaxii(request.headers.accept)) {
    const words = `Only ${TAXII_MEDIA_TYPE} can be given; ask for it in the Accept header`;
    return new TaxiiRefused(406, words);
  }
  const caller = await hub.authenticate(request);
  if (caller instanceof Refused) {
    return taxiiRefusal(hub.countUnknown(request, reply) ?? caller);
  }
  const stopped = hub.countRequest(caller, reply);
  if (stopped !== undefined) return taxiiRefusal(stopped);
  const scopes = caller.token?.scopes;
  if (scopes !== undefined && !scopes.includes('taxii')) {
    const words = 'The token lacks the scope "taxii"; make one that has it';
    return new TaxiiRefused(403, words);
  }
  return caller;
}

/** Why a body is not read, before it is read. */
export function bodyRefusal(request: FastifyRequest): TaxiiRefused | undefined {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (isTaxiiContent(request.headers['content-type']) && encoding === 'identity') return undefined;
  const words = `Send the objects as "${TAXII_MEDIA_TYPE}", in UTF-8, not compressed`;
  return new TaxiiRefused(415, words);
}

/** Whether a caller may add and delete. */
export function mayWrite(caller: Caller): boolean {
  return caller.token?.scopes.includes('write') ?? true;
}

/** The communities a caller reads by TAXII, in the order of their names in addresses. */
export async function communitiesOf(caller: Caller): Promise<CommunityView[]> {
  const all = await caller.handle.directory.communities();
  return all
    .filter((community) => isOpenTo(caller, community))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/** A collection by id or alias. */
export async function collectionOf(
  caller: Caller,
  community: CommunityView,
  idOrAlias: string,
): Promise<FeedCollection | TaxiiRefused> {
  const kind = kindCollections(community).get(idOrAlias);
  if (kind !== undefined) return kind;
  const inbox = inboxCollection(community, organizationOf(caller));
  if (idOrAlias === inbox.alias || idOrAlias === inbox.id) return inbox;
  const members = await caller.handle.directory.members(community.id);
  for (const member of members) {
    const source = sourceCollection(community, member);
    if (source.id === idOrAlias || source.alias === idOrAlias) return source;
  }
  return taxiiHidden();
}

/** All collections of a community as a caller sees them, in the order of their ids. */
export async function collectionsOf(
  caller: Caller,
  community: CommunityView,
): Promise<Collection[]> {
  const members = await caller.handle.directory.members(community.id);
  const all = new Set([
    ...kindCollections(community).values(),
    inboxCollection(community, organizationOf(caller)),
    ...members.map((member) => sourceCollection(community, member)),
  ]);
  return [...all]
    .map((collection) => collectionResource(collection, mayWrite(caller)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function organizationOf(caller: Caller): string {
  const { principal, token } = caller;
  return token?.organization ?? (principal.kind === 'person' ? principal.organization : '');
}

/** Whether a caller reads a community by this protocol: by membership, and by what the token is bound to. */
export function isOpenTo(caller: Caller, community: CommunityView): boolean {
  const only = caller.token?.community;
  return (only === undefined || only === community.id) && isReadingState(community.standing.state);
}
