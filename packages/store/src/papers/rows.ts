import { createHash } from 'node:crypto';
import {
  adoptionFault,
  isPaperChair,
  levelOfLabel,
  mayFollowPaper,
  mayWritePaper,
  missingSections,
  speaksOnPapers,
} from '@tocsin/policy';
import type { Label, PaperKind, PaperSection, PaperState, PaperWord, Reader } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { communityMembers } from '../people/census.ts';
import type { Query } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Paper, PaperDetail, PaperSaid, PaperVersion } from '../store.ts';
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
  writers: string;
  organization: string;
  author: string;
  written_at: number;
  open_until: number | null;
  decided_at: number | null;
  decided_by: string | null;
  words: string | null;
}

interface WordRow {
  paper: string;
  n: number;
  organization: string;
  word: PaperWord;
  person: string;
  name: string;
  at: number;
  words: string;
  sha256: string;
  taken_back_at: number | null;
}

const HEAD =
  'paper, n, state, sha256, note, writers, organization, author, written_at, open_until, decided_at, decided_by, words';

/** The text that is signed: title and sections, so that whoever has both can hash it again. */
export function textOfVersion(title: string, sections: readonly PaperSection[]): string {
  return [title, ...sections.map(({ key, text }) => `## ${key}\n${text}`)].join('\n\n');
}

/** The hash a signature names: SHA-256 of {@link textOfVersion}, in hexadecimal. */
export function hashOfVersion(title: string, sections: readonly PaperSection[]): string {
  return createHash('sha256').update(textOfVersion(title, sections), 'utf8').digest('hex');
}

/** Papers that this reader may know of: by their label, and with a version that they may see. */
export async function paperRows(
  { query, view }: Reading,
  community: string,
  id?: string,
): Promise<PaperRow[]> {
  return query.all<PaperRow>(
    `SELECT p.*, k.name AS keeper_name FROM paper p LEFT JOIN person k ON k.id = p.keeper WHERE p.community = ? AND ${visible(query.dialect, 'p.label')}${id === undefined ? '' : ' AND p.id = ?'}
     ORDER BY p.kind, p.title, p.id LIMIT ${String(PAPERS_MAX)}`,
    [community, view.labels, ...(id === undefined ? [] : [id])],
  );
}

/** What is only being written, or never was put before anybody, is for chairs and the organization that writes it. */
function isShown(reader: Reader, community: string, head: VersionHead): boolean {
  if (head.state !== 'draft' && head.state !== 'dropped') return true;
  return isPaperChair(reader, community) || head.organization === reader.organization;
}

/** The versions of papers that this reader may see, the newest first. */
export async function headsOf(
  { query, view: { reader } }: Reading,
  rows: readonly PaperRow[],
): Promise<Map<string, VersionHead[]>> {
  const community = new Map(rows.map((row) => [row.id, row.community]));
  const heads = await query.all<VersionHead>(
    `SELECT ${HEAD} FROM paper_version WHERE ${isIn(query.dialect, 'paper')} ORDER BY paper, n DESC`,
    [list(query.dialect, [...community.keys()])],
  );
  const shown = heads.filter((head) => isShown(reader, community.get(head.paper) ?? '', head));
  return Map.groupBy(shown, ({ paper }) => paper);
}

/** The words about papers, those taken back included, in the order they were said. */
export async function wordsOf(
  query: Query,
  papers: readonly string[],
): Promise<Map<string, WordRow[]>> {
  const rows = await query.all<WordRow>(
    `SELECT * FROM paper_word WHERE ${isIn(query.dialect, 'paper')} ORDER BY at, organization, word`,
    [list(query.dialect, papers)],
  );
  return Map.groupBy(rows, ({ paper }) => paper);
}

/** Words that count about one version. */
export function counting(words: readonly WordRow[], n: number, word: PaperWord): WordRow[] {
  return words.filter((one) => one.n === n && one.word === word && one.taken_back_at === null);
}

