import { isIn, list } from '../engine/engine.ts';
import type { Engine, Transaction } from '../engine/engine.ts';
import { FORGOTTEN_AT_ONCE, SOUGHT_LIFE } from './limits.ts';
import { answerField } from './rows.ts';
import type { AnswerRow, RequestRow } from './rows.ts';
import { makeKey, sealed } from './sealed.ts';

/**
 * Values that persons asked about go some time after their request is closed, with every word about them and the key
 * they stood under; what was asked when, and what came of it, stays. Gives whether there may be more.
 */
export async function forgetSought(engine: Engine, now: number): Promise<boolean> {
  const before = now - SOUGHT_LIFE;
  return inPiece(engine, {
    find: "closed_at <= ? AND (sought IS NOT NULL OR words <> '')",
    parameters: [before],
    work: async (transaction, ids) => {
      const which = list(transaction.dialect, ids);
      const at = (column: string): string => isIn(transaction.dialect, column);
      await transaction.run(`DELETE FROM subject_key WHERE ${at('request')}`, [which]);
      await transaction.run(`UPDATE subject_answer SET words = '' WHERE ${at('request')}`, [which]);
      await transaction.run(
        `UPDATE subject_question SET words = '' WHERE words IS NOT NULL AND ${at('request')}`,
        [which],
      );
      await transaction.run(
        `UPDATE subject_request SET sought = NULL, words = '', letter = NULL,
           extension = CASE WHEN extension IS NULL THEN NULL ELSE '' END WHERE ${at('id')}`,
        [which],
      );
    },
  });
}

/** Seals what was entered before requests had keys. Gives whether there may be more. */
export async function sealOld(engine: Engine): Promise<boolean> {
  return inPiece(engine, {
    find: 'sought IS NOT NULL AND NOT EXISTS (SELECT 1 FROM subject_key k WHERE k.request = subject_request.id)',
    parameters: [],
    work: async (transaction, ids) => {
      for (const id of ids) await sealOne(transaction, id);
    },
  });
}

async function sealOne(transaction: Transaction, id: string): Promise<void> {
  const row = await transaction.one<RequestRow>('SELECT * FROM subject_request WHERE id = ?', [id]);
  if (row?.sought === undefined || row.sought === null) return;
  const key = await makeKey(transaction, id);
  const seal = (field: string, text: string): string => sealed(key, { request: id, field }, text);
  await transaction.run(
    'UPDATE subject_request SET sought = ?, words = ?, extension = ? WHERE id = ?',
    [
      seal('sought', row.sought),
      seal('words', row.words),
      row.extension === null ? null : seal('extension', row.extension),
      id,
    ],
  );
  const answers = await transaction.all<AnswerRow>(
    'SELECT request, organization, answer, words, at FROM subject_answer WHERE request = ?',
    [id],
  );
  for (const { organization, words } of answers)
    await transaction.run(
      'UPDATE subject_answer SET words = ? WHERE request = ? AND organization = ?',
      [seal(answerField(organization), words), id, organization],
    );
}

/** Finds some requests and works on them, once more looked at under a lock so that two processes do it once. */
async function inPiece(
  engine: Engine,
  {
    find,
    parameters,
    work,
  }: {
    find: string;
    parameters: readonly number[];
    work: (transaction: Transaction, ids: string[]) => Promise<void>;
  },
): Promise<boolean> {
  const sql = `SELECT id FROM subject_request WHERE ${find} ORDER BY id LIMIT ${String(FORGOTTEN_AT_ONCE)}`;
  if ((await engine.one(sql, parameters)) === undefined) return false;
  return engine.write(async (transaction) => {
    const lock = transaction.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const rows = await transaction.all<{ id: string }>(`${sql}${lock}`, parameters);
    await work(
      transaction,
      rows.map(({ id }) => id),
    );
    return rows.length === FORGOTTEN_AT_ONCE;
  });
}
