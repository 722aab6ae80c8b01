import { visible } from '../visibility/views.ts';
import type { SubjectKind } from '@tocsin/policy';
import type { Reading } from '../exchange/read-page.ts';
import type { SubjectFigures } from '../store.ts';
import { keepsRegister, kindOf, stateOf } from './rows.ts';
import type { RequestRow } from './rows.ts';

const DAY_MS = 86_400_000;

/** A year of the reader's organization; what went is counted over what the reader could read. */
export async function readFigures(
  tools: Reading,
  community: string,
  year: number,
): Promise<SubjectFigures | undefined> {
  const { query, view, words } = tools;
  const { reader } = view;
  if (!keepsRegister(reader, community)) return undefined;
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  const rows = await query.all<RequestRow>(
    'SELECT * FROM subject_request WHERE community = ? AND organization = ? AND received_at >= ? AND received_at < ?',
    [community, reader.organization, from, to],
  );
  const gone = await query.one<{ n: number }>(
    `SELECT count(DISTINCT d.stix_id) AS n FROM departure d
     WHERE d.community = ? AND d.base >= ? AND d.base < ? AND d.act = 'expired' AND ${visible(query.dialect, 'd.label')}`,
    [words.number(community), from * 1000, to * 1000, view.labels],
  );
  const signed = await query.one<{ n: number }>(
    'SELECT count(*) AS n FROM determination WHERE organization = ? AND at >= ? AND at < ?',
    [reader.organization, from, to],
  );
  const days = rows.flatMap(({ received_at: came, closed_at: closed }) =>
    closed === null ? [] : [(closed - came) / DAY_MS],
  );
  return {
    outcomes: outcomesOf(rows),
    ...(days.length === 0
      ? {}
      : { meanDays: Math.round(days.reduce((all, one) => all + one, 0) / days.length) }),
    expired: gone?.n ?? 0,
    determined: signed?.n ?? 0,
  };
}

type Outcome = SubjectFigures['outcomes'][number]['outcome'];

function outcomesOf(rows: readonly RequestRow[]): SubjectFigures['outcomes'] {
  const counts = new Map<string, { kind: SubjectKind; outcome: Outcome; count: number }>();
  for (const row of rows) {
    const state = stateOf(row);
    const outcome = state === 'answered' || state === 'refused' ? state : 'open';
    const kind = kindOf(row);
    const held = counts.get(`${kind} ${outcome}`);
    if (held === undefined) counts.set(`${kind} ${outcome}`, { kind, outcome, count: 1 });
    else held.count += 1;
  }
  return [...counts.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