/** A paper as it is listed. */
export function paperOf(
  { labels, view: { reader, now } }: Reading,
  row: PaperRow,
  { heads, words }: { heads: readonly VersionHead[]; words: readonly WordRow[] },
): Paper {
  const inForce = heads.find(({ state }) => state === 'adopted');
  const next = heads.find(({ state }) => state === 'draft' || state === 'open');
  const waits = waitsFor(reader, row, { inForce, next, words });
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    level: levelOfLabel(labels.at(row.label) ?? NOBODY, now),
    keeper: { organization: row.organization, person: row.keeper, name: row.keeper_name ?? '' },
    createdAt: row.created_at,
    ...(row.review_due === null ? {} : { reviewDue: row.review_due }),
    ...(row.reviewed_at === null ? {} : { reviewedAt: row.reviewed_at }),
    ...(inForce === undefined
      ? {}
      : { inForce: { n: inForce.n, since: inForce.decided_at ?? inForce.written_at } }),
    ...(next === undefined
      ? {}
      : {
          next: {
            n: next.n,
            state: next.state === 'open' ? ('open' as const) : ('draft' as const),
            ...(next.open_until === null ? {} : { openUntil: next.open_until }),
          },
        }),
    ...(waits === undefined ? {} : { waitsForMe: waits }),
  };
}

const NOBODY: Label = { clauses: [] };

/** What the reader owes: a signature under what is in force, where such papers are signed, and a word on what is open. */
function waitsFor(
  reader: Reader,
  row: PaperRow,
  {
    inForce,
    next,
    words,
  }: { inForce: VersionHead | undefined; next: VersionHead | undefined; words: readonly WordRow[] },
): Paper['waitsForMe'] {
  if (!speaksOnPapers(reader, row.community)) return undefined;
  const said = (n: number, kinds: readonly PaperWord[]): boolean =>
    kinds.some((word) =>
      counting(words, n, word).some((one) => one.organization === reader.organization),
    );
  if (next?.state === 'open' && !said(next.n, ['approves', 'objects'])) return 'speak';
  if (SIGNED.has(row.kind) && inForce !== undefined && !said(inForce.n, ['signs'])) return 'sign';
  return undefined;
}

/** Papers that bind each member by its signature (requirements rows 39, 85, 98). */
export const SIGNED: ReadonlySet<PaperKind> = new Set<PaperKind>([
  'charter',
  'conduct',
  'agreement',
]);

/** A paper with its versions, as this reader sees it; `undefined` when there is none for them. */
export async function readPaper(
  tools: Reading,
  community: string,
  id: string,
): Promise<PaperDetail | undefined> {
  const [row] = await paperRows(tools, community, id);
  if (row === undefined) return undefined;
  const heads = (await headsOf(tools, [row])).get(id) ?? [];
  // Nothing of it is for this reader yet: there is no such paper.
  if (heads.length === 0) return undefined;
  const words = (await wordsOf(tools.query, [id])).get(id) ?? [];
  const versions: PaperVersion[] = [];
  const around = await aroundOf(tools, row);
  for (const head of heads) versions.push(await versionOf(tools, row, { head, words, around }));
  return {
    ...paperOf(tools, row, { heads, words }),
    labelId: row.label,
    versions,
    may: mayOf(tools.view.reader, row),
  };
}

/** What is needed beside a version to say what may be done with it. */
interface Around {
  readonly members: number;
  readonly chairs: readonly string[];
}

/** Who could sign, and who chairs. */
export async function aroundOf(tools: Reading, { community, label }: PaperRow): Promise<Around> {
  const { query, labels } = tools;
  const groups = labels
    .at(label)
    ?.clauses.flatMap(({ audience }) =>
      audience.everyone === true ? [] : (audience.groups ?? []),
    );
  const members = await communityMembers(query, community);
  const named = await inGroups(query, groups ?? []);
  const chairs = await query.all<{ person: string }>(
    `SELECT r.person FROM representation r JOIN membership m ON m.community = r.community AND m.organization = r.organization
     JOIN person p ON p.id = r.person
     WHERE r.community = ? AND m.state IN ('active', 'probation') AND p.is_disabled = 0
       AND (r.roles LIKE '%"chair"%' OR r.roles LIKE '%"co-chair"%')`,
    [community],
  );
  return {
    members: members.filter(({ id }) => named === undefined || named.has(id)).length,
    chairs: chairs.map(({ person }) => person),
  };
}

