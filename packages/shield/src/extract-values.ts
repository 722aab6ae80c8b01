import { canonicalValue, isDomainName, isIpv6, refang } from '@tocsin/stix';
import type { ObservableKind } from '@tocsin/stix';
import { parse as parseHost } from 'tldts';

/** A value found in a text. Offsets are UTF-16 units; the end is not included. */
export interface FoundValue {
  readonly kind: ObservableKind;
  /** Canonical, not defanged. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Every place it stands at, the first among them, up to a number. */
  readonly places: readonly Place[];
}

/** Places of one value that are told. */
const PLACES_MAX = 100;

interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the values in a text a person pasted: URLs, e-mail addresses, vulnerability numbers, hashes, IP addresses
 * and networks, domains, defanged or not. Each value once, at its first place, in the order of the text. What
 * could as well be something else (file names, version numbers of five parts, times) is left alone.
 */
export function extractValues(text: string, most: number): FoundValue[] {
  const taken = new Uint8Array(text.length);
  const found = new Map<string, Value & { places: Place[] }>();
  for (const finder of FINDERS) {
    for (const match of text.matchAll(finder.shape)) {
      const span = finder.trim?.(match[0]) ?? match[0];
      const start = match.index;
      const end = start + span.length;
      if (span === '' || taken[start] === 1 || taken[end - 1] === 1) continue;
      const value = finder.read(span);
      if (value === undefined) continue;
      // A place names one thing: the host of a URL is not a domain of its own.
      taken.fill(1, start, end);
      if (value === SPENT) continue;
      const key = `${value.kind} ${value.value}`;
      const before = found.get(key);
      if (before === undefined) found.set(key, { ...value, places: [{ start, end }] });
      else before.places.push({ start, end });
    }
  }
  return [...found.values()]
    .map(({ kind, value, places }) => {
      places.sort((a, b) => a.start - b.start);
      const { start = 0, end = 0 } = places[0] ?? {};
      return { kind, value, start, end, places: places.slice(0, PLACES_MAX) };
    })
    .toSorted((a, b) => a.start - b.start)
    .slice(0, most);
}

type Value = Pick<FoundValue, 'kind' | 'value'>;

/** The place is recognized, and what stands there is nothing to share. */
const SPENT: Value = { kind: 'file-name', value: '' };

interface Finder {
  readonly shape: RegExp;
  /** Cuts off what belongs to the sentence around the value. */
  readonly trim?: (span: string) => string;
  readonly read: (span: string) => Value | undefined;
}

// Every way in which people write the dot, the colon and the at sign so that nobody clicks them. No part of a
// shape can match in two ways, so matching takes time in proportion to the text.
const DOT = String.raw`(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\}| \[dot\] | \(dot\) | \[\.\] )`;
const AT = String.raw`(?:@|\[@\]|\(@\)|\[at\]|\(at\)|\{at\}| \[at\] | \(at\) )`;
const COLON = String.raw`(?::|\[:\])`;
const LABEL = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?`;
const OCTET = String.raw`\d{1,3}`;

const FINDERS: readonly Finder[] = [
  {
    shape:
      /\b(?:h(?:tt|xx|\*\*)ps?|s?f[tx]ps?)(?:\[:\/\/\]|\[:\]\/\/|:\/\/|:\[\/\/\])[^\s<>"'`|]{1,2000}/giu,
    trim: withoutSentence,
    read: readUrl,
  },
  {
    shape: new RegExp(
      String.raw`(?<![\p{L}\p{N}_.%+-])[\w.%+-]{1,64}${AT}${LABEL}(?:${DOT}${LABEL}){1,20}`,
      'giu',
    ),
    read: readEmail,
  },
  {
    shape: /(?<![\p{L}\p{N}])CVE-\d{4}-\d{4,19}(?![\p{L}\p{N}])/giu,
    read: (span) => valueOf('cve', span),
  },
  {
    shape:
      /(?<![\p{L}\p{N}_])(?:[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![\p{L}\p{N}_])/giu,
    read: readHash,
  },
  {
    shape: new RegExp(
      String.raw`(?<![\p{L}\p{N}_.-])${OCTET}(?:${DOT}${OCTET}){3}(?:\/\d{1,2})?(?![\p{L}\p{N}_-]|\.\d|\[\.\]\d)`,
      'gu',
    ),
    read: readIpv4,
  },
  {
    shape: new RegExp(
      String.raw`(?<![\p{L}\p{N}_:.])(?:[0-9a-f]{1,4})?(?:${COLON}[0-9a-f]{0,4}){2,7}(?:\.\d{1,3}){0,3}(?:\/\d{1,3})?(?![\p{L}\p{N}_:])`,
      'giu',
    ),
    read: readIpv6,
  },
  {
    shape: new RegExp(
      String.raw`(?<![\p{L}\p{N}_@\\/.%-])${LABEL}(?:${DOT}${LABEL}){1,20}(?![\p{L}\p{N}_@\\-]|\.[\p{L}\p{N}])`,
      'giu',
    ),
    read: readDomain,
  },
];

