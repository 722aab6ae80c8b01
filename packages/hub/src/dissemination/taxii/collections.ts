import { createHash } from 'node:crypto';
import { SCO_TYPES } from '@tocsin/stix';
import type { CommunityView, MemberView } from '@tocsin/store';
import { STIX_MEDIA_TYPE } from '@tocsin/taxii';
import type { Collection } from '@tocsin/taxii';

/** A collection of a community: a name for a way of reading its feed. */
export interface FeedCollection {
  readonly id: string;
  readonly alias: string;
  readonly title: string;
  readonly description: string;
  /** Only objects of these types. */
  readonly types?: readonly string[];
  /** Only what this organization brought. */
  readonly origin?: string;
  /** Objects can be added here. */
  readonly isInbox: boolean;
}

interface Kind {
  readonly alias: string;
  readonly title: string;
  readonly words: string;
  readonly types: readonly string[];
}

const KINDS: readonly Kind[] = [
  { alias: 'indicators', title: 'Indicators', words: 'Indicators', types: ['indicator'] },
  {
    alias: 'reports',
    title: 'Reports',
    words: 'Reports, groupings, notes and opinions',
    types: ['report', 'grouping', 'note', 'opinion'],
  },
  {
    alias: 'malware',
    title: 'Malware and tools',
    words: 'Malware, malware analyses and tools',
    types: ['malware', 'malware-analysis', 'tool'],
  },
  {
    alias: 'attack-patterns',
    title: 'Attack patterns',
    words: 'Attack patterns and courses of action',
    types: ['attack-pattern', 'course-of-action'],
  },
  {
    alias: 'vulnerabilities',
    title: 'Vulnerabilities',
    words: 'Vulnerabilities',
    types: ['vulnerability'],
  },
  {
    alias: 'actors',
    title: 'Actors',
    words: 'Threat actors, intrusion sets, campaigns, infrastructure, identities and locations',
    types: ['threat-actor', 'intrusion-set', 'campaign', 'infrastructure', 'identity', 'location'],
  },
  { alias: 'incidents', title: 'Incidents', words: 'Incidents', types: ['incident'] },
  {
    alias: 'relationships',
    title: 'Relationships',
    words: 'Relationships',
    types: ['relationship'],
  },
  {
    alias: 'sightings',
    title: 'Sightings',
    words: 'Sightings and observed data',
    types: ['sighting', 'observed-data'],
  },
  {
    alias: 'observables',
    title: 'Observables',
    words: 'Addresses, domain names, files and other observables',
    types: [...SCO_TYPES],
  },
];

/** Communities whose collections are kept in memory. */
const KEPT_MAX = 1000;
const kept = new Map<string, ReadonlyMap<string, FeedCollection>>();

/** The collections every member has, by id and by alias: everything, and one for each kind. */
export function kindCollections(community: CommunityView): ReadonlyMap<string, FeedCollection> {
  const held = kept.get(community.id);
  if (held !== undefined) return held;
  const made = new Map<string, FeedCollection>();
  const add = (collection: FeedCollection): void => {
    made.set(collection.id, collection);
    made.set(collection.alias, collection);
  };
  add({
    id: collectionId(community.id, 'everything'),
    alias: 'everything',
    title: 'Everything I may see',
    description: 'All that was shared here with you',
    isInbox: false,
  });
  for (const { alias, title, words, types } of KINDS) {
    const id = collectionId(community.id, alias);
    add({ id, alias, title, description: `${words} that you may see`, types, isInbox: false });
  }
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(community.id, made);
  return made;
}

/** Where an organization's programs put objects, and find again what the organization brought. */
export function inboxCollection(community: CommunityView, organization: string): FeedCollection {
  return {
    // The same for every reader: the id is a name, what it gives depends on who asks.
    id: collectionId(community.id, 'inbox'),
    alias: 'inbox',
    title: 'Inbox',
    description: 'Add objects here; gives what your organization brought',
    origin: organization,
    isInbox: true,
  };
}

/** What one member organization brought. */
export function sourceCollection(community: CommunityView, member: MemberView): FeedCollection {
  const { id, slug, name } = member.organization;
  return {
    id: collectionId(community.id, `source ${id}`),
    alias: `from-${slug}`,
    title: `From ${name}`,
    description: `What ${name} brought and you may see`,
    origin: id,
    isInbox: false,
  };
}

/** A collection as TAXII shows it to a caller (TAXII 2.1 §5.2). */
export function collectionResource(collection: FeedCollection, mayWrite: boolean): Collection {
  return {
    id: collection.id,
    title: collection.title,
    description: collection.description,
    alias: collection.alias,
    can_read: true,
    can_write: collection.isInbox && mayWrite,
    media_types: [STIX_MEDIA_TYPE],
  };
}

/**
 * A UUID from public content only, the same for every reader and on every node. TAXII's identifiers are of
 * version 4 (TAXII 2.1 §2), so the hash is given that form.
 */
function collectionId(community: string, name: string): string {
  const hash = createHash('sha256').update(`tocsin collection\n${community}\n${name}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x40, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return `${parts.join('-')}-${hex.slice(20)}`;
}
