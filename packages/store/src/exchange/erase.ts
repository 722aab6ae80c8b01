import { observablesOf, refsOf } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import type { Transaction } from '../engine/engine.ts';
import type { Words } from '../visibility/words.ts';

/** Removes the content of versions taken back: text, values, references, index, and the share's words when nothing of it is left. */
export async function eraseRows(
  transaction: Transaction,
  words: Words,
  { community, rows }: { community: number; rows: readonly { vid: number; text: string }[] },
): Promise<void> {
  for (const { vid, text } of rows) {
    const object = JSON.parse(text) as StixObject;
    for (const { kind, value } of observablesOf(object)) {
      await transaction.run(
        'DELETE FROM observable WHERE value = ? AND kind = ? AND community = ? AND vid = ?',
        [value, words.number(kind), community, vid],
      );
    }
    for (const { id } of refsOf(object)) {
      await transaction.run(
        'DELETE FROM reference WHERE target = ? AND community = ? AND vid = ?',
        [id, community, vid],
      );
    }
    const key = transaction.dialect === 'sqlite' ? 'rowid' : 'vid';
    await transaction.run(`DELETE FROM object_text WHERE ${key} = ?`, [vid]);
    await transaction.run('DELETE FROM determination WHERE vid = ?', [vid]);
    await transaction.run(`UPDATE version SET pos = 0, text = '{}', title = '' WHERE vid = ?`, [
      vid,
    ]);
    await transaction.run(
      `UPDATE contribution SET title = '', text = '' WHERE id = (SELECT contribution FROM version WHERE vid = ?)
       AND NOT EXISTS (SELECT 1 FROM version w WHERE w.contribution = contribution.id AND w.pos > 0)`,
      [vid],
    );
  }
}