/** Closing marks, commas and the like at the end belong to the sentence, unless the opening one is inside. */
function withoutSentence(span: string): string {
  // How many more of each bracket close than open; counted once, so that many brackets cost no more than few.
  const surplus = new Map<string, number>();
  for (const character of span) {
    const closing = CLOSINGS.get(character) ?? character;
    if (!BRACKETS.has(closing)) continue;
    surplus.set(closing, (surplus.get(closing) ?? 0) + (closing === character ? 1 : -1));
  }
  let end = span.length;
  while (end > 0) {
    const last = span[end - 1] ?? '';
    const extra = surplus.get(last) ?? 0;
    if (!SENTENCE_ENDS.has(last) && extra <= 0) break;
    if (extra > 0) surplus.set(last, extra - 1);
    end -= 1;
  }
  return span.slice(0, end);
}

const SENTENCE_ENDS: ReadonlySet<string> = new Set('.,;:!?*’”»');
const BRACKETS: ReadonlySet<string> = new Set(')]}');
const CLOSINGS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

function valueOf(kind: ObservableKind, text: string): Value | undefined {
  const value = canonicalValue(kind, text);
  return value === undefined ? undefined : { kind, value };
}

function readUrl(span: string): Value | undefined {
  const url = refang(span);
  if (!URL.canParse(url)) return undefined;
  return isWrittenHost(new URL(url).hostname) ? valueOf('url', url) : SPENT;
}

function readEmail(span: string): Value | undefined {
  const email = refang(span);
  return isWrittenHost(email.slice(email.lastIndexOf('@') + 1))
    ? valueOf('email', email)
    : undefined;
}

/** In a URL, after an at sign, or defanged, a name with a dot is meant as a host whatever its ending. */
function isWrittenHost(host: string): boolean {
  return host.includes('.') ? isDomainName(host) : isIpv6(host.replace(/^\[(.*)\]$/, '$1'));
}

const HASH_KINDS: ReadonlyMap<number, ObservableKind> = new Map<number, ObservableKind>([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [128, 'sha512'],
]);

function readHash(span: string): Value | undefined {
  const kind = HASH_KINDS.get(span.length);
  // Thirty-two zeros, or the same digit over and over, stand for "no hash".
  if (kind === undefined || /^(.)\1+$/i.test(span)) return undefined;
  return valueOf(kind, span);
}

/** Addresses that name no machine of anybody: this host, all hosts, the local network's broadcast. */
const NOBODYS = /^(?:0\.|127\.|255\.255\.255\.255)/;

function readIpv4(span: string): Value | undefined {
  const text = refang(span);
  const value = text.includes('/') ? valueOf('ipv4-net', text) : valueOf('ipv4', text);
  if (value === undefined) return undefined;
  return NOBODYS.test(value.value) || value.value.endsWith('/0') ? SPENT : value;
}

function readIpv6(span: string): Value | undefined {
  const text = refang(span);
  const groups = text.split(/[:/.]/).filter((group) => group !== '');
  // "a::b" is code and "12:30:45" a time: an address has an allocated first group, or many groups.
  const isAllocated =
    /^(?:[23][0-9a-f]{3}|f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|ff[0-9a-f]{2}|64):/i.test(text);
  if (!isAllocated && groups.length < 4) return undefined;
  return text.includes('/') ? valueOf('ipv6-net', text) : valueOf('ipv6', text);
}

/**
 * Endings that are top-level domains and at least as often those of files. A bare name of two labels with one of
 * them is taken for a file; defanged, it is a domain.
 */
const ALSO_FILES: ReadonlySet<string> = new Set(['zip', 'mov', 'md', 'py', 'sh', 'rs', 'so', 'ps']);

function readDomain(span: string): Value | undefined {
  const name = refang(span);
  if (name !== span) return isWrittenHost(name) ? valueOf('domain', name) : undefined;
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  const ending = last.toLowerCase();
  if (ALSO_FILES.has(ending) && (labels.length === 2 || ALWAYS_FILES.has(ending))) return SPENT;
  // "finished.It" is two sentences without a space between them.
  if (/^\p{Lu}\p{Ll}+$/u.test(last)) return undefined;
  return SPECIAL_ENDINGS.has(ending) || isRegistered(name) ? valueOf('domain', name) : undefined;
}

/** Of {@link ALSO_FILES}, those that files have with any number of dots. */
const ALWAYS_FILES: ReadonlySet<string> = new Set(['zip', 'md']);
/** Endings no registry gives names under, and that name hosts all the same (RFC 2606 §2, RFC 7686). */
const SPECIAL_ENDINGS: ReadonlySet<string> = new Set([
  'example',
  'test',
  'invalid',
  'onion',
  'i2p',
]);

/** A name under a suffix that registries give names under. */
function isRegistered(host: string): boolean {
  const { domain, isIcann, isPrivate } = parseHost(host, { allowPrivateDomains: true });
  return domain !== null && (isIcann === true || isPrivate === true);
}
