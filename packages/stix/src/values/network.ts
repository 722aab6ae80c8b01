import { isDomainName, isIpv4, isIpv6 } from '../addresses.ts';

/** The canonical form of one IPv4 address; a `/32` behind it says nothing and is dropped. */
export function canonicalIpv4(text: string): string | undefined {
  const address = text.endsWith('/32') ? text.slice(0, -3) : text;
  return isIpv4(address) ? address : undefined;
}

/** The canonical form of an IPv4 network: host bits cleared. */
export function canonicalIpv4Network(text: string): string | undefined {
  const [address = '', prefix = '', more] = text.split('/', 3);
  const bits = prefixOf(prefix, 32);
  if (more !== undefined || bits === undefined || !isIpv4(address)) return undefined;
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - bits);
  const first = Math.floor(number / size) * size;
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${bytes.join('.')}/${bits}`;
}

/** The canonical form of one IPv6 address (RFC 5952 §4); `/128` and zone-less text only. */
export function canonicalIpv6(text: string): string | undefined {
  const bare = text.endsWith('/128') ? text.slice(0, -4) : text;
  const groups = groupsOf(bare);
  return groups === undefined ? undefined : printGroups(groups);
}

/** The canonical form of an IPv6 network: host bits cleared. */
export function canonicalIpv6Network(text: string): string | undefined {
  const [address = '', prefix = '', more] = text.split('/', 3);
  const bits = prefixOf(prefix, 128);
  const groups = groupsOf(address);
  if (more !== undefined || bits === undefined || groups === undefined) return undefined;
  const kept = groups.map((group, index) => {
    const own = Math.min(Math.max(bits - index * 16, 0), 16);
    return group & ((0xffff << (16 - own)) & 0xffff);
  });
  return `${printGroups(kept)}/${bits}`;
}

/** The canonical form of a domain name: lower case, no dot at the end, other scripts as punycode. */
export function canonicalDomain(text: string): string | undefined {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (!isDomainName(name) || isIpv4(name)) return undefined;
  if (isAscii(name)) return name.toLowerCase();
  const host = parseUrl(`http://${name}/`)?.hostname;
  return host !== undefined && isDomainName(host) && !isIpv4(host) ? host : undefined;
}

/**
 * The canonical form of a URL, as browsers write it (scheme and host in lower case, no default
 * port, `/` for an empty path). A URL of a scheme that browsers do not split keeps its text.
 */
export function canonicalUrl(text: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:[^\s]/i.test(text) || /\s/.test(text)) return undefined;
  return parseUrl(text)?.href;
}

/** The canonical form of an e-mail address: lower case, the domain as a domain name. */
export function canonicalEmail(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 254 || /[\s<>]/.test(text)) return undefined;
  const domain = canonicalDomain(text.slice(at + 1));
  return domain === undefined ? undefined : `${text.slice(0, at).toLowerCase()}@${domain}`;
}

/** The canonical form of a MAC address: lower case with colons, from any of the usual spellings. */
export function canonicalMac(text: string): string | undefined {
  if (
    !/^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$|^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i.test(
      text,
    )
  ) {
    return undefined;
  }
  return text
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '')
    .replaceAll(/(..)(?!$)/g, '$1:');
}

function prefixOf(text: string, most: number): number | undefined {
  return /^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

function groupsOf(text: string): number[] | undefined {
  if (!isIpv6(text)) return undefined;
  const lastColon = text.lastIndexOf(':');
  const tail = text.slice(lastColon + 1);
  const plain = tail.includes('.') ? `${text.slice(0, lastColon + 1)}${hexOfIpv4(tail)}` : text;
  const [left = '', right] = plain.split('::', 2);
  const head = numbersOf(left);
  if (right === undefined) return head;
  const end = numbersOf(right);
  return [...head, ...Array<number>(8 - head.length - end.length).fill(0), ...end];
}

function hexOfIpv4(text: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function numbersOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

/** Writes groups with the longest run of two or more zeros as `::`, the first of equals. */
function printGroups(groups: readonly number[]): string {
  let best = { start: -1, length: 1 };
  let start = 0;
  for (let index = 0; index <= groups.length; index += 1) {
    if (groups[index] === 0) continue;
    if (index - start > best.length) best = { start, length: index - start };
    start = index + 1;
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start < 0) return hex.join(':');
  const head = hex.slice(0, best.start).join(':');
  return `${head}::${hex.slice(best.start + best.length).join(':')}`;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 127) return false;
  }
  return true;
}
