import type { Transaction } from '../engine/engine.ts';
import { Refused } from '../people/refused.ts';
import { APPLICATION_WORDS_MAX } from './limits.ts';
import type { WordRow } from './rows.ts';

/** Enters a question, an answer, a check or a word. */
export async function enterWord(
  transaction: Transaction,
  word: Omit<WordRow, 'n' | 'organization_name' | 'taken_back_at'>,
): Promise<void> {
  const last = await transaction.one<{ n: number | null }>(
    'SELECT max(n) AS n FROM application_word WHERE application = ?',
    [word.application],
  );
  const n = (last?.n ?? 0) + 1;
  // What members say in private must not be noticed by its number: it has room of its own beyond what others may fill.
  const most = isMembers(word.kind) ? APPLICATION_WORDS_MAX * 100 : APPLICATION_WORDS_MAX;
  const others = await transaction.one<{ n: number }>(
    `SELECT count(*) AS n FROM application_word WHERE application = ? AND kind ${isMembers(word.kind) ? '' : 'NOT '}IN ('vouches', 'objects', 'passes')`,
    [word.application],
  );
  if ((others?.n ?? 0) >= most)
    throw new Refused(
      'conflict',
      'Enough was said about this application: decide, or write a letter',
    );
  const { application, kind, organization, person, name, at, words } = word;
  await transaction.run(
    `INSERT INTO application_word (application, n, kind, organization, person, name, at, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [application, n, kind, organization, person, name, at, words],
  );
}

function isMembers(kind: WordRow['kind']): boolean {
  return kind === 'vouches' || kind === 'objects' || kind === 'passes';
}
