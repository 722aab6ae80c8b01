import type { IdempotencyKey, StoredAnswer } from '../store.ts';
import type { Access } from './access.ts';
import { ANSWER_MAX, IDEMPOTENCY_LIFE, IDEMPOTENCY_RUN_MAX } from './limits.ts';

/** What {@link claim} gives: nothing means "go on", else what to answer. */
export interface Claim {
  readonly replay?: StoredAnswer;
  readonly conflict?: 'body' | 'running';
}

/**
 * Claims an idempotency key for the acting principal, or gives the answer it got. Keys are per principal,
 * organization and route and live for {@link IDEMPOTENCY_LIFE}. A claim left unanswered for
 * {@link IDEMPOTENCY_RUN_MAX} was left behind by a crash and may be claimed again.
 */
export async function claim(access: Access, key: IdempotencyKey): Promise<Claim> {
  return access.engine.write(async (transaction) => {
    const scope = scopeOf(access);
    const now = access.now();
    await transaction.run('DELETE FROM idempotency WHERE at <= ?', [now - IDEMPOTENCY_LIFE]);
    const made = await transaction.run(
      `INSERT INTO idempotency (scope, route, idempotency_key, body_hash, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING`,
      [scope, key.route, key.key, key.bodyHash, now],
    );
    if (made === 1) return {};
    const row = await transaction.one<KeyColumns>(
      `SELECT body_hash, at, status, body FROM idempotency WHERE ${THIS_KEY}`,
      [scope, key.route, key.key],
    );
    if (row === undefined) return { conflict: 'running' };
    if (row.body_hash !== key.bodyHash) return { conflict: 'body' };
    if (row.status !== null) return { replay: { status: row.status, body: row.body ?? '' } };
    const again = await transaction.run(
      `UPDATE idempotency SET at = ? WHERE ${THIS_KEY} AND status IS NULL AND at <= ?`,
      [now, scope, key.route, key.key, now - IDEMPOTENCY_RUN_MAX],
    );
    return again === 1 ? {} : { conflict: 'running' };
  });
}

/** Keeps the answer for replay. An answer of more than {@link ANSWER_MAX} characters is a fault. */
export async function answered(
  access: Access,
  key: IdempotencyKey,
  answer: StoredAnswer,
): Promise<void> {
  if (answer.body.length > ANSWER_MAX) {
    throw new Error(`Cannot keep an answer of ${String(answer.body.length)} characters for replay`);
  }
  await access.engine.write(async (transaction) => {
    await transaction.run(
      `UPDATE idempotency SET status = ?, body = ? WHERE ${THIS_KEY} AND body_hash = ?`,
      [answer.status, answer.body, scopeOf(access), key.route, key.key, key.bodyHash],
    );
  });
}

const THIS_KEY = 'scope = ? AND route = ? AND idempotency_key = ?';

interface KeyColumns {
  body_hash: string;
  at: number;
  status: number | null;
  body: string | null;
}

function scopeOf({ principal }: Access): string {
  return principal.kind === 'token'
    ? `token ${principal.id}`
    : `${principal.kind} ${principal.id} ${principal.organization}`;
}
