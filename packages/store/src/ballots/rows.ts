import { isPaperChair } from '@tocsin/policy';
import type { BallotCount, BallotRule, BallotState, Reader } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import type { Query } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { BallotOption, BallotVote } from '../store.ts';
import { BALLOTS_MAX } from './limits.ts';

/** A row of the table of ballots. */
export interface BallotRow {
  id: string;
  community: string;
  label: number;
  state: BallotState;
  title: string;
  text: string;
  type: BallotRule['type'];
  options: string;
  majority: BallotRule['majority'];
  quorum: BallotRule['quorum']['kind'];
  quorum_value: number;
  tie: BallotRule['tie'];
  is_anonymous: number;
  organization: string;
  author: string;
  author_name: string | null;
  made_at: number;
  opened_at: number | null;
  opened_by: string | null;
  open_until: number | null;
  closed_at: number | null;
  closed_by: string | null;
  result: string | null;
  words: string | null;
}

/** An organization on the roll. */
export interface RollRow {
  ballot: string;
  organization: string;
  has_voted: number;
}

/** The ballots of a community that the label lets this reader know of, and that are theirs to see. */
export async function ballotRows(
  { query, view }: Reading,
  community: string,
  id?: string,
): Promise<BallotRow[]> {
  const rows = await query.all<BallotRow>(
    `SELECT b.*, p.name AS author_name FROM ballot b LEFT JOIN person p ON p.id = b.author
     WHERE b.community = ? AND ${visible(query.dialect, 'b.label')}${id === undefined ? '' : ' AND b.id = ?'}
     ORDER BY b.made_at DESC, b.id LIMIT ${String(BALLOTS_MAX)}`,
    [community, view.labels, ...(id === undefined ? [] : [id])],
  );
  return rows.filter((row) => isShown(view.reader, row));
}

/** What was never opened is for chairs, and for whoever proposed it. */
function isShown(reader: Reader, { community, organization, opened_at }: BallotRow): boolean {
  if (opened_at !== null) return true;
  return isPaperChair(reader, community) || organization === reader.organization;
}

/** One ballot by its id, whoever asks: only for what counts it. */
export async function ballotAt(query: Query, id: string): Promise<BallotRow | undefined> {
  return query.one<BallotRow>('SELECT * FROM ballot WHERE id = ?', [id]);
}

/** The rolls of ballots. */
export async function rollsOf(
  query: Query,
  ballots: readonly string[],
): Promise<Map<string, RollRow[]>> {
  const rows = await query.all<RollRow>(
    `SELECT ballot, organization, has_voted FROM ballot_roll WHERE ${isIn(query.dialect, 'ballot')} ORDER BY ballot, organization`,
    [list(query.dialect, ballots)],
  );
  return Map.groupBy(rows, ({ ballot }) => ballot);
}

interface VoteRow {
  organization: string;
  person: string;
  name: string;
  at: number;
  choice: string;
  words: string;
}

/** The votes of a ballot that is not anonymous. */
export async function votesOf(query: Query, ballot: string): Promise<BallotVote[]> {
  const rows = await query.all<VoteRow>(
    'SELECT organization, person, name, at, choice, words FROM ballot_vote WHERE ballot = ? ORDER BY organization',
    [ballot],
  );
  return rows.map(({ person, name, choice, ...row }) => ({
    ...row,
    person: { id: person, name },
    choice: JSON.parse(choice) as string[],
  }));
}

/** The rule of a ballot. */
export function ruleOf(row: BallotRow): BallotRule {
  return {
    type: row.type,
    options: optionsOf(row).map(({ key }) => key),
    majority: row.majority,
    quorum: { kind: row.quorum, value: row.quorum_value },
    tie: row.tie,
    isAnonymous: row.is_anonymous === 1,
  };
}

/** What can be chosen among. */
export function optionsOf({ options }: Pick<BallotRow, 'options'>): BallotOption[] {
  return JSON.parse(options) as BallotOption[];
}

/** What was counted. */
export function countOf({ result }: Pick<BallotRow, 'result'>): BallotCount | undefined {
  return result === null ? undefined : (JSON.parse(result) as BallotCount);
}

/** What was chosen of several, in its words. */
export function chosenOf(row: BallotRow): string | undefined {
  const key = countOf(row)?.chosen;
  return optionsOf(row).find((one) => one.key === key)?.text;
}
