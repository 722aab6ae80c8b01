import { canonicalValue } from '@tocsin/stix';
import type { Spot } from '../finding.ts';
import type { MemberProfile } from '../profile.ts';
import type { RuleName } from '../rule-table.ts';
import { spotsOf } from './spots.ts';

/** What only the member itself knows to be its own. */
export function ownSpots(text: string, profile: MemberProfile): Spot[] {
  return [
    ...domainSpots(text, profile.domains),
    ...addressSpots(text, profile.networks),
    ...nameSpots(text, 'own-name', profile.names),
    ...nameSpots(text, 'own-person', profile.people.flatMap(namesOf)),
    ...nameSpots(text, 'client-name', profile.clients),
    ...prefixSpots(text, {
      rule: 'internal-host',
      prefixes: profile.hostPrefixes,
      rest: String.raw`[\p{L}\p{N}-]{0,40}\d[\p{L}\p{N}-]{0,40}`,
    }),
    ...prefixSpots(text, {
      rule: 'ticket',
      prefixes: profile.ticketPrefixes,
      rest: String.raw`[ #:-]{0,2}\d[\d-]{1,14}`,
    }),
  ];
}

const HOST =
  /(?<![\p{L}\p{N}_-])(?:[\p{L}\p{N}_.%+-]{1,64}@)?(?<it>[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){1,10})/dgu;

/** Hosts below a domain, with the mailbox before an at sign: both name the member or somebody there. */
export function domainSpots(
  text: string,
  domains: readonly string[],
  rule: RuleName = 'own-domain',
): Spot[] {
  const own = new Set(
    domains.map((domain) => canonicalValue('domain', domain) ?? domain.toLowerCase()),
  );
  if (own.size === 0) return [];
  const spots: Spot[] = [];
  for (const match of text.matchAll(HOST)) {
    const host = match.groups?.['it']?.toLowerCase() ?? '';
    const labels = host.split('.');
    if (labels.some((_, at) => own.has(labels.slice(at).join('.'))))
      spots.push({ rule, start: match.index, end: match.index + match[0].length });
  }
  return spots;
}

/** Addresses inside a network, IPv4 and IPv6. */
function addressSpots(text: string, networks: readonly string[]): Spot[] {
  const own = networks.flatMap((network) => rangeOf(network) ?? []);
  if (own.length === 0) return [];
  const shape =
    /(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:-]|\.\d)/gi;
  return spotsOf(text, {
    rule: 'own-address',
    shape,
    isIt: (found) => {
      const bits = bitsOf(found);
      return bits !== undefined && own.some((prefix) => bits.startsWith(prefix));
    },
  });
}

/** A network as the bits all its addresses begin with. */
function rangeOf(network: string): string | undefined {
  const [address = '', length] = network.split('/');
  const bits = bitsOf(address);
  return bits?.slice(0, length === undefined ? bits.length : 1 + Number(length));
}

/** The bits of an address as text, after a letter that tells IPv4 from IPv6. */
function bitsOf(address: string): string | undefined {
  const four = canonicalValue('ipv4', address);
  if (four !== undefined)
    return `4${four
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')}`;
  const six = canonicalValue('ipv6', address);
  if (six === undefined) return undefined;
  const [head = '', tail] = six.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap =
    tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0');
  const groups = [...first, ...gap, ...last];
  return `6${groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')}`;
}

/** A person as others write them: "Ana Brandt", "Brandt, Ana", "ana.brandt", "abrandt". */
export function namesOf(person: string): string[] {
  const parts = person.trim().split(/\s+/u);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length < 2) return [person.trim()];
  return [
    person.trim(),
    `${last}, ${first}`,
    `${first}.${last}`,
    `${first}_${last}`,
    `${first[0] ?? ''}${last}`,
    `${first[0] ?? ''}. ${last}`,
  ];
}

/** Names as whole words, in any case, with any space between their parts. */
export function nameSpots(text: string, rule: RuleName, names: readonly string[]): Spot[] {
  return oneShape(
    names.map((name) => escaped(name.trim()).replaceAll(/\s+/gu, String.raw`\s{1,3}`)),
  ).flatMap((words) =>
    spotsOf(text, {
      rule,
      shape: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})(?![\p{L}\p{N}])`, 'giu'),
    }),
  );
}

interface Prefixed {
  readonly rule: RuleName;
  readonly prefixes: readonly string[];
  readonly rest: string;
}

function prefixSpots(text: string, { rule, prefixes, rest }: Prefixed): Spot[] {
  return oneShape(prefixes.map((prefix) => escaped(prefix.trim()))).flatMap((words) =>
    spotsOf(text, {
      rule,
      shape: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})${rest}(?![\p{L}\p{N}])`, 'giu'),
    }),
  );
}

/** Alternatives a shape holds at most: long lists are looked for in several goes. */
const AT_ONCE = 500;

function oneShape(words: readonly string[]): string[] {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const shapes: string[] = [];
  for (let at = 0; at < longestFirst.length; at += AT_ONCE)
    shapes.push(longestFirst.slice(at, at + AT_ONCE).join('|'));
  return shapes;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
