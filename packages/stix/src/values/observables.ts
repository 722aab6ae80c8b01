import { isRecord } from '../keys.ts';
import { OBSERVABLE_LIMIT } from '../limits.ts';
import { parsePattern } from '../patterning/parser.ts';
import { patternValues } from '../patterning/print.ts';
import type { PatternValue } from '../patterning/types.ts';
import type { StixObject } from '../types.ts';
import { canonicalValue } from './canonical.ts';
import type { Observable, ObservableKind } from './kinds.ts';

type Members = Readonly<Record<string, unknown>>;

/** Hash algorithms by their name without case and hyphens, as many sources write "SHA256". */
const HASH_KINDS: ReadonlyMap<string, ObservableKind> = new Map<string, ObservableKind>([
  ['md5', 'md5'],
  ['sha1', 'sha1'],
  ['sha256', 'sha256'],
  ['sha512', 'sha512'],
  ['sha3256', 'sha3-256'],
  ['sha3512', 'sha3-512'],
  ['ssdeep', 'ssdeep'],
  ['tlsh', 'tlsh'],
]);

/** Kinds by object type and path; the first that fits the value wins. */
const PLAIN: ReadonlyMap<string, readonly ObservableKind[]> = new Map<
  string,
  readonly ObservableKind[]
>([
  ['artifact:url', ['url']],
  ['autonomous-system:number', ['asn']],
  ['directory:path', ['file-path']],
  ['domain-name:value', ['domain']],
  ['email-addr:value', ['email']],
  ['email-message:subject', ['email-subject']],
  ['email-message:from_ref.value', ['email']],
  ['email-message:sender_ref.value', ['email']],
  ['file:name', ['file-name']],
  ["file:extensions.'windows-pebinary-ext'.imphash", ['imphash']],
  ['file:parent_directory_ref.path', ['file-path']],
  ['ipv4-addr:value', ['ipv4', 'ipv4-net']],
  ['ipv6-addr:value', ['ipv6', 'ipv6-net']],
  ['mac-addr:value', ['mac']],
  ['mutex:name', ['mutex']],
  ['network-traffic:src_ref.value', ['ipv4', 'ipv6', 'ipv4-net', 'ipv6-net', 'domain']],
  ['network-traffic:dst_ref.value', ['ipv4', 'ipv6', 'ipv4-net', 'ipv6-net', 'domain']],
  ["network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'", ['user-agent']],
  ['process:image_ref.name', ['file-name']],
  // Sources write bare hosts and addresses as URLs too.
  ['url:value', ['url', 'domain', 'ipv4']],
  ['user-account:account_login', ['account']],
  ['user-account:user_id', ['account']],
  ['windows-registry-key:key', ['registry-key']],
  ['x509-certificate:serial_number', ['x509-serial']],
]);

/** Properties of observables that are read straight from the object, by type. */
const DIRECT = directProperties();

/** Types whose hashes name content. */
const HASHED: ReadonlySet<string> = new Set(['file', 'artifact', 'x509-certificate']);

/** Collects values without repetition, up to the limit. */
class Collector {
  readonly found: Observable[] = [];
  readonly #seen = new Set<string>();

  add(kinds: readonly ObservableKind[], raw: unknown): void {
    if (this.found.length >= OBSERVABLE_LIMIT) return;
    const text = typeof raw === 'number' ? String(raw) : raw;
    if (typeof text !== 'string') return;
    for (const kind of kinds) {
      const value = canonicalValue(kind, text);
      if (value === undefined) continue;
      const key = `${kind} ${value}`;
      if (!this.#seen.has(key)) {
        this.#seen.add(key);
        this.found.push({ kind, value });
      }
      return;
    }
  }
}

/**
 * The values of an object for lookup and correlation, canonical and without repetition, at most
 * 512: from observables, from the patterns of indicators (constants that an object must equal,
 * be one of, or lie within), and vulnerability numbers from external references.
 */
