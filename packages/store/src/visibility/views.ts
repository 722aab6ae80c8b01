import { createHash } from 'node:crypto';
import { isOwnName, mayRead, nextBoundary } from '@tocsin/policy';
import { NotAReader } from '../faults.ts';
import { loadReader } from '../people/reader.ts';
import type { Reader } from '@tocsin/policy';
import type { Dialect, Query, Value } from '../engine/engine.ts';
import type { Principal } from '../store.ts';
import type { LabelBook } from './labels.ts';

/** Principals whose view is kept in memory; beyond it the oldest is computed anew when it comes back. */
const VIEWS_MAX = 4000;

/** What one reader may see in one snapshot: the labels that let them, ready to be handed to a statement. */
export interface View {
  readonly reader: Reader;
  /** The policy epoch of this snapshot. */
  readonly epoch: number;
  /** Fingerprint of what the reader is; the same for as long as nothing about them changed. */
  readonly rights: string;
  /** The parameter for {@link visible}. */
  readonly labels: Value;
  may(label: number): boolean;
  /** The ids the reader may see, ascending. */
  ids(): number[];
  /** Milliseconds since the epoch at which this view was taken. */
  readonly now: number;
}

/** The condition every guarded statement carries. Its one parameter is {@link View.labels}. */
export function visible(dialect: Dialect, column: string): string {
  return dialect === 'sqlite'
    ? `substr(?, ${column} + 1, 1) = x'01'`
    : `get_bit(?::bytea, ${column}) = 1`;
}

interface State {
  epoch: number;
  labels: number | null;
}

const STATE = 'SELECT epoch, (SELECT max(id) FROM label) AS labels FROM policy_state';

/** Mostly nothing changed since: the wall is told with this first statement, and again when something did. */
function stateOf(query: Query, held: Held | undefined): Promise<State | undefined> {
  const told = held?.bits === undefined ? undefined : query.seeing?.<State>(held.bits, STATE);
  return told ?? query.one<State>(STATE);
}

interface Held {
  epoch: number;
  reader: Reader;
  rights: string;
  /** One byte a label: 1 when visible. */
  marks: Uint8Array;
  /** Labels up to this id are decided. */
  decided: number;
  /** The first instant at which a decision may turn. */
  boundary: number;
  /** The same as one bit a label, for PostgreSQL; made when asked for. */
  bits?: Uint8Array;
}

/**
 * The views of all principals, each computed in the snapshot it is used in: the policy epoch, the newest
 * label and the rows are read together, so a removed member's next statement already sees nothing.
 */
export class Views {
  readonly #labels: LabelBook;
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();

  constructor(labels: LabelBook, now: () => number) {
    this.#labels = labels;
    this.#now = now;
  }

