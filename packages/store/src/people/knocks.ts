import { timingSafeEqual } from 'node:crypto';
import type { Engine, Query } from '../engine/engine.ts';
import type { SessionPrincipal, TokenPrincipal } from '../store.ts';
import { readScopes } from './columns.ts';
import { policyEpoch } from './epoch.ts';
import { Kept } from './kept.ts';

/** `lastUsedAt` and `lastSeenAt` are written at most this often. Milliseconds. */
export const TOUCH_EVERY = 60_000;

/**
 * Tells who knocks with a token or a session. What was read is kept for as long as the policy epoch stands:
 * a knock costs one statement, and a revocation counts from the next knock on, in every process.
 */
export class Knocks {
  readonly #engine: Engine;
  readonly #now: () => number;
  readonly #tokens = new Kept<KnownToken>();
  readonly #sessions = new Kept<KnownSession>();

  constructor(engine: Engine, now: () => number) {
    this.#engine = engine;
    this.#now = now;
  }

  /** `undefined` for unknown, revoked and expired alike. */
  async token(id: string, secretHash: Uint8Array): Promise<TokenPrincipal | undefined> {
    const known = await this.#known(this.#tokens, id, (query) => readToken(query, id));
    const now = this.#now();
    const isRight = sameHash(known?.secretHash ?? NO_HASH, secretHash);
    if (known === undefined || !isRight || now >= known.expiresAt) return undefined;
    this.#touch(known, now, TOUCH_TOKEN);
    return known.answer;
  }

  /** `undefined` for unknown, ended and expired alike. */
  async session(hash: Uint8Array, quiet = false): Promise<SessionPrincipal | undefined> {
    const key = Buffer.from(hash).toString('base64');
    const known = await this.#known(this.#sessions, key, (query) => readSession(query, hash));
    const now = this.#now();
    if (known === undefined || now >= known.expiresAt) return undefined;
    if (!quiet) this.#touch(known, now, TOUCH_SESSION);
    return known.answer;
  }

  async #known<V>(
    kept: Kept<V>,
    key: string,
    read: (query: Query) => Promise<V | undefined>,
  ): Promise<V | undefined> {
    const found = kept.get(key, await policyEpoch(this.#engine));
    if (found !== undefined) return found;
    return this.#engine.read(async (query) => {
      const epoch = await policyEpoch(query);
      const value = await read(query);
      if (value !== undefined) kept.set(key, epoch, value);
      return value;
    });
  }

  /** Written behind the answer; when it fails, the next knock tries again a minute later. */
  #touch(known: { id: string; touchedAt: number }, now: number, sql: string): void {
    if (now - known.touchedAt < TOUCH_EVERY) return;
    known.touchedAt = now;
    this.#engine
      .write((transaction) => transaction.run(sql, [now, known.id, now - TOUCH_EVERY]))
      .catch(() => undefined);
  }
}

/** Whether two hashes are the same, in a time that does not tell where they differ. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

interface KnownToken {
  id: string;
  secretHash: Uint8Array;
  expiresAt: number;
  touchedAt: number;
  answer: TokenPrincipal;
}

interface KnownSession {
  id: string;
  expiresAt: number;
  touchedAt: number;
  answer: SessionPrincipal;
}

/** Compared against when there is no token: the same work either way. */
const NO_HASH = new Uint8Array(32);
const TOUCH_TOKEN =
  'UPDATE token SET last_used_at = ? WHERE id = ? AND coalesce(last_used_at, 0) <= ?';
const TOUCH_SESSION = 'UPDATE session SET last_seen_at = ? WHERE id = ? AND last_seen_at <= ?';

async function readToken(query: Query, id: string): Promise<KnownToken | undefined> {
  const row = await query.one<{
    secret_hash: Uint8Array;
    name: string;
    organization: string;
    community: string | null;
    scopes: string;
    expires_at: number | null;
    last_used_at: number | null;
  }>(
    `SELECT t.secret_hash, t.name, t.organization, t.community, t.scopes, t.expires_at, t.last_used_at
      FROM token t LEFT JOIN person p ON p.id = t.person
      WHERE t.id = ? AND t.revoked_at IS NULL AND (t.person IS NULL OR p.is_disabled = 0)`,
    [id],
  );
  if (row === undefined) return undefined;
  return {
    id,
    secretHash: row.secret_hash,
    expiresAt: row.expires_at ?? Infinity,
    touchedAt: row.last_used_at ?? 0,
    answer: {
      principal: { kind: 'token', id },
      organization: row.organization,
      ...(row.community === null ? {} : { community: row.community }),
      scopes: readScopes(row.scopes),
      name: row.name,
    },
  };
}

async function readSession(query: Query, hash: Uint8Array): Promise<KnownSession | undefined> {
  const row = await query.one<{
    id: string;
    organization: string;
    csrf: string;
    created_at: number;
    last_seen_at: number;
    expires_at: number;
    person: string;
    name: string;
    email: string;
    is_operator: number;
  }>(
    `SELECT s.id, s.organization, s.csrf, s.created_at, s.last_seen_at, s.expires_at,
        p.id AS person, p.name, p.email, p.is_operator
      FROM session s JOIN person p ON p.id = s.person
      WHERE s.hash = ? AND p.is_disabled = 0 AND (s.organization = '' OR EXISTS (
        SELECT 1 FROM affiliation a WHERE a.person = s.person AND a.organization = s.organization))`,
    [hash],
  );
  if (row === undefined) return undefined;
  return {
    id: row.id,
    expiresAt: row.expires_at,
    touchedAt: row.last_seen_at,
    answer: {
      principal: {
        kind: 'person',
        id: row.person,
        organization: row.organization,
        session: row.id,
      },
      person: {
        id: row.person,
        name: row.name,
        email: row.email,
        isOperator: row.is_operator === 1,
      },
      createdAt: row.created_at,
      csrf: row.csrf,
    },
  };
}
