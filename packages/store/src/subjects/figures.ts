import { visible } from '../visibility/views.ts';
import type { SubjectKind } from '@tocsin/policy';
import type { Reading } from '../exchange/read-page.ts';
import type { SubjectFigures } from '../store.ts';
import { keepsRegister, kindOf, stateOf } from './rows.ts';

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
  const rows = await query.all<OutcomeRow>(
    `SELECT kind, state, count(*) AS n, count(closed_at) AS closed, sum(closed_at - received_at) AS took
     FROM subject_request WHERE community = ? AND organization = ? AND received_at >= ? AND received_at < ? GROUP BY kind, state`,
    [community, reader.organization, from, to],
  );
  const gone = await query.one<{ n: number }>(
    `SELECT count(DISTINCT d.stix_id) AS n FROM departure d
     WHERE d.community = ? AND d.base >= ? AND d.base < ? AND d.act = 'expired' AND ${visible(query.dialect, 'd.label')}`,
    [words.number(community), from * 1000, to * 1000, view.labels],
  );
  const signed = await query.one<{ n: number }>(
    `SELECT count(*) AS n FROM determination d JOIN version v ON v.vid = d.vid
     WHERE d.organization = ? AND d.at >= ? AND d.at < ? AND v.community = ? AND ${visible(query.dialect, 'v.label')}`,
    [reader.organization, from, to, words.number(community), view.labels],
  );
  const closed = rows.reduce((all, one) => all + one.closed, 0);
  const took = rows.reduce((all, one) => all + Number(one.took ?? 0), 0);
  return {
    outcomes: outcomesOf(rows),
    ...(closed === 0 ? {} : { meanDays: Math.round(took / closed / DAY_MS) }),
    expired: gone?.n ?? 0,
    determined: signed?.n ?? 0,
  };
}

interface OutcomeRow {
  kind: string;
  state: string;
  n: number;
  closed: number;
  /** PostgreSQL gives a sum of large numbers as text. */
  took: number | string | null;
}

type Outcome = SubjectFigures['outcomes'][number]['outcome'];

function outcomesOf(rows: readonly OutcomeRow[]): SubjectFigures['outcomes'] {
  const counts = new Map<string, { kind: SubjectKind; outcome: Outcome; count: number }>();
  for (const row of rows) {
    const state = stateOf(row);
    const outcome = state === 'answered' || state === 'refused' ? state : 'open';
    const kind = kindOf(row);
    const held = counts.get(`${kind} ${outcome}`);
    if (held === undefined) counts.set(`${kind} ${outcome}`, { kind, outcome, count: row.n });
    else held.count += row.n;
  }
  return [...counts.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