  /** The principal's view in this snapshot. Throws {@link NotAReader} when there is none. */
  async at(query: Query, principal: Principal): Promise<View> {
    const key = keyOf(principal);
    let held = this.#held.get(key);
    const state = await stateOf(query, held);
    if (state === undefined) throw new NotAReader();
    if ((state.labels ?? 0) > this.#labels.newest) await this.#labels.load(query);
    const now = this.#now();
    if (held?.epoch !== state.epoch || now >= held.boundary) {
      held = await this.#compute(query, principal, state.epoch);
    }
    this.#decide(held, now);
    // Inside a transaction that writes, the epoch read may never be committed: a view of it must not be kept.
    if (!('insertMany' in query)) this.#keep(key, held);
    const view = viewOf(held, query.dialect, now);
    query.see?.(view.labels);
    return view;
  }

  /** Whether an origin is a name of this principal's organization; not, when nothing is known of them. */
  isOwn(principal: Principal, origin: string): boolean {
    const reader = this.#held.get(keyOf(principal))?.reader;
    return reader !== undefined && isOwnName(reader, origin);
  }

  /** The organization a principal acts for, when it is known: a principal never changes it. */
  organizationOf(principal: Principal): string | undefined {
    return this.#held.get(keyOf(principal))?.reader.organization;
  }

  async #compute(query: Query, principal: Principal, epoch: number): Promise<Held> {
    const reader = await loadReader(query, principal, this.#now());
    if (reader === undefined) {
      this.#held.delete(keyOf(principal));
      throw new NotAReader();
    }
    const boundary = await expiryOf(query, principal);
    return {
      epoch,
      reader,
      rights: rightsOf(reader),
      marks: new Uint8Array(64),
      decided: 0,
      boundary,
    };
  }

  /** Decides the labels made since. */
  #decide(held: Held, now: number): void {
    const newest = this.#labels.newest;
    if (held.decided >= newest) return;
    if (held.marks.length <= newest) {
      const grown = new Uint8Array(Math.max(newest + 1, held.marks.length * 2));
      grown.set(held.marks);
      held.marks = grown;
    }
    for (const [id, label] of this.#labels.from(held.decided + 1)) {
      if (mayRead(held.reader, label, now).allowed) held.marks[id] = 1;
      held.boundary = Math.min(held.boundary, nextBoundary(label, now) ?? Infinity);
    }
    held.decided = newest;
    delete held.bits;
  }

  #keep(key: string, held: Held): void {
    const before = this.#held.get(key);
    if (before !== undefined && before.epoch > held.epoch) return;
    if (before === undefined && this.#held.size >= VIEWS_MAX) {
      const oldest = this.#held.keys().next().value;
      if (oldest !== undefined) this.#held.delete(oldest);
    }
    this.#held.set(key, held);
  }
}

/** Tokens and sessions end by the clock, without the epoch moving. */
async function expiryOf(query: Query, principal: Principal): Promise<number> {
  if (principal.kind === 'source') return expiryOf(query, principal.by);
  if (principal.kind === 'person' && principal.session === undefined) return Infinity;
  const [table, id] =
    principal.kind === 'token' ? ['token', principal.id] : ['session', principal.session ?? ''];
  const row = await query.one<{ expires_at: number | null }>(
    `SELECT expires_at FROM ${table} WHERE id = ?`,
    [id],
  );
  return row?.expires_at ?? Infinity;
}

function viewOf(held: Held, dialect: Dialect, now: number): View {
  const { marks, reader, rights, epoch } = held;
  return {
    reader,
    epoch,
    rights,
    now,
    labels: dialect === 'sqlite' ? marks : (held.bits ??= bitsOf(marks)),
    may: (label) => marks[label] === 1,
    ids: () => {
      const ids: number[] = [];
      for (let id = 1; id < marks.length; id++) if (marks[id] === 1) ids.push(id);
      return ids;
    },
  };
}

/** Bit `n % 8` of byte `n / 8`: the numbering of PostgreSQL's `get_bit(bytea, n)`. */
function bitsOf(marks: Uint8Array): Uint8Array {
  const bits = Buffer.alloc(Math.ceil(marks.length / 8) + 1);
  for (let id = 0; id < marks.length; id++) {
    if (marks[id] === 1) bits[id >> 3] = (bits[id >> 3] ?? 0) | (1 << (id & 7));
  }
  return bits;
}

function keyOf(principal: Principal): string {
  if (principal.kind === 'token') return principal.id;
  // A sealed source's view is that of whoever brings its ticket, and ends with their session.
  if (principal.kind === 'source') {
    const { id, organization, community, by } = principal;
    return `${id} ${organization} ${community} ${keyOf(by)}`;
  }
  return `${principal.id} ${principal.organization} ${principal.session ?? ''}`;
}

/** Names held are no rights: what is shared under a new one comes later than anything a cursor points at. */
function rightsOf(whole: Reader): string {
  const { aliases: _aliases, voices: _voices, ...reader } = whole;
  return createHash('sha256').update(JSON.stringify(reader)).digest('base64url').slice(0, 16);
}
