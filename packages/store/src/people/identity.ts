import type { Query, Transaction } from '../engine/engine.ts';
import { NotAReader } from '../faults.ts';
import type { IdentityHandle, Me, Refusal } from '../store.ts';
import type { Access } from './access.ts';
import { organizationsOf, passkeysOf, recoveryCodesLeft } from './account.ts';
import { insertPasskey, replaceRecoveryCodes } from './accounts.ts';
import { recordAct } from './actor.ts';
import { bumpEpoch } from './epoch.ts';
import { answered, claim } from './idempotency.ts';
import { readerNow } from './reader.ts';
import { hidden, Refused, writeOrRefuse } from './refused.ts';
import { sessionsOf } from './sessions.ts';
import { createToken, listTokens, revokeToken } from './tokens.ts';

/** The acting person's own account, and their organization's tokens. */
export function createIdentity(access: Access): IdentityHandle {
  const { engine } = access;
  return {
    me: () => engine.read((query) => me(access, query)),
    switchOrganization: (sessionHash, organization) =>
      switchOrganization(access, sessionHash, organization),
    setPassword: (hash) => setPassword(access, hash),
    setTotp: (sealed) =>
      change(access, { act: 'set-totp', words: 'Set up another authenticator' }, (write, person) =>
        write.run('UPDATE person SET totp = ?, totp_step = 0 WHERE id = ?', [sealed, person]),
      ),
    addPasskey: (passkey) =>
      change(access, { act: 'add-passkey', words: 'Added a passkey' }, (write, person) =>
        insertPasskey(write, person, passkey),
      ),
    removePasskey: (id) => removePasskey(access, id),
    setRecoveryCodes: (hashes) =>
      change(
        access,
        { act: 'set-recovery-codes', words: 'Renewed the recovery codes' },
        (write, person) => replaceRecoveryCodes(write, person, hashes),
      ),
    sessions: () =>
      engine.read(async (query) => {
        await access.reader(query);
        const { principal } = access;
        if (principal.kind !== 'person') return [];
        const by = { person: principal.id, current: principal.session, now: access.now() };
        return sessionsOf(query, by);
      }),
    endSession: (id) => endSession(access, id),
    tokens: () => listTokens(access),
    createToken: (token) => createToken(access, token),
    revokeToken: (id) => revokeToken(access, id),
    idempotent: (key) => claim(access, key),
    answered: (key, answer) => answered(access, key, answer),
  };
}

async function me(access: Access, query: Query): Promise<Me> {
  const reader = await access.reader(query);
  const row = await query.one<{ name: string }>('SELECT name FROM organization WHERE id = ?', [
    reader.organization,
  ]);
  const organization = row === undefined ? undefined : { id: reader.organization, name: row.name };
  const acting = organization === undefined ? {} : { organization };
  const { id, kind } = access.principal;
  if (kind === 'token') {
    const token = await query.one<{ name: string }>('SELECT name FROM token WHERE id = ?', [id]);
    const organizations = organization === undefined ? [] : [organization];
    return { ...NO_ACCOUNT, ...acting, kind, id, name: token?.name ?? '', organizations };
  }
  // Whose a sealed source is, not even it is told.
  if (kind === 'source') throw new NotAReader();
  return { ...acting, kind, id, ...(await account(query, id)) };
}

async function account(
  query: Query,
  person: string,
): Promise<Omit<Me, 'kind' | 'id' | 'organization'>> {
  const row = await query.one<{
    name: string;
    email: string;
    is_operator: number;
    password_hash: string | null;
    totp: string | null;
  }>('SELECT name, email, is_operator, password_hash, totp FROM person WHERE id = ?', [person]);
  if (row === undefined) throw new NotAReader();
  const passkeys = await passkeysOf(query, person);
  return {
    name: row.name,
    email: row.email,
    isOperator: row.is_operator === 1,
    organizations: await organizationsOf(query, person),
    passkeys: passkeys.map((key) => ({ id: key.id, name: key.name, createdAt: key.createdAt })),
    hasPassword: row.password_hash !== null,
    hasTotp: row.totp !== null,
    recoveryCodesLeft: await recoveryCodesLeft(query, person),
  };
}

