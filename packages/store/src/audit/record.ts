import { keyedHash } from './keyed-hash.ts';

/** Who can act: a person, a token of an organization, or the operator at the console. */
export type ActorKind = 'person' | 'token' | 'operator';

/** What one leaf of the record says, before its values are hashed. */
export interface RecordedAct {
  readonly id: string;
  readonly at: number;
  readonly organization: string;
  readonly act: string;
  readonly actor: { readonly kind: ActorKind; readonly id: string; readonly name: string };
  readonly words: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * The canonical text a leaf is the hash of: JSON with its keys in code unit order and no spaces (the form of
 * RFC 8785 for what occurs here). Everything that says who or what stands in it as HMAC-SHA256 under the
 * organization's key, bound to the entry and the field, so that equal values in two entries do not show;
 * destroying the key leaves a tree that still verifies and says nothing. What the organization is shown (who, words)
 * is hashed under a key made from it, so that showing an outsider these does not let anybody try values against the
 * facts: version 2; in version 1 all stood under one key.
 */
export function recordOf(act: RecordedAct, key: Uint8Array): string {
  const keyed = keyedHash(key);
  const shown = keyedHash(shownKey(keyed));
  const hash = (field: string, value: string | number, by: typeof keyed = shown): string =>
    by(messageOf({ id: act.id, field }, value)).toString('base64url');
  const facts = Object.entries(act.facts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, hash(`fact ${name}`, value, keyed)]);
  return JSON.stringify({
    act: act.act,
    actor: hash('actor', act.actor.id),
    at: act.at,
    facts: Object.fromEntries(facts) as Record<string, string>,
    id: act.id,
    kind: act.actor.kind,
    name: hash('name', act.actor.name),
    organization: act.organization,
    v: 2,
    words: hash('words', act.words),
  });
}

/**
 * Whether a kept record says the same as the plain columns beside it. The facts are kept only as hashes,
 * so they are taken over; erased columns (`null`) are not compared, and nothing is without the key's hash.
 */
export function recordAgrees(
  record: string,
  row: {
    id: string;
    at: number;
    organization: string;
    act: string;
    actor_kind: string;
    actor_id: string | null;
    actor_name: string | null;
    words: string | null;
  },
  keyed: ((message: string) => Buffer) | undefined,
): boolean {
  const kept = parse(record);
  if (kept === undefined) return false;
  const plain =
    kept['id'] === row.id &&
    kept['at'] === row.at &&
    kept['organization'] === row.organization &&
    kept['act'] === row.act &&
    kept['kind'] === row.actor_kind;
  if (!plain || keyed === undefined) return plain;
  const by = kept['v'] === 1 ? keyed : keyedHash(shownKey(keyed));
  const agrees = (field: string, name: string, value: string | null): boolean =>
    value === null ||
    kept[name] === by(messageOf({ id: row.id, field }, value)).toString('base64url');
  return (
    agrees('actor', 'actor', row.actor_id) &&
    agrees('name', 'name', row.actor_name) &&
    agrees('words', 'words', row.words)
  );
}

/** The key of what the organization is shown of its own entries: made from its key, which it does not give away. */
export function shownKey(keyed: (message: string) => Buffer): Buffer {
  return keyed('shown');
}

/** What is hashed: the value, bound to the entry and the field it stands in. */
function messageOf(place: { id: string; field: string }, value: string | number): string {
  return `${place.id}\n${place.field}\n${typeof value}\n${String(value)}`;
}

function parse(record: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(record);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
