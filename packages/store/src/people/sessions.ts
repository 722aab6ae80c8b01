import type { Query, Transaction } from '../engine/engine.ts';
import { appendAudit } from '../audit/append.ts';
import type { NewSession, SessionRow } from '../store.ts';
import type { Made } from './accounts.ts';
import { bumpEpoch } from './epoch.ts';
import { SESSIONS_MAX, USER_AGENT_MAX } from './limits.ts';

/** Opens a session. The oldest of a person who has {@link SESSIONS_MAX} ends; expired ones go. */
export async function openSession(
  transaction: Transaction,
  session: NewSession,
  made: Made,
): Promise<void> {
  const person = await transaction.one<{ name: string; is_disabled: number }>(
    'SELECT name, is_disabled FROM person WHERE id = ?',
    [session.person],
  );
  if (person === undefined || person.is_disabled === 1) {
    throw new Error('Cannot open a session: the account is unknown or disabled');
  }
  await transaction.run('DELETE FROM session WHERE expires_at <= ?', [made.at]);
  const ended = await transaction.run(
    `DELETE FROM session WHERE id IN (
      SELECT id FROM session WHERE person = ? ORDER BY created_at DESC, id LIMIT 1000000 OFFSET ?)`,
    [session.person, SESSIONS_MAX - 1],
  );
  if (ended > 0) await bumpEpoch(transaction);
  await transaction.run(
    `INSERT INTO session (id, hash, person, organization, csrf, created_at, last_seen_at, expires_at, user_agent, how)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      made.id,
      session.hash,
      session.person,
      session.organization,
      session.csrf,
      made.at,
      made.at,
      session.expiresAt,
      agentOf(session.userAgent),
      session.how ?? '',
    ],
  );
  await appendAudit(transaction, {
    at: made.at,
    ...(session.organization === '' ? {} : { organization: session.organization }),
    actor: { kind: 'person', id: session.person, name: person.name },
    act: 'sign-in',
    words: 'Signed in',
  });
}

/** Ends a session by its secret. The epoch moves, so that no process lets it in any more. */
export async function closeSession(transaction: Transaction, hash: Uint8Array): Promise<void> {
  const count = await transaction.run('DELETE FROM session WHERE hash = ?', [hash]);
  if (count > 0) await bumpEpoch(transaction);
}

/** A person's open sessions, newest first. */
export async function sessionsOf(
  query: Query,
  by: { person: string; current: string | undefined; now: number },
): Promise<SessionRow[]> {
  const rows = await query.all<{
    id: string;
    created_at: number;
    last_seen_at: number;
    user_agent: string;
  }>(
    `SELECT id, created_at, last_seen_at, user_agent FROM session
      WHERE person = ? AND expires_at > ? ORDER BY created_at DESC, id`,
    [by.person, by.now],
  );
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    userAgent: row.user_agent,
    current: row.id === by.current,
  }));
}

function agentOf(userAgent: string): string {
  return userAgent.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ').slice(0, USER_AGENT_MAX);
}
