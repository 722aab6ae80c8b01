import { isDomainName } from '../addresses.ts';
import { refang } from './defang.ts';
import type { Observable, ObservableKind } from './kinds.ts';
import {
  canonicalDomain,
  canonicalEmail,
  canonicalIpv4,
  canonicalIpv4Network,
  canonicalIpv6,
  canonicalIpv6Network,
  canonicalMac,
  canonicalUrl,
} from './network.ts';

/** A canonical value has at most this many characters. */
const LENGTH_MAX = 4096;

type Canonical = (text: string) => string | undefined;

const CANONICAL: Readonly<Record<ObservableKind, Canonical>> = {
  ipv4: network(canonicalIpv4),
  'ipv4-net': network(canonicalIpv4Network),
  ipv6: network(canonicalIpv6),
  'ipv6-net': network(canonicalIpv6Network),
  domain: network(canonicalDomain),
  url: network((text) => urlWithoutScheme(text) ?? canonicalUrl(text)),
  email: network(canonicalEmail),
  md5: digits(32),
  sha1: digits(40),
  sha256: digits(64),
  sha512: digits(128),
  'sha3-256': digits(64),
  'sha3-512': digits(128),
  ssdeep: (text) => (/^\d+:[0-9a-z+/]+:[0-9a-z+/]*$/i.test(text) ? text : undefined),
  tlsh: (text) => {
    const found = /^(?:T1)?([0-9a-f]{70})$/i.exec(text)?.[1];
    return found === undefined ? undefined : `T1${found.toUpperCase()}`;
  },
  imphash: digits(32),
  // Windows, where most of these come from, does not tell cases apart.
  'file-name': (text) => text.toLowerCase(),
  'file-path': (text) => text.toLowerCase(),
  mac: canonicalMac,
  asn: canonicalAsn,
  mutex: (text) => text,
  'registry-key': canonicalRegistryKey,
  cve: (text) => (/^cve-\d{4}-\d{4,19}$/i.test(text) ? text.toUpperCase() : undefined),
  'user-agent': (text) => text.replaceAll(/\s+/g, ' '),
  'x509-serial': canonicalSerial,
  'certificate-hash': (text) =>
    /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(text)
      ? text.toLowerCase()
      : undefined,
  account: (text) => text.toLowerCase(),
  'email-subject': (text) => text.replaceAll(/\s+/g, ' '),
};

const HIVES: ReadonlyMap<string, string> = new Map([
  ['hklm', 'hkey_local_machine'],
  ['hkcu', 'hkey_current_user'],
  ['hkcr', 'hkey_classes_root'],
  ['hku', 'hkey_users'],
  ['hkcc', 'hkey_current_config'],
]);

/** Endings that are far more often a file's than a domain's; none of them is a top-level domain. */
const FILE_ENDINGS: ReadonlySet<string> = new Set(
  (
    'exe dll sys scr bat cmd ps1 vbs vbe js jse wsf hta lnk msi jar iso img vhd docx docm doc xls ' +
    'xlsx xlsm xlsb ppt pptx pptm rtf pdf txt log csv json xml html htm php asp aspx jsp png jpg ' +
    'jpeg gif bmp svg ico dat bin tmp bak cfg ini conf rar 7z gz tar tgz bz2 cab deb rpm apk dmg ' +
    'elf class pyc swf eml msg one chm reg inf ocx cpl drv'
  ).split(' '),
);

/**
 * The canonical form of a value of a known kind, so that equal things have equal texts.
 * Undefined when the text is not such a value, is longer than 4,096 characters, or has control
 * characters. Defanged network values are read.
 */
export function canonicalValue(kind: ObservableKind, raw: string): string | undefined {
  if (raw.length > LENGTH_MAX) return undefined;
  const text = raw.trim();
  if (text === '' || hasControls(text)) return undefined;
  return CANONICAL[kind](text);
}

