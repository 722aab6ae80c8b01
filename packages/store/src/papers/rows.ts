import { createHash } from 'node:crypto';
import { isPaperChair } from '@tocsin/policy';
import type { PaperKind, PaperSection, PaperState, PaperWord, Reader } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import type { Query } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import { PAPERS_MAX } from './limits.ts';

/** A row of the table of papers. */
export interface PaperRow {
  id: string;
  community: string;
  kind: PaperKind;
  title: string;
  label: number;
  organization: string;
  keeper: string;
  keeper_name: string | null;
  /** Whether whoever looks after it still takes part for that organization. */
  is_kept: number;
  review_due: number | null;
  reviewed_at: number | null;
  created_at: number;
}

/** A row of the table of versions, without its text. */
export interface VersionHead {
  paper: string;
  n: number;
  state: PaperState;
  sha256: string;
  note: string;
  begun_by: string;
  writers: string;
  organization: string;
  author: string;
  written_at: number;
  opened_at: number | null;
  open_until: number | null;
  decided_at: number | null;
  decided_by: string | null;
  words: string | null;
}

/** A row of the table of what was said. */
export interface WordRow {
  paper: string;
  n: number;
  organization: string;
  word: PaperWord;
  person: string;
  name: string;
  at: number;
  words: string;
  sha256: string;
  is_private: number;
  how: string;
  taken_back_at: number | null;
}

/**
 * The versions of a paper that a reader sees, the newest first. `unseen`: one that is being written and is not theirs to
 * read. That somebody writes on a paper they know is no secret; what it says is.
 */
export interface Heads {
  readonly shown: readonly VersionHead[];
  readonly unseen?: number;
}

const HEAD =
  'paper, n, state, sha256, note, begun_by, writers, organization, author, written_at, opened_at, open_until, decided_at, decided_by, words';

/** The text that is signed: title and sections, so that whoever has both can hash it again. */
export function textOfVersion(title: string, sections: readonly PaperSection[]): string {
  return [title, ...sections.map(({ key, text }) => `## ${key}\n${text}`)].join('\n\n');
}

/** The hash a signature names: SHA-256 of {@link textOfVersion}, in hexadecimal. */
export function hashOfVersion(title: string, sections: readonly PaperSection[]): string {
  return createHash('sha256').update(textOfVersion(title, sections), 'utf8').digest('hex');
}

const KEPT = `EXISTS (SELECT 1 FROM representation r JOIN membership m ON m.community = r.community AND m.organization = r.organization
  WHERE r.community = p.community AND r.organization = p.organization AND r.person = p.keeper AND r.roles <> '[]'
    AND m.state IN ('active', 'probation') AND k.is_disabled = 0)`;

/** Papers that the label lets this reader know of, by kind and title. */
export async function paperRows(
  { query, view }: Reading,
  community: string,
  id?: string,
): Promise<PaperRow[]> {
  return query.all<PaperRow>(
    `SELECT p.*, k.name AS keeper_name, CASE WHEN ${KEPT} THEN 1 ELSE 0 END AS is_kept
     FROM paper p LEFT JOIN person k ON k.id = p.keeper
     WHERE p.community = ? AND ${visible(query.dialect, 'p.label')}${id === undefined ? '' : ' AND p.id = ?'}
     ORDER BY p.kind, p.title, p.id LIMIT ${String(PAPERS_MAX)}`,
    [community, view.labels, ...(id === undefined ? [] : [id])],
  );
}

/** What was never put before the members is for chairs, and for whoever proposed it or wrote on it. */
function isShown(reader: Reader, community: string, head: VersionHead): boolean {
  const isOut = head.state !== 'draft' && (head.state !== 'dropped' || head.opened_at !== null);
  if (isOut || isPaperChair(reader, community)) return true;
  return head.begun_by === reader.organization || writersOf(head).includes(reader.id);
}

/** Everybody who wrote on a version. */
export function writersOf({ writers }: VersionHead): string[] {
  return JSON.parse(writers) as string[];
}

/** The versions of papers as this reader sees them; a paper of which they see none is none for them. */
export async function headsOf(
  { query, view: { reader } }: Reading,
  rows: readonly PaperRow[],
): Promise<Map<string, Heads>> {
  const ids = rows.map(({ id }) => id);
  const heads = await query.all<VersionHead>(
    `SELECT ${HEAD} FROM paper_version WHERE ${isIn(query.dialect, 'paper')} ORDER BY paper, n DESC`,
    [list(query.dialect, ids)],
  );
  const byPaper = Map.groupBy(heads, ({ paper }) => paper);
  const found = new Map<string, Heads>();
  for (const { id, community } of rows) {
    const all = byPaper.get(id) ?? [];
    const shown = all.filter((head) => isShown(reader, community, head));
    const unseen = all.find((head) => head.state === 'draft' && !shown.includes(head));
    if (shown.length > 0) found.set(id, { shown, ...(unseen && { unseen: unseen.n }) });
  }
  return found;
}

/** The words about papers that this reader may know, those taken back included, in the order they were said. */
export async function wordsOf(
  { query, view: { reader } }: Reading,
  rows: readonly PaperRow[],
): Promise<Map<string, WordRow[]>> {
  const communities = new Map(rows.map(({ id, community }) => [id, community]));
  const words = await query.all<WordRow>(
    `SELECT * FROM paper_word WHERE ${isIn(query.dialect, 'paper')} ORDER BY at, organization, word`,
    [list(query.dialect, [...communities.keys()])],
  );
  const known = words.filter(
    (word) =>
      word.is_private === 0 ||
      word.organization === reader.organization ||
      isPaperChair(reader, communities.get(word.paper) ?? ''),
  );
  return Map.groupBy(known, ({ paper }) => paper);
}

/** Words that count about one version. */
export function counting(words: readonly WordRow[], n: number, word: PaperWord): WordRow[] {
  return words.filter((one) => one.n === n && one.word === word && one.taken_back_at === null);
}

/** The text of a version. */
export async function sectionsOf(
  query: Query,
  { paper, n }: Pick<VersionHead, 'paper' | 'n'>,
): Promise<PaperSection[]> {
  const row = await query.one<{ sections: string }>(
    'SELECT sections FROM paper_version WHERE paper = ? AND n = ?',
    [paper, n],
  );
  return row === undefined ? [] : (JSON.parse(row.sections) as PaperSection[]);
}
