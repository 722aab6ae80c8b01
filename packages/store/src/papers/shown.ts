import {
  isPaperChair,
  levelOfLabel,
  mayFollowPaper,
  mayWritePaper,
  PAPER_BINDS,
  speaksOnPapers,
} from '@tocsin/policy';
import type { Label, PaperWord, Reader } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Paper, PaperDetail, PaperSaid, PaperVersion } from '../store.ts';
import { aroundOf, faultOf } from './around.ts';
import type { Around } from './around.ts';
import { PAPER_REVIEW_NOTICE_DAYS } from './limits.ts';
import { counting, headsOf, paperRows, wordsOf, writersOf } from './rows.ts';
import type { Heads, PaperRow, VersionHead, WordRow } from './rows.ts';

const DAY_MS = 86_400_000;

/** What belongs to a paper, as a reader sees it. */
export interface Parts {
  readonly heads: Heads;
  readonly words: readonly WordRow[];
}

/** A paper as it is listed. */
export async function paperOf(tools: Reading, row: PaperRow, parts: Parts): Promise<Paper> {
  const {
    labels,
    view: { now },
  } = tools;
  const { shown, unseen } = parts.heads;
  const inForce = shown.find(({ state }) => state === 'adopted');
  const next = shown.find(({ state }) => state === 'draft' || state === 'open');
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    level: levelOfLabel(labels.at(row.label) ?? NOBODY, now),
    keeper: { organization: row.organization, person: row.keeper, name: row.keeper_name ?? '' },
    createdAt: row.created_at,
    ...given('reviewDue', row.review_due),
    ...given('reviewedAt', row.reviewed_at),
    ...(inForce && { inForce: { n: inForce.n, since: inForce.decided_at ?? inForce.written_at } }),
    ...(next && { next: nextOf(next) }),
    ...(unseen !== undefined && { next: { n: unseen, state: 'draft' as const } }),
    waitsForMe: await waitsFor(tools, row, { ...parts, inForce, next }),
  };
}

const NOBODY: Label = { clauses: [] };

function given<K extends string>(name: K, value: number | null): Partial<Record<K, number>> {
  const told: Partial<Record<K, number>> = {};
  if (value !== null) told[name] = value;
  return told;
}

function nextOf(head: VersionHead): NonNullable<Paper['next']> {
  return {
    n: head.n,
    state: head.state === 'open' ? 'open' : 'draft',
    ...given('openUntil', head.open_until),
  };
}

type Near = Parts & { inForce: VersionHead | undefined; next: VersionHead | undefined };

/** What the reader owes this paper. */
async function waitsFor(tools: Reading, row: PaperRow, near: Near): Promise<Paper['waitsForMe']> {
  return [
    ...wordOwed(tools, row, near),
    ...((await isToDecide(tools, row, near)) ? ['decide' as const] : []),
    ...(isToReview(tools, row, near) ? ['review' as const] : []),
  ];
}

/** A word on what is open, as long as it is waited for; and what such papers ask of each member once in force. */
function wordOwed(
  { view: { reader, now } }: Reading,
  row: PaperRow,
  { inForce, next, words }: Near,
): Paper['waitsForMe'] {
  if (!speaksOnPapers(reader, row.community)) return [];
  const isSaid = (n: number, kinds: readonly PaperWord[]): boolean =>
    kinds.some((word) =>
      counting(words, n, word).some((one) => one.organization === reader.organization),
    );
  const isAsked = next?.state === 'open' && now < (next.open_until ?? 0);
  const owed: Paper['waitsForMe'] = [];
  if (isAsked && !isSaid(next.n, ['approves', 'objects'])) owed.push('speak');
  const binds = PAPER_BINDS[row.kind];
  if (binds !== undefined && inForce !== undefined && !isSaid(inForce.n, [binds])) owed.push(binds);
  return owed;
}

/** The time for objections is over: a chair puts it in force, or takes it back. */
async function isToDecide(tools: Reading, row: PaperRow, { next }: Near): Promise<boolean> {
  const { reader, now } = tools.view;
  if (next?.state !== 'open' || now < (next.open_until ?? 0)) return false;
  if (!isPaperChair(reader, row.community)) return false;
  const writers = writersOf(next);
  if (!writers.includes(reader.id)) return true;
  const { chairs } = await aroundOf(tools, row);
  return chairs.every((person) => writers.includes(person));
}