/**
 * Classifies one value that a person pasted, defanged or not, with quotes or a comma around it.
 * Undefined when it is none or could be several things. A bare name such as `x.example` is a
 * domain; one with the ending of a file is a file name.
 */
export function readValue(raw: string): Observable | undefined {
  if (raw.length > LENGTH_MAX) return undefined;
  const text = refang(raw.trim())
    .replace(/^["'`<«“]+|["'`>»”,;]+$/g, '')
    .trim();
  for (const kind of READ_ORDER) {
    if (kind === 'domain' && !isPublicDomain(text)) continue;
    if (kind === 'asn' && !/^as/i.test(text)) continue;
    const value = kind === 'url' ? readUrl(text) : canonicalValue(kind, text);
    if (value !== undefined) return { kind, value };
  }
  return isFileName(text) ? { kind: 'file-name', value: text.toLowerCase() } : undefined;
}

const READ_ORDER: readonly ObservableKind[] = [
  'cve',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'tlsh',
  'ssdeep',
  'ipv4',
  'ipv6',
  'mac',
  'ipv4-net',
  'ipv6-net',
  'asn',
  'email',
  'domain',
  'registry-key',
  'url',
];

/** A URL of a kind that people exchange; others, such as `javascript:`, are something else. */
function readUrl(text: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/[^\s/]/i.exec(text)?.[1];
  if (scheme === undefined) return urlWithoutScheme(text);
  return /^(?:https?|s?ftps?|wss?|ldaps?|tcp|udp|smb|ssh|rdp)$/i.test(scheme)
    ? canonicalUrl(text)
    : undefined;
}

/** Many sources leave `http://` out before a host and a path. */
function urlWithoutScheme(text: string): string | undefined {
  const slash = text.indexOf('/');
  if (slash < 1 || /\s/.test(text)) return undefined;
  const host = text.slice(0, slash).replace(/:\d{1,5}$/, '');
  const isHost = canonicalIpv4(host) !== undefined || isPublicDomain(host);
  return isHost ? canonicalUrl(`http://${text}`) : undefined;
}

/** A name with a dot whose last label could be a top-level domain. */
function isPublicDomain(text: string): boolean {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  const dot = name.lastIndexOf('.');
  if (dot < 1 || !isDomainName(name)) return false;
  const last = name.slice(dot + 1).toLowerCase();
  return !/^\d+$/.test(last) && last.length > 1 && !last.includes('_') && !FILE_ENDINGS.has(last);
}

function isFileName(text: string): boolean {
  if (text.length > 255 || /[\\/:*?"<>|]/.test(text) || hasControls(text)) return false;
  const dot = text.lastIndexOf('.');
  return dot > 0 && FILE_ENDINGS.has(text.slice(dot + 1).toLowerCase());
}

function network(canonical: Canonical): Canonical {
  return (text) => canonical(refang(text));
}

function digits(count: number): Canonical {
  return (text) =>
    text.length === count && /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : undefined;
}

function canonicalAsn(text: string): string | undefined {
  const number = /^(?:asn?\s?)?(\d{1,10})$/i.exec(text)?.[1];
  if (number === undefined || Number(number) > 4_294_967_295) return undefined;
  return `AS${Number(number)}`;
}

function canonicalRegistryKey(text: string): string | undefined {
  const key = text
    .toLowerCase()
    .replaceAll(/\\{2,}/g, '\\')
    .replace(/\\$/, '');
  const end = key.indexOf('\\');
  const hive = end < 0 ? key : key.slice(0, end);
  const full = HIVES.get(hive) ?? hive;
  return full.startsWith('hkey_') ? `${full}${key.slice(hive.length)}` : undefined;
}

function canonicalSerial(text: string): string | undefined {
  const plain = text.replaceAll(/[\s:-]/g, '').toLowerCase();
  return /^(?:0x)?[0-9a-f]{1,128}$/.test(plain) ? plain.replace(/^0x/, '') : undefined;
}

function hasControls(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 32 || code === 127) return true;
  }
  return false;
}
