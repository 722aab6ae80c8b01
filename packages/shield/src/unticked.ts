import type { ObservableKind } from '@tocsin/stix';
import ipaddr from 'ipaddr.js';

/** Why a value is not proposed for sharing. */
export interface Unticked {
  readonly code: 'private-address' | 'local-address' | 'reserved-address' | 'own-domain';
  readonly words: string;
}

/**
 * Why a value found in a text is hardly meant to be shared, or `undefined` when it is. Only a proposal: whoever
 * shares may tick it. Addresses and names kept for documentation stay ticked: exercises are made of them.
 */
export function untickedWhy(
  { kind, value }: { kind: ObservableKind; value: string },
  ownDomains: readonly string[],
): Unticked | undefined {
  const host = hostOf(kind, value);
  if (host === undefined) return undefined;
  if (ipaddr.isValid(host)) return unroutable(host);
  const own = ownDomains.find((domain) => host === domain || host.endsWith(`.${domain}`));
  if (own === undefined) return undefined;
  return { code: 'own-domain', words: `It belongs to ${own}, where you have your own address` };
}

/** The machine or name a value points at, when it points at one. */
function hostOf(kind: ObservableKind, value: string): string | undefined {
  switch (kind) {
    case 'ipv4':
    case 'ipv6':
    case 'domain':
      return value;
    case 'ipv4-net':
    case 'ipv6-net':
      return value.split('/')[0];
    case 'email':
      return value.slice(value.lastIndexOf('@') + 1);
    case 'url':
      return URL.canParse(value) ? new URL(value).hostname.replace(/^\[(.*)\]$/, '$1') : undefined;
    default:
      return undefined;
  }
}

const PRIVATE: Unticked = {
  code: 'private-address',
  words: 'It is an address of a private network; others cannot find it there (RFC 1918, RFC 4193)',
};
const LOCAL: Unticked = {
  code: 'local-address',
  words: 'It is an address within one machine or one network segment',
};
const RESERVED: Unticked = {
  code: 'reserved-address',
  words: 'It is an address no machine on the internet has (IANA special-purpose registries)',
};

/** The ranges as ipaddr.js names them; what is not here can be reached, or is kept for documentation. */
const RANGES: Readonly<Record<string, Unticked>> = {
  private: PRIVATE,
  uniqueLocal: PRIVATE,
  carrierGradeNat: PRIVATE,
  loopback: LOCAL,
  linkLocal: LOCAL,
  broadcast: RESERVED,
  multicast: RESERVED,
  unspecified: RESERVED,
  reserved: RESERVED,
  benchmarking: RESERVED,
};

function unroutable(address: string): Unticked | undefined {
  const parsed = ipaddr.parse(address);
  if (DOCUMENTATION.some((prefix) => parsed.toString().startsWith(prefix))) return undefined;
  return RANGES[parsed.range()];
}

/** RFC 5737, RFC 3849. */
const DOCUMENTATION = ['192.0.2.', '198.51.100.', '203.0.113.', '2001:db8:'];
