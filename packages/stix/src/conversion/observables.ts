import { v5 } from 'uuid';
import { isRecord } from '../keys.ts';
import { scoId } from '../sco-id.ts';
import { isTypeName } from '../ids.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The namespace of ids for observables without contributing properties: the same source converts
 * to the same ids each time, and the namespace of STIX itself must not be used for them
 * (STIX 2.1 §2.9).
 */
const CONVERSION_NAMESPACE = '3b1dd0a5-7c6e-4b8f-9d5b-0f1c6f3f2a58';

/** Properties that STIX 2.1 renamed, by type. */
const RENAMED: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    'file',
    new Map([
      ['created', 'ctime'],
      ['modified', 'mtime'],
      ['accessed', 'atime'],
    ]),
  ],
  [
    'directory',
    new Map([
      ['created', 'ctime'],
      ['modified', 'mtime'],
      ['accessed', 'atime'],
    ]),
  ],
  [
    'process',
    new Map([
      ['created', 'created_time'],
      ['binary_ref', 'image_ref'],
    ]),
  ],
  ['user-account', new Map([['password_last_changed', 'credential_last_changed']])],
  ['windows-registry-key', new Map([['modified', 'modified_time']])],
]);

/** Hash names as older sources spell them. */
const HASH_NAMES: ReadonlyMap<string, string> = new Map([
  ['ssdeep', 'SSDEEP'],
  ['SHA1', 'SHA-1'],
  ['SHA256', 'SHA-256'],
  ['SHA512', 'SHA-512'],
  ['md5', 'MD5'],
  ['sha1', 'SHA-1'],
  ['sha256', 'SHA-256'],
  ['sha512', 'SHA-512'],
]);

/** One observable lifted out of a dictionary. */
export interface LiftedObservable {
  /** Its key in the dictionary. */
  readonly key: string;
  readonly id: string;
  readonly object: Members & { readonly type: string; readonly id: string };
}

/** What a dictionary is lifted for. */
export interface Container {
  /** Tells this dictionary from others, so that ids made for it repeat: id and version. */
  readonly seed: string;
  /** Markings that every lifted observable inherits. */
  readonly markingRefs: readonly unknown[] | undefined;
}

/**
 * Turns the dictionary of an observed-data of STIX 2.0 into objects of STIX 2.1: local keys become
 * identifiers, and renamed properties get their new names. An entry that is not an object with a
 * type is left out and named in `skipped`.
 */
export function liftObservables(
  dictionary: Members,
  container: Container,
): { readonly lifted: readonly LiftedObservable[]; readonly skipped: readonly string[] } {
  const lifting = new Lifting(dictionary, container);
  const keys = Object.keys(dictionary);
  const lifted = keys.flatMap((key) => lifting.lift(key) ?? []);
  const done = new Set(lifted.map(({ key }) => key));
  return { lifted, skipped: keys.filter((key) => !done.has(key)) };
}

/** Lifts each entry once; an entry's id may depend on the ids of those it refers to. */
class Lifting {
  readonly #dictionary: Members;
  readonly #container: Container;
  readonly #done = new Map<string, LiftedObservable>();
  /** Types of the entries under work, by key. */
  readonly #under = new Map<string, string>();
  readonly #cyclic = new Set<string>();

  constructor(dictionary: Members, container: Container) {
    this.#dictionary = dictionary;
    this.#container = container;
  }

  lift(key: string): LiftedObservable | undefined {
    const before = this.#done.get(key);
    if (before !== undefined) return before;
    const entry = Object.hasOwn(this.#dictionary, key) ? this.#dictionary[key] : undefined;
    if (!isRecord(entry)) return undefined;
    const { type } = entry;
    if (typeof type !== 'string' || !isTypeName(type, type.length)) return undefined;
    this.#under.set(key, type);
    const members = this.#convert(type, entry);
    this.#under.delete(key);
    const id = this.#idOf(key, { ...members, type });
    const refs = this.#container.markingRefs;
    const marking = refs === undefined ? {} : { object_marking_refs: refs };
    const object = { ...members, type, id, spec_version: '2.1', ...marking };
    const lifted = { key, id, object };
    this.#done.set(key, lifted);
    return lifted;
  }

  #convert(type: string, entry: Members): Members {
    const renamed = RENAMED.get(type);
    return mapMembers(entry, (name, value) => {
      const to = renamed?.get(name) ?? name;
      // A new name that is taken already keeps its value.
      const free = to !== name && Object.hasOwn(entry, to) ? name : to;
      return [free, this.#convertValue(free, value)];
    });
  }

  #convertValue(name: string, value: unknown): unknown {
    if (name.endsWith('_ref')) return this.#reference(value);
    if (name.endsWith('_refs') && Array.isArray(value)) {
      return value.map((item) => this.#reference(item));
    }
    if (name === 'hashes' && isRecord(value)) {
      return mapMembers(value, (hash, digits) => [HASH_NAMES.get(hash) ?? hash, digits]);
    }
    if (name === 'additional_header_fields' || name === 'request_header') return inLists(value);
    if (Array.isArray(value)) {
      return value.map((item) => (isRecord(item) ? this.#convertMembers(item) : item));
    }
    return isRecord(value) ? this.#convertMembers(value) : value;
  }

  #convertMembers(value: Members): Members {
    return mapMembers(value, (name, inner) => [name, this.#convertValue(name, inner)]);
  }

  #reference(value: unknown): unknown {
    if (typeof value !== 'string') return value;
    // Two entries that refer to each other cannot both wait for the other's id.
    const type = this.#under.get(value);
    if (type === undefined) return this.lift(value)?.id ?? value;
    this.#cyclic.add(value);
    return this.#seededId(type, value);
  }

  #idOf(key: string, members: Members & { readonly type: string }): string {
    const id = scoId(members);
    // A random id would differ at every conversion of the same source.
    const isRandom = id.charAt(members.type.length + 16) === '4';
    return isRandom || this.#cyclic.has(key) ? this.#seededId(members.type, key) : id;
  }

  #seededId(type: string, key: string): string {
    return `${type}--${v5(`${this.#container.seed} ${key}`, CONVERSION_NAMESPACE)}`;
  }
}

/** Header fields hold lists since STIX 2.1, as a field may be repeated. */
function inLists(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return mapMembers(value, (name, field) => [name, Array.isArray(field) ? field : [field]]);
}

/** Builds from entries, so that a member named "__proto__" stays a member for the checks to see. */
function mapMembers(
  value: Members,
  change: (name: string, inner: unknown) => [string, unknown],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => change(name, inner)));
}
