import { levelOfLabel } from '@tocsin/policy';
import type { BallotOutcome, DecisionKind } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { headsOf, paperRows } from '../papers/rows.ts';
import { visible } from '../visibility/views.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Decision } from '../store.ts';
import { DECISIONS_MAX } from './limits.ts';

/** A row of the table of decisions. */
export interface DecisionRow {
  id: string;
  community: string;
  label: number;
  kind: DecisionKind;
  title: string;
  text: string;
  decided_at: number;
  recorded_at: number;
  organization: string;
  person: string;
  name: string;
  paper: string | null;
  n: number | null;
  ballot: string | null;
  replaces: string | null;
  outcome: BallotOutcome | null;
  chosen: string | null;
}

/** The decisions of a community that the label lets this reader read, the newest entry first. */
export async function decisionRows(
  { query, view }: Reading,
  community: string,
): Promise<DecisionRow[]> {
  return query.all<DecisionRow>(
    `SELECT * FROM decision WHERE community = ? AND ${visible(query.dialect, 'label')}
     ORDER BY recorded_at DESC, id LIMIT ${String(DECISIONS_MAX)}`,
    [community, view.labels],
  );
}

/** Decisions as this reader sees them. `all`: every one of the community they read, for what replaces what. */
export async function shownDecisions(
  tools: Reading,
  rows: readonly DecisionRow[],
  all: readonly DecisionRow[],
): Promise<Decision[]> {
  const papers = await paperTitles(tools, rows);
  const ballots = await ballotTitles(tools, rows);
  const byId = new Map(all.map((row) => [row.id, row]));
  // The newest comes first in the list: of two that replace the same, that one is told.
  const later = new Map(all.toReversed().map((row) => [row.replaces, row]));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    text: row.text,
    level: levelOfLabel(tools.labels.at(row.label) ?? { clauses: [] }, tools.view.now),
    labelId: row.label,
    decidedAt: row.decided_at,
    recordedAt: row.recorded_at,
    by: { organization: row.organization, person: row.person, name: row.name },
    ...linked('paper', papers.get(`${row.paper ?? ''} ${String(row.n)}`)),
    ...linked('ballot', ballots.get(row.ballot ?? '')),
    ...linked('replaces', titled(byId.get(row.replaces ?? ''))),
    ...linked('replacedBy', titled(later.get(row.id))),
    ...(row.outcome !== null && { outcome: row.outcome }),
    ...(row.chosen !== null && { chosen: row.chosen }),
  }));
}

type Titled = { id: string; title: string };

function titled(row: DecisionRow | undefined): Titled | undefined {
  return row === undefined ? undefined : { id: row.id, title: row.title };
}

function linked<K extends string, T>(name: K, to: T | undefined): Partial<Record<K, T>> {
  const link: Partial<Record<K, T>> = {};
  if (to !== undefined) link[name] = to;
  return link;
}

/** Versions of papers that decisions rest on and this reader sees. */
async function paperTitles(
  tools: Reading,
  rows: readonly DecisionRow[],
): Promise<Map<string, { id: string; n: number; title: string }>> {
  const found = new Map<string, { id: string; n: number; title: string }>();
  const [first] = rows.filter(({ paper }) => paper !== null);
  if (first === undefined) return found;
  const papers = await paperRows(tools, first.community);
  const heads = await headsOf(tools, papers);
  for (const { id, title } of papers)
    for (const { n } of heads.get(id)?.shown ?? [])
      found.set(`${id} ${String(n)}`, { id, n, title });
  return found;
}

/** Ballots that decisions rest on and this reader sees. Those that are not open yet decided nothing. */
async function ballotTitles(
  { query, view }: Reading,
  rows: readonly DecisionRow[],
): Promise<Map<string, Titled>> {
  const ids = rows.flatMap(({ ballot }) => (ballot === null ? [] : [ballot]));
  if (ids.length === 0) return new Map();
  const ballots = await query.all<Titled>(
    `SELECT id, title FROM ballot WHERE ${isIn(query.dialect, 'id')} AND state = 'closed' AND ${visible(query.dialect, 'label')}`,
    [list(query.dialect, [...new Set(ids)]), view.labels],
  );
  return new Map(ballots.map((one) => [one.id, one]));
}

/** Enters a decision. */
export async function insertDecision(transaction: Transaction, row: DecisionRow): Promise<void> {
  await transaction.run(
    `INSERT INTO decision (id, community, label, kind, title, text, decided_at, recorded_at, organization, person, name,
       paper, n, ballot, replaces, outcome, chosen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.id,
      row.community,
      row.label,
      row.kind,
      row.title,
      row.text,
      row.decided_at,
      row.recorded_at,
      row.organization,
      row.person,
      row.name,
      row.paper,
      row.n,
      row.ballot,
      row.replaces,
      row.outcome,
      row.chosen,
    ],
  );
}
