import { canonicalValue } from '@tocsin/stix';

/** What a member wants to keep out of everything it shares. Kept on the member's side, never sent anywhere. */
export interface MemberProfile {
  /** Domains and tenants of its own; everything below them belongs to it. */
  readonly domains: readonly string[];
  /** Networks of its own, as `203.0.113.0/24`. */
  readonly networks: readonly string[];
  /** Names, brands and short names of the organization. */
  readonly names: readonly string[];
  /** People who work there. */
  readonly people: readonly string[];
  readonly clients: readonly string[];
  /** What host names begin with: `SRV-`, `wks`. */
  readonly hostPrefixes: readonly string[];
  /** What ticket numbers begin with: `INC`, `HD-`. */
  readonly ticketPrefixes: readonly string[];
}

/** Nothing is known of the member: only what is wrong for everybody is found. */
export const NO_PROFILE: MemberProfile = Object.freeze({
  domains: [],
  networks: [],
  names: [],
  people: [],
  clients: [],
  hostPrefixes: [],
  ticketPrefixes: [],
});

/** Entries of one list. */
const LIST_MAX = 20_000;
/** Characters of one entry. */
const ENTRY_MAX = 300;

/** What is wrong with a profile. */
export interface ProfileProblem {
  /** The member it is about, or empty. */
  readonly field: string;
  readonly message: string;
}

/** Reads a profile from what a JSON file holds; every list may be left out. */
export function readProfile(value: unknown): MemberProfile | ProfileProblem {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { field: '', message: 'Expected an object with lists such as "domains"' };
  const given = new Map<string, unknown>(Object.entries(value));
  const read: Record<string, readonly string[]> = { ...NO_PROFILE };
  for (const [field, list] of given) {
    if (!Object.hasOwn(NO_PROFILE, field))
      return { field, message: `Expected one of ${Object.keys(NO_PROFILE).join(', ')}` };
    if (!Array.isArray(list) || list.length > LIST_MAX || !list.every(isEntry))
      return {
        field,
        message: `Expected at most ${String(LIST_MAX)} texts of 2 to ${String(ENTRY_MAX)} characters`,
      };
    const wrong = list.find((entry) => !isMeant(field, entry));
    if (wrong !== undefined)
      return {
        field,
        message: `"${wrong}" is none: write a domain, or a network as 203.0.113.0/24`,
      };
    read[field] = list;
  }
  return { ...NO_PROFILE, ...read };
}

function isEntry(entry: unknown): entry is string {
  return typeof entry === 'string' && entry.trim().length >= 2 && entry.length <= ENTRY_MAX;
}

/** A network nobody can read would hold no address, or every one. */
function isMeant(field: string, entry: string): boolean {
  if (field === 'domains') return canonicalValue('domain', entry) !== undefined;
  if (field !== 'networks') return true;
  const kinds = entry.includes('/')
    ? (['ipv4-net', 'ipv6-net'] as const)
    : (['ipv4', 'ipv6'] as const);
  return !/\/0*$/.test(entry) && kinds.some((kind) => canonicalValue(kind, entry) !== undefined);
}
