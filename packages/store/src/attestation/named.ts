import { levelAt } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import type { Label } from '@tocsin/policy';
import type { Reading } from '../exchange/read-page.ts';

/**
 * How many persons its source named: a number, never who (ISO/IEC 27010 8.4.6). Nothing where it did not name persons,
 * or where several sources come together and the number would be of none of them.
 */
export async function namedIn({ query, view }: Reading, label: Label): Promise<number | undefined> {
  const [clause, second] = label.clauses;
  if (clause === undefined || second !== undefined) return undefined;
  if (levelAt(clause, view.now) !== 'red') return undefined;
  const { persons = [], groups = [] } = clause.audience;
  const named = new Set(persons);
  if (groups.length > 0) {
    const rows = await query.all<{ person: string }>(
      `SELECT person FROM group_person WHERE ${isIn(query.dialect, 'group_id')}`,
      [list(query.dialect, groups)],
    );
    for (const { person } of rows) named.add(person);
  }
  return named.size;
}
