import { isTlpLevel, standingIn } from '@tocsin/policy';
import type { Reader } from '@tocsin/policy';
import type { Engine, Query, Transaction } from '../engine/engine.ts';
import { appendAudit } from '../audit/append.ts';
import type { NewToken, Principal, Refusal, TokenRow } from '../store.ts';
import { SCOPES } from '../store.ts';
import type { Access } from './access.ts';
import { recordAct } from './actor.ts';
import { isRepresentativeSomewhere, mayManageTokens } from './authority.ts';
import { readCeiling, readScopes } from './columns.ts';
import { bumpEpoch } from './epoch.ts';
import { TOKENS_MAX } from './limits.ts';
import { readerNow } from './reader.ts';
import { hidden, Refused, writeOrRefuse } from './refused.ts';
import { nameOf } from './words.ts';

/** The tokens the acting person may know: a representative all of the organization's, anybody else their own. */
export async function listTokens(access: Access): Promise<TokenRow[]> {
  return access.engine.read(async (query) =>
    knownTokens(query, access.principal, await access.reader(query)),
  );
}

/** Makes a token of the acting organization. Only who represents it where the token reads may. */
export async function createToken(access: Access, token: NewToken): Promise<TokenRow | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    if (token.community !== undefined && standingIn(reader, token.community) === undefined) {
      throw hidden();
    }
    if (!mayManageTokens(reader, token.community)) {
      throw new Refused(
        'not-allowed',
        token.community === undefined
          ? 'Only who represents the organization in all its communities makes a token for all of them'
          : 'Only a representative of the organization makes its tokens',
      );
    }
    const at = access.now();
    await insertToken(transaction, checked(token, at), {
      at,
      organization: reader.organization,
      createdBy: access.principal.id,
    });
    await recordAct(transaction, access.principal, {
      at,
      organization: reader.organization,
      act: 'create-token',
      words: 'Made a token for a program of the organization',
      facts: { token: token.id, name: token.name },
    });
    const made = (await knownTokens(transaction, access.principal, reader)).find(
      (row) => row.id === token.id,
    );
    if (made === undefined) throw hidden();
    return made;
  });
}

/** Revokes a token; it stops working at once, in every process. */
export async function revokeToken(access: Access, id: string): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    const known = (await knownTokens(transaction, access.principal, reader)).find(
      (row) => row.id === id,
    );
    if (known === undefined) throw hidden();
    const at = access.now();
    await transaction.run('UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', [
      at,
      id,
    ]);
    await bumpEpoch(transaction);
    transaction.afterCommit(() => access.changed({ kind: 'policy', communities: [] }));
    await recordAct(transaction, access.principal, {
      at,
      organization: reader.organization,
      act: 'revoke-token',
      words: 'Revoked a token',
      facts: { token: id },
    });
    return true;
  });
}

/** Tokens as the operator of the machine knows them: of one organization, by short name or id, or of all. */
export async function operatorTokens(
  engine: Engine,
  organization?: string,
): Promise<TokenRow[] | undefined> {
  return engine.read(async (query) => {
    if (organization === undefined) {
      return (
        await query.all<TokenColumns>(`${TOKENS} ORDER BY o.slug, t.created_at DESC, t.id`)
      ).map(rowOf);
    }
    const found = await query.one<{ id: string }>(
      'SELECT id FROM organization WHERE slug = ? OR id = ?',
      [organization, organization],
    );
    if (found === undefined) return undefined;
    const rows = await query.all<TokenColumns>(
      `${TOKENS} WHERE t.organization = ? ORDER BY t.created_at DESC, t.id`,
      [found.id],
    );
    return rows.map(rowOf);
  });
}

/** Revokes a token as the operator of the machine; `false` when it was revoked before, `undefined` when there is none. */
export async function operatorRevoke(
  engine: Engine,
  id: string,
  at: number,
): Promise<boolean | undefined> {
  return engine.write(async (transaction) => {
    const row = await transaction.one<{ organization: string; revoked_at: number | null }>(
      'SELECT organization, revoked_at FROM token WHERE id = ?',
      [id],
    );
    if (row === undefined) return undefined;
    if (row.revoked_at !== null) return false;
    await transaction.run('UPDATE token SET revoked_at = ? WHERE id = ?', [at, id]);
    await bumpEpoch(transaction);
    await appendAudit(transaction, {
      at,
      organization: row.organization,
      actor: { kind: 'operator', id: '', name: 'The operator' },
      act: 'revoke-token',
      words: 'Revoked a token',
      facts: { token: id },
    });
    return true;
  });
}