async function inGroups(
  query: Query,
  groups: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  if (groups.length === 0) return undefined;
  const rows = await query.all<{ organization: string }>(
    `SELECT organization FROM group_organization WHERE ${isIn(query.dialect, 'group_id')}`,
    [list(query.dialect, groups)],
  );
  return new Set(rows.map(({ organization }) => organization));
}

/** A version as it is listed. */
export async function versionOf(
  tools: Reading,
  row: PaperRow,
  { head, words, around }: { head: VersionHead; words: readonly WordRow[]; around: Around },
): Promise<PaperVersion> {
  const { reader, now } = tools.view;
  const said = words.filter(({ n }) => n === head.n);
  const names = await namesOf(tools.query, [
    head.author,
    ...(head.decided_by === null ? [] : [head.decided_by]),
  ]);
  const fault =
    head.state === 'open' && isPaperChair(reader, row.community)
      ? adoptionFault(
          reader,
          await adoptionOf(tools.query, row, { head, words, chairs: around.chairs }),
          { now, isOverruling: false },
        )
      : undefined;
  return {
    n: head.n,
    state: head.state,
    sha256: head.sha256,
    note: head.note,
    author: {
      organization: head.organization,
      person: head.author,
      name: names.get(head.author) ?? '',
    },
    writtenAt: head.written_at,
    ...(head.open_until === null ? {} : { openUntil: head.open_until }),
    ...(head.decided_at === null
      ? {}
      : {
          decided: {
            at: head.decided_at,
            by: names.get(head.decided_by ?? '') ?? '',
            ...(head.words === null ? {} : { words: head.words }),
          },
        }),
    words: said.map(saidOf),
    signed: { done: counting(words, head.n, 'signs').length, of: around.members },
    may: movesOf(reader, row, head),
    ...(fault === undefined ? {} : { inTheWay: fault }),
  };
}

function saidOf(row: WordRow): PaperSaid {
  return {
    organization: row.organization,
    word: row.word,
    person: { id: row.person, name: row.name },
    at: row.at,
    words: row.words,
    sha256: row.sha256,
    ...(row.taken_back_at === null ? {} : { takenBackAt: row.taken_back_at }),
  };
}

/** What the rule of adoption looks at. */
export async function adoptionOf(
  query: Query,
  row: PaperRow,
  {
    head,
    words,
    chairs,
  }: { head: VersionHead; words: readonly WordRow[]; chairs: readonly string[] },
): Promise<Parameters<typeof adoptionFault>[1]> {
  const writers = JSON.parse(head.writers) as string[];
  return {
    community: row.community,
    kind: row.kind,
    state: head.state,
    sections: await sectionsOf(query, head),
    writers,
    openUntil: head.open_until ?? 0,
    objections: counting(words, head.n, 'objects').length,
    otherChairs: chairs.filter((person) => !writers.includes(person)).length,
  };
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

/** What the reader may move a version to, as far as its state goes. */
export function movesOf(reader: Reader, row: PaperRow, head: VersionHead): PaperVersion['may'] {
  const isChair = isPaperChair(reader, row.community);
  const isAuthor = head.author === reader.id;
  return MOVES.filter(
    (to) =>
      mayFollowPaper(head.state, to) &&
      // Whoever proposed something may put it away again; everything else is up to the chairs.
      (isChair || (isAuthor && to === 'dropped')),
  );
}

const MOVES = ['draft', 'open', 'adopted', 'dropped', 'withdrawn'] as const;

function mayOf(reader: Reader, { community }: PaperRow): PaperDetail['may'] {
  const may: PaperDetail['may'] = [];
  if (mayWritePaper(reader, community)) may.push('write');
  if (speaksOnPapers(reader, community)) may.push('speak', 'sign');
  if (isPaperChair(reader, community)) may.push('review');
  return may;
}

async function namesOf(query: Query, persons: readonly string[]): Promise<Map<string, string>> {
  const rows = await query.all<{ id: string; name: string }>(
    `SELECT id, name FROM person WHERE ${isIn(query.dialect, 'id')}`,
    [list(query.dialect, [...new Set(persons)])],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The required sections that a version does not have. */
export function missingOf(row: PaperRow, sections: readonly PaperSection[]): string[] {
  return missingSections(row.kind, sections);
}