export function observablesOf(object: StixObject): readonly Observable[] {
  const collector = new Collector();
  if (object.type === 'indicator') fromIndicator(object, collector);
  else if (object.type === 'observed-data') fromContainer(object['objects'], collector);
  else fromObservable(object, collector);
  fromExternalReferences(object, collector);
  return collector.found.length === 0 ? NOTHING : collector.found;
}

const NOTHING: readonly Observable[] = Object.freeze([]);

function directProperties(): Map<string, [string, readonly ObservableKind[]][]> {
  const properties = new Map<string, [string, readonly ObservableKind[]][]>();
  for (const [path, kinds] of PLAIN) {
    const colon = path.indexOf(':');
    const [type, property] = [path.slice(0, colon), path.slice(colon + 1)];
    if (/[.']/.test(property)) continue;
    properties.set(type, [...(properties.get(type) ?? []), [property, kinds]]);
  }
  return properties;
}

function fromObservable(object: Members & { readonly type: string }, collector: Collector): void {
  const { type } = object;
  for (const [property, kinds] of DIRECT.get(type) ?? []) collector.add(kinds, object[property]);
  if (HASHED.has(type)) fromHashes(type, object['hashes'], collector);
  if (type !== 'file' && type !== 'network-traffic') return;
  const extensions = object['extensions'];
  if (!isRecord(extensions)) return;
  const binary = extensions['windows-pebinary-ext'];
  if (isRecord(binary)) collector.add(['imphash'], binary['imphash']);
  const request = extensions['http-request-ext'];
  if (isRecord(request)) fromRequestHeader(request['request_header'], collector);
}

function fromRequestHeader(header: unknown, collector: Collector): void {
  if (!isRecord(header)) return;
  const agents = header['User-Agent'];
  for (const agent of Array.isArray(agents) ? agents : [agents]) {
    collector.add(['user-agent'], agent);
  }
}

function fromHashes(type: string, hashes: unknown, collector: Collector): void {
  if (!isRecord(hashes)) return;
  for (const name of Object.keys(hashes)) collector.add(hashKinds(type, name), hashes[name]);
}

function hashKinds(type: string, name: string): readonly ObservableKind[] {
  if (type === 'x509-certificate') return ['certificate-hash'];
  const kind = HASH_KINDS.get(name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  return kind === undefined ? [] : [kind];
}

/** The deprecated dictionary of observables inside an observed-data (STIX 2.1 §2.13). */
function fromContainer(container: unknown, collector: Collector): void {
  if (!isRecord(container)) return;
  for (const inner of Object.values(container)) {
    if (isRecord(inner) && hasType(inner)) fromObservable(inner, collector);
  }
}

function hasType(value: Members): value is Members & { readonly type: string } {
  return typeof value['type'] === 'string';
}

function fromIndicator(object: StixObject, collector: Collector): void {
  const pattern = object['pattern'];
  if (typeof pattern !== 'string' || object['pattern_type'] !== 'stix') return;
  const result = parsePattern(pattern);
  if (!result.ok) return;
  for (const value of patternValues(result.ast)) {
    if (isPositive(value)) collector.add(kindsOfPath(value), value.value);
  }
}

/** Says whether matching means having this very value. */
function isPositive(value: PatternValue): boolean {
  if (value.negated) return false;
  return value.operator === '=' || value.operator === 'IN' || value.operator === 'ISSUBSET';
}

function kindsOfPath({ objectType, path }: PatternValue): readonly ObservableKind[] {
  if (HASHED.has(objectType) && path.startsWith('hashes.')) {
    return hashKinds(objectType, path.slice(7).replaceAll("'", ''));
  }
  return PLAIN.get(`${objectType}:${path}`) ?? [];
}

function fromExternalReferences(object: StixObject, collector: Collector): void {
  if (object.type === 'vulnerability') collector.add(['cve'], object['name']);
  const references: unknown = object.external_references;
  if (!Array.isArray(references)) return;
  for (const reference of references) {
    if (isRecord(reference) && reference['source_name'] === 'cve') {
      collector.add(['cve'], reference['external_id']);
    }
  }
}