/** For whoever looks after it; where they are gone, for the chairs. */
function isToReview({ view: { reader, now } }: Reading, row: PaperRow, { inForce }: Near): boolean {
  const isSoon =
    row.review_due !== null && row.review_due <= now + PAPER_REVIEW_NOTICE_DAYS * DAY_MS;
  if (inForce === undefined || !isSoon) return false;
  return row.is_kept === 1 ? isKeeper(reader, row) : isPaperChair(reader, row.community);
}

/** Whether the reader looks after a paper. */
export function isKeeper(reader: Reader, row: PaperRow): boolean {
  return (
    reader.kind === 'person' &&
    reader.id === row.keeper &&
    reader.organization === row.organization &&
    row.is_kept === 1
  );
}

/** A paper with its versions, as this reader sees it; `undefined` when there is none for them. */
export async function readPaper(
  tools: Reading,
  community: string,
  id: string,
): Promise<PaperDetail | undefined> {
  const [row] = await paperRows(tools, community, id);
  if (row === undefined) return undefined;
  const heads = (await headsOf(tools, [row])).get(id);
  if (heads === undefined) return undefined;
  const words = (await wordsOf(tools, [row])).get(id) ?? [];
  const versions: PaperVersion[] = [];
  const around = { ...(await aroundOf(tools, row)), names: await namesOf(tools, heads.shown) };
  for (const head of heads.shown)
    versions.push(await versionOf(tools, row, { head, words, around }));
  const { reader } = tools.view;
  const base = mayWritePaper(reader, community) ? baseOf(heads) : undefined;
  return {
    ...(await paperOf(tools, row, { heads, words })),
    labelId: row.label,
    versions,
    ...(base && { base: base.n }),
    may: mayOf(reader, row),
  };
}

/** The version that the next is made from; none while one is open, or written where the reader does not see it. */
export function baseOf({ shown, unseen }: Heads): VersionHead | undefined {
  if (unseen !== undefined || shown.some(({ state }) => state === 'open')) return undefined;
  return (
    shown.find(({ state }) => state === 'draft') ??
    shown.find(({ state }) => state === 'adopted') ??
    shown[0]
  );
}

/** A version as it is listed. */
export async function versionOf(
  tools: Reading,
  row: PaperRow,
  { head, words, around }: { head: VersionHead; words: readonly WordRow[]; around: Around & Named },
): Promise<PaperVersion> {
  const { reader } = tools.view;
  const said = words.filter(({ n }) => n === head.n);
  const { names } = around;
  const binds = PAPER_BINDS[row.kind];
  const isDecided = head.state === 'open' && isPaperChair(reader, row.community);
  const fault = isDecided
    ? await faultOf(tools, row, { head, words, chairs: around.chairs, isOverruling: false })
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
    ...given('openUntil', head.open_until),
    ...(head.decided_at !== null && {
      decided: {
        at: head.decided_at,
        by: names.get(head.decided_by ?? '') ?? '',
        ...(head.words !== null && { words: head.words }),
      },
    }),
    words: said.map(saidOf),
    bound: {
      done: binds === undefined ? 0 : counting(words, head.n, binds).length,
      of: around.members,
    },
    may: movesOf(reader, row, head),
    ...(fault && { inTheWay: fault }),
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
    isPrivate: row.is_private === 1,
    how: row.how,
    ...given('takenBackAt', row.taken_back_at),
  };
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

function mayOf(reader: Reader, row: PaperRow): PaperDetail['may'] {
  const { community, kind } = row;
  const may: PaperDetail['may'] = [];
  const isChair = isPaperChair(reader, community);
  if (mayWritePaper(reader, community)) may.push('write');
  if (speaksOnPapers(reader, community)) may.push('speak');
  if (speaksOnPapers(reader, community) && PAPER_BINDS[kind] !== undefined) may.push('bind');
  if (isChair || isKeeper(reader, row)) may.push('review');
  if (isChair && !isKeeper(reader, row)) may.push('keep');
  return may;
}

interface Named {
  /** Persons by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

/** Who wrote versions, and who decided about them. */
export async function namesOf(
  { query }: Reading,
  heads: readonly VersionHead[],
): Promise<Named['names']> {
  const persons = heads.flatMap((head) => [head.author, head.decided_by ?? '']);
  const rows = await query.all<{ id: string; name: string }>(
    `SELECT id, name FROM person WHERE ${isIn(query.dialect, 'id')}`,
    [list(query.dialect, [...new Set(persons)])],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
