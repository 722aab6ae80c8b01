import type { Query, Transaction } from '../engine/engine.ts';
import type { Account, Passkey } from '../store.ts';
import { readWords } from './columns.ts';
import { emailOf } from './words.ts';

/** What signing in needs to know about an account. Never answered to the outside. */
export async function readAccount(
  query: Query,
  by: { email: string } | { person: string } | { passkey: string },
): Promise<Account | undefined> {
  const row = await query.one<PersonColumns>(
    `SELECT id, name, email, is_operator, is_disabled, password_hash, totp FROM person WHERE ${conditionOf(by)}`,
    [valueOf(by)],
  );
  if (row === undefined) return undefined;
  return {
    person: row.id,
    name: row.name,
    email: row.email,
    organizations: await organizationsOf(query, row.id),
    isOperator: row.is_operator === 1,
    ...(row.password_hash === null ? {} : { passwordHash: row.password_hash }),
    ...(row.totp === null ? {} : { totp: row.totp }),
    passkeys: await passkeysOf(query, row.id),
    recoveryCodesLeft: await recoveryCodesLeft(query, row.id),
    disabled: row.is_disabled === 1,
  };
}

/** The organizations a person may act for, by name. */
export async function organizationsOf(
  query: Query,
  person: string,
): Promise<{ id: string; name: string }[]> {
  const rows = await query.all<{ id: string; name: string }>(
    `SELECT o.id, o.name FROM affiliation a JOIN organization o ON o.id = a.organization
      WHERE a.person = ? ORDER BY o.name, o.id`,
    [person],
  );
  return rows.map(({ id, name }) => ({ id, name }));
}

/** A person's passkeys, oldest first. */
export async function passkeysOf(query: Query, person: string): Promise<Passkey[]> {
  const rows = await query.all<PasskeyColumns>(
    'SELECT id, public_key, counter, transports, name, created_at FROM passkey WHERE person = ? ORDER BY created_at, id',
    [person],
  );
  return rows.map((row) => ({
    id: row.id,
    publicKey: new Uint8Array(row.public_key),
    counter: row.counter,
    transports: readWords(row.transports),
    name: row.name,
    createdAt: row.created_at,
  }));
}

/** How many recovery codes a person has not used yet. */
export async function recoveryCodesLeft(query: Query, person: string): Promise<number> {
  const row = await query.one<{ n: number }>(
    'SELECT count(*) AS n FROM recovery_code WHERE person = ?',
    [person],
  );
  return row?.n ?? 0;
}

/** Remembers a TOTP step (RFC 6238 §5.2: a code is accepted once); false when it, or a later one, was used. */
export async function spendTotpStep(
  transaction: Transaction,
  person: string,
  step: number,
): Promise<boolean> {
  const count = await transaction.run(
    'UPDATE person SET totp_step = ? WHERE id = ? AND totp_step < ?',
    [step, person, step],
  );
  return count === 1;
}

/** Uses up a recovery code; false when it is none of this person's. */
export async function spendRecoveryCode(
  transaction: Transaction,
  person: string,
  hash: Uint8Array,
): Promise<boolean> {
  const count = await transaction.run('DELETE FROM recovery_code WHERE person = ? AND hash = ?', [
    person,
    hash,
  ]);
  return count === 1;
}

interface PersonColumns {
  id: string;
  name: string;
  email: string;
  is_operator: number;
  is_disabled: number;
  password_hash: string | null;
  totp: string | null;
}

interface PasskeyColumns {
  id: string;
  public_key: Uint8Array;
  counter: number;
  transports: string;
  name: string;
  created_at: number;
}

type By = { email: string } | { person: string } | { passkey: string };

function conditionOf(by: By): string {
  if ('email' in by) return 'email = ?';
  return 'person' in by ? 'id = ?' : 'id = (SELECT person FROM passkey WHERE passkey.id = ?)';
}

function valueOf(by: By): string {
  // What is no e-mail address is nobody's; the statement runs all the same.
  if ('email' in by) return emailOf(by.email) ?? '';
  return 'person' in by ? by.person : by.passkey;
}
