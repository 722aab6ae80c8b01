import { standingIn } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, writeOrRefuse } from '../people/refused.ts';
import { visible } from '../visibility/views.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Refusal, TriageState } from '../store.ts';
import { DONE_MAX } from './limits.ts';

interface Marks {
  readonly community: string;
  readonly ids: readonly string[];
  readonly state: TriageState;
}

/** Marks objects as done up to the newest position the person may see, or open again. */
export async function triage(access: ExchangeAccess, marks: Marks): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    if (reader.kind !== 'person' || standingIn(reader, marks.community) === undefined)
      throw hidden();
    const { dialect } = transaction;
    if (access.words.number(marks.community) < 0) await access.words.load(transaction);
    const community = access.words.number(marks.community);
    const of = [reader.id, reader.organization, community] as const;
    if (marks.state === 'open') {
      await transaction.run(
        `DELETE FROM triage WHERE person = ? AND organization = ? AND community = ? AND ${isIn(dialect, 'stix_id')}`,
        [...of, list(dialect, marks.ids)],
      );
      return true;
    }
    const { labels } = await access.views.at(transaction, access.principal);
    await transaction.run(
      `INSERT INTO triage (person, organization, community, stix_id, pos, at)
       SELECT ?, ?, v.community, v.stix_id, max(v.pos), cast(? AS bigint) FROM version v
       WHERE ${isIn(dialect, 'v.stix_id')} AND v.community = ? AND v.pos > 0 AND ${visible(dialect, 'v.label')}
       GROUP BY v.community, v.stix_id
       ON CONFLICT (person, organization, community, stix_id) DO UPDATE SET pos = excluded.pos, at = excluded.at`,
      [reader.id, reader.organization, access.now(), list(dialect, marks.ids), community, labels],
    );
    await forgetOldest(transaction, of);
    return true;
  });
}

async function forgetOldest(
  transaction: Transaction,
  of: readonly [string, string, number],
): Promise<void> {
  const held = await transaction.one<{ n: number }>(
    'SELECT count(*) AS n FROM triage WHERE person = ? AND organization = ? AND community = ?',
    of,
  );
  const surplus = (held?.n ?? 0) - DONE_MAX;
  if (surplus <= 0) return;
  await transaction.run(
    `DELETE FROM triage WHERE person = ? AND organization = ? AND community = ? AND stix_id IN (
       SELECT stix_id FROM triage WHERE person = ? AND organization = ? AND community = ? ORDER BY at, stix_id LIMIT (? + 0))`,
    [...of, ...of, surplus],
  );
}
