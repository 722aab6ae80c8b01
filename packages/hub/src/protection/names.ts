import { LRUCache } from 'lru-cache';
import { aliasName, isAlias, nextBoundary } from '@tocsin/policy';
import type { CallerContext } from '../kernel/index.ts';
import { viewOfMarking } from './protection.view.ts';
import type { MarkingView } from './protection.view.ts';

/** What a place that shows rows needs to know about its caller and hub. */
export type NamingContext = Pick<
  CallerContext,
  'handle' | 'principal' | 'caller' | 'events' | 'now'
>;

/** Names of organizations by id. */
export type OrganizationNames = (id: string) => string;

/** The name of an organization the caller's directory does not list (any more). */
const NOT_LISTED = 'An organization not listed here';
/** How long names are kept. Milliseconds. An organization that is not among them is looked for at once. */
const NAMES_KEPT_MS = 30_000;
/** Callers and communities whose names are kept; labels whose words are kept. */
const DIRECTORIES_MAX = 1000;
const LABELS_MAX = 10_000;

/**
 * The names of these organizations as the caller's directory of the community gives them. Kept per caller: what
 * one caller may see never answers another.
 */
export async function organizationNames(
  context: NamingContext,
  community: string,
  organizations: Iterable<string>,
): Promise<OrganizationNames> {
  const known = await keptNames(context, `members ${community}`, {
    wanted: [...organizations].filter((id) => !isAlias(id)),
    read: async () => {
      const members = await context.handle.directory.members(community);
      return members.map(({ organization }) => [organization.id, organization.name]);
    },
  });
  return (id) => known.get(id) ?? aliasName(id) ?? NOT_LISTED;
}

/** The names of these communities, as far as the caller belongs to them. */
export async function communityNames(
  context: NamingContext,
  communities: Iterable<string>,
): Promise<(id: string) => string> {
  const known = await keptNames(context, 'communities', {
    wanted: communities,
    read: async () => {
      const own = await context.handle.directory.communities();
      return own.map(({ id, name }) => [id, name]);
    },
  });
  return (id) => known.get(id) ?? 'A community you are not in';
}

/**
 * The markings of rows the caller was just given, by the number of their label. A label's row never changes its
 * meaning, so what was read is kept until an instant at which it means something else; the first reading goes
 * through the caller's handle. A number the caller may no longer see is left out: its row has gone for them too.
 */
export async function markingsOfRows(
  context: NamingContext,
  rows: Iterable<{ readonly labelId: number }>,
): Promise<ReadonlyMap<number, MarkingView>> {
  const { markings } = keptOf(context);
  const now = context.now();
  const found = new Map<number, MarkingView>();
  for (const { labelId } of rows) {
    if (found.has(labelId)) continue;
    const kept = markings.get(labelId);
    if (kept !== undefined && now >= kept.at && now < kept.until) {
      found.set(labelId, kept.view);
      continue;
    }
    const label = await context.handle.exchange.label(labelId);
    if (label === undefined) continue;
    const view = viewOfMarking(label, { now });
    markings.set(labelId, { view, at: now, until: nextBoundary(label, now) ?? Infinity });
    found.set(labelId, view);
  }
  return found;
}

/** The organization a caller acts for. */
export function actingOrganization({
  principal,
  caller,
}: Pick<CallerContext, 'principal' | 'caller'>): string {
  return principal.kind === 'token' ? (caller.token?.organization ?? '') : principal.organization;
}

interface Kept {
  readonly names: LRUCache<string, KeptNames>;
  readonly markings: LRUCache<number, KeptMarking>;
}

interface KeptMarking {
  readonly view: MarkingView;
  /** Said at this instant, and true until that one. */
  readonly at: number;
  readonly until: number;
}

interface KeptNames {
  readonly at: number;
  readonly names: ReadonlyMap<string, string>;
  /** Asked for and not found: not looked for again until the names are read anew. */
  readonly missing: Set<string>;
}

/** Several hubs may run in one process; each keeps its own, and loses it when it goes. */
const keptByHub = new WeakMap<object, Kept>();

function keptOf(context: NamingContext): Kept {
  let kept = keptByHub.get(context.events);
  if (kept === undefined) {
    kept = {
      names: new LRUCache({ max: DIRECTORIES_MAX }),
      markings: new LRUCache({ max: LABELS_MAX }),
    };
    keptByHub.set(context.events, kept);
  }
  return kept;
}

async function keptNames(
  context: NamingContext,
  list: string,
  from: { wanted: Iterable<string>; read: () => Promise<[string, string][]> },
): Promise<ReadonlyMap<string, string>> {
  const { names } = keptOf(context);
  const { principal } = context;
  const key = `${principal.kind} ${principal.id} ${actingOrganization(context)} ${list}`;
  const now = context.now();
  const wanted = [...from.wanted];
  const held = names.get(key);
  if (held !== undefined && now - held.at < NAMES_KEPT_MS && now >= held.at) {
    if (wanted.every((id) => held.names.has(id) || held.missing.has(id))) return held.names;
  }
  if (wanted.length === 0) return new Map();
  const read = new Map(await from.read());
  const missing = new Set(wanted.filter((id) => !read.has(id)));
  names.set(key, { at: now, names: read, missing });
  return read;
}