const NO_ACCOUNT = {
  isOperator: false,
  passkeys: [],
  hasPassword: false,
  hasTotp: false,
  recoveryCodesLeft: 0,
};

interface OwnAct {
  readonly act: string;
  readonly words: string;
}

/** Changes the acting person's own account and records it. */
async function change(
  access: Access,
  { act, words }: OwnAct,
  work: (transaction: Transaction, person: string) => Promise<unknown>,
): Promise<void> {
  await access.engine.write(async (transaction) => {
    const reader = await readerNow(access, transaction);
    if (access.principal.kind !== 'person') {
      throw new Refused('not-allowed', 'A token has no account of its own');
    }
    await work(transaction, access.principal.id);
    const { organization } = reader;
    await recordAct(transaction, access.principal, { at: access.now(), organization, act, words });
  });
}

async function setPassword(access: Access, hash: string): Promise<void> {
  const current = access.principal.kind === 'person' ? access.principal.session : undefined;
  const own = { act: 'set-password', words: 'Chose a new password; other sessions ended' };
  await change(access, own, async (transaction, person) => {
    await transaction.run('UPDATE person SET password_hash = ? WHERE id = ?', [hash, person]);
    const ended = await transaction.run('DELETE FROM session WHERE person = ? AND id <> ?', [
      person,
      current ?? '',
    ]);
    if (ended > 0) await moved(access, transaction);
  });
}

async function removePasskey(access: Access, id: string): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    const { principal } = access;
    const passkeys = principal.kind === 'person' ? await passkeysOf(transaction, principal.id) : [];
    if (!passkeys.some((passkey) => passkey.id === id)) throw hidden();
    const password = await transaction.one(
      'SELECT 1 AS one FROM person WHERE id = ? AND password_hash IS NOT NULL',
      [principal.id],
    );
    if (passkeys.length === 1 && password === undefined) {
      throw new Refused('conflict', 'It is the only way to sign in: add another passkey first');
    }
    await transaction.run('DELETE FROM passkey WHERE id = ?', [id]);
    await recordAct(transaction, principal, {
      at: access.now(),
      organization: reader.organization,
      act: 'remove-passkey',
      words: 'Removed a passkey',
    });
    return true;
  });
}

async function endSession(access: Access, id: string): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    const { principal } = access;
    const ended =
      principal.kind === 'person'
        ? await transaction.run('DELETE FROM session WHERE id = ? AND person = ?', [
            id,
            principal.id,
          ])
        : 0;
    if (ended === 0) throw hidden();
    await moved(access, transaction);
    await recordAct(transaction, principal, {
      at: access.now(),
      organization: reader.organization,
      act: 'end-session',
      words: 'Ended a session',
    });
    return true;
  });
}

async function switchOrganization(
  access: Access,
  sessionHash: Uint8Array,
  organization: string,
): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    await readerNow(access, transaction);
    const { principal } = access;
    if (principal.kind !== 'person') throw hidden();
    const affiliation = await transaction.one(
      'SELECT 1 AS one FROM affiliation WHERE person = ? AND organization = ?',
      [principal.id, organization],
    );
    if (affiliation === undefined) throw hidden();
    const count = await transaction.run(
      'UPDATE session SET organization = ? WHERE hash = ? AND person = ?',
      [organization, sessionHash, principal.id],
    );
    if (count === 0) throw hidden();
    await moved(access, transaction);
    await recordAct(transaction, principal, {
      at: access.now(),
      organization,
      act: 'switch-organization',
      words: 'Acts for this organization from now on',
    });
    return true;
  });
}

async function moved(access: Access, transaction: Transaction): Promise<void> {
  await bumpEpoch(transaction);
  transaction.afterCommit(() => access.changed({ kind: 'policy', communities: [] }));
}