/** Keeps a token. The caller has checked it. */
export async function insertToken(
  transaction: Transaction,
  token: NewToken & { person?: string },
  made: { at: number; organization: string; createdBy: string },
): Promise<void> {
  const held = await transaction.one<{ n: number }>(
    'SELECT count(*) AS n FROM token WHERE organization = ? AND revoked_at IS NULL',
    [made.organization],
  );
  if ((held?.n ?? 0) >= TOKENS_MAX) {
    throw new Refused('conflict', `An organization has at most ${String(TOKENS_MAX)} tokens`);
  }
  await transaction.run(
    `INSERT INTO token (id, secret_hash, name, organization, person, community, scopes, ceiling, purpose, created_by, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      token.id,
      token.secretHash,
      token.name,
      made.organization,
      token.person ?? null,
      token.community ?? null,
      JSON.stringify(token.scopes),
      token.ceiling ?? null,
      token.purpose ?? null,
      made.createdBy,
      made.at,
      token.expiresAt ?? null,
    ],
  );
  await bumpEpoch(transaction);
}

/** The token in the form it is kept, or a refusal that says what is wrong with it. */
export function checked<T extends NewToken>(token: T, now: number): T {
  const name = nameOf(token.name);
  if (name === undefined) throw new Refused('invalid', 'Give the token a name of one line');
  const scopes = SCOPES.filter((scope) => token.scopes.includes(scope));
  if (scopes.length === 0) throw new Refused('invalid', 'Say what the token may be used for');
  if (token.secretHash.length !== 32) {
    throw new Refused('invalid', 'The hash of a secret has 32 bytes');
  }
  if (token.ceiling !== undefined && !isTlpLevel(token.ceiling)) {
    throw new Refused('invalid', 'A ceiling is one of the levels of TLP 2.0');
  }
  if (token.expiresAt !== undefined && token.expiresAt <= now) {
    throw new Refused('invalid', 'The token would already be expired');
  }
  const purpose = token.purpose === undefined ? undefined : nameOf(token.purpose);
  if (token.purpose !== undefined && purpose === undefined) {
    throw new Refused('invalid', 'Say the purpose in one line');
  }
  return { ...token, name, scopes, ...(purpose === undefined ? {} : { purpose }) };
}

interface TokenColumns {
  id: string;
  name: string;
  organization: string;
  organization_name: string;
  community: string | null;
  scopes: string;
  ceiling: string | null;
  created_at: number;
  created_by: string | null;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
}

const TOKENS = `SELECT t.id, t.name, t.organization, o.name AS organization_name, t.community, t.scopes, t.ceiling,
    t.created_at, p.name AS created_by, t.expires_at, t.last_used_at, t.revoked_at
  FROM token t JOIN organization o ON o.id = t.organization LEFT JOIN person p ON p.id = t.created_by`;

async function knownTokens(
  query: Query,
  principal: Principal,
  reader: Reader,
): Promise<TokenRow[]> {
  if (principal.kind !== 'person') return [];
  const all = isRepresentativeSomewhere(reader) ? 1 : 0;
  const rows = await query.all<TokenColumns>(
    `${TOKENS} WHERE t.organization = ? AND (t.person = ? OR (t.person IS NULL AND ? = 1))
      ORDER BY t.created_at DESC, t.id`,
    [reader.organization, principal.id, all],
  );
  return rows.map(rowOf);
}

function rowOf(row: TokenColumns): TokenRow {
  const ceiling = readCeiling(row.ceiling);
  return {
    id: row.id,
    name: row.name,
    organization: { id: row.organization, name: row.organization_name },
    ...(row.community === null ? {} : { community: row.community }),
    scopes: readScopes(row.scopes),
    ...(ceiling === undefined ? {} : { ceiling }),
    createdAt: row.created_at,
    createdBy: row.created_by ?? 'the operator',
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}
