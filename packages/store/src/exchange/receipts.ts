import { speaksForSource, standingIn } from '@tocsin/policy';
import { ownNumbers } from '../visibility/own-names.ts';
import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { readHeldReceipt, readReviewOf } from './held-receipts.ts';
import { readShieldReport } from './shield-reports.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import type {
  ContributionKind,
  ContributionView,
  Fate,
  NewContribution,
  Receipt,
  ReceiptLine,
} from '../store.ts';
import type { StixProblem } from '@tocsin/stix';
import type { View } from '../visibility/views.ts';
import type { Words } from '../visibility/words.ts';
import type { PlannedObject } from './plan.ts';
import type { Reading } from './read-page.ts';

/** What a share came to, before it is stored. */
export interface Outcome {
  readonly kept: readonly PlannedObject[];
  readonly already: readonly PlannedObject[];
  readonly contradicting: readonly PlannedObject[];
  readonly forged: readonly {
    object: { index: number; object: { id: string } };
    problem: StixProblem;
  }[];
  readonly refusedWhole: boolean;
}

interface ContributionRow {
  id: string;
  community: number;
  origin: number;
  author: string;
  kind: ContributionKind;
  title: string;
  text: string;
  at: number;
  label: number;
  refused: number;
  counts: string;
  lines: string;
}

const CONTRADICTION: StixProblem = {
  path: '/modified',
  rule: 'contradiction',
  section: 'STIX 2.1 §3.6',
  message:
    'Your organization already brought this id and version with other content; give the new content a later "modified", or a new id',
};
const ALL_OR_NOTHING: StixProblem = {
  path: '',
  rule: 'all-or-nothing',
  section: 'atomic',
  message:
    'Not kept because another object of the batch was refused and the batch was to be kept whole or not at all',
};

/** The lines of a receipt, in the order of what was sent. */
export function linesOf(input: NewContribution, outcome: Outcome): ReceiptLine[] {
  const lines: ReceiptLine[] = [];
  const add = (objects: readonly PlannedObject[], fate: Fate, problem?: StixProblem): void => {
    for (const one of objects) {
      lines.push({
        index: one.index,
        id: one.object.id,
        ...(one.version === undefined ? {} : { version: one.version }),
        fate: outcome.refusedWhole ? 'refused' : fate === 'kept' && one.isHeld ? 'held' : fate,
        problems:
          problem === undefined
            ? outcome.refusedWhole
              ? [ALL_OR_NOTHING]
              : one.problems
            : [problem],
        level: one.level,
      });
    }
  };
  add(outcome.kept, 'kept');
  add(outcome.already, 'already-here');
  add(outcome.contradicting, 'quarantined', CONTRADICTION);
  for (const { object, problem } of outcome.forged) {
    lines.push({ index: object.index, id: object.object.id, fate: 'refused', problems: [problem] });
  }
  for (const one of input.refused ?? []) lines.push({ ...one, fate: 'refused' });
  return lines.sort((a, b) => a.index - b.index);
}

/** How many lines of each fate. */
export function countFates(lines: readonly ReceiptLine[]): Record<Fate, number> {
  const counts: Record<Fate, number> = {
    kept: 0,
    'already-here': 0,
    held: 0,
    quarantined: 0,
    refused: 0,
  };
  for (const line of lines) counts[line.fate] += 1;
  return counts;
}

/** Stores the share and its receipt. */
export async function storeReceipt(
  transaction: Transaction,
  receipt: Receipt,
  share: {
    community: number;
    origin: number;
    author: string;
    via: string;
    text: string;
    label: number;
  },
): Promise<void> {
  await transaction.run(
    `INSERT INTO contribution (id, community, origin, author, kind, title, text, via, at, label, refused, counts, lines)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      receipt.id,
      share.community,
      share.origin,
      share.author,
      receipt.kind,
      receipt.title,
      share.text,
      share.via,
      receipt.at,
      share.label,
      receipt.atomicRefused ? 1 : 0,
      JSON.stringify(receipt.counts),
      JSON.stringify(receipt.lines.map(packLine)),
    ],
  );
}

/** Keeps what was quarantined, for the submitter's eyes. */
export async function storeQuarantine(
  transaction: Transaction,
  contribution: string,
  objects: readonly PlannedObject[],
): Promise<void> {
  for (const one of objects) {
    await transaction.run(
      'INSERT INTO quarantine (contribution, place, stix_id, text) VALUES (?, ?, ?, ?)',
      [contribution, one.index, one.object.id, one.text],
    );
  }
}

/** One receipt, for those of the organization it was given to who may see what was shared. */
export async function readReceipt(tools: Reading, id: string): Promise<Receipt | undefined> {
  const { query, view, words } = tools;
  const row = await query.one<ContributionRow>(
    `SELECT * FROM contribution WHERE id = ? AND ${isIn(query.dialect, 'origin', 'bigint')}`,
    [id, list(query.dialect, ownNumbers(words, view.reader))],
  );
  if (row === undefined) return readHeldReceipt(tools, id);
  const receipt = await receiptFor(tools, row);
  return receipt === undefined ? undefined : { ...receipt, ...(await readReviewOf(tools, id)) };
}

/** The newest receipts of the reader's organization in a community, as far as they may see what was shared. */
export async function readReceipts(
  tools: Reading,
  by: { community: string; limit: number; before?: number },
): Promise<Receipt[]> {
  const { query, view, words } = tools;
  const rows = await query.all<ContributionRow>(
    `SELECT * FROM contribution WHERE community = ? AND ${isIn(query.dialect, 'origin', 'bigint')} AND at < ?
     AND (author = ? OR ${visible(query.dialect, 'label')}) ORDER BY at DESC, id LIMIT (? + 0)`,
    [
      words.number(by.community),
      list(query.dialect, ownNumbers(words, view.reader)),
      by.before ?? Number.MAX_SAFE_INTEGER,
      view.reader.id,
      view.labels,
      Math.min(by.limit, RECEIPTS_MAX),
    ],
  );
  const receipts: Receipt[] = [];
  for (const row of rows) {
    const receipt = await receiptFor(tools, row);
    if (receipt !== undefined) receipts.push(receipt);
  }
  return receipts;
}

/** Receipts in one answer. */
const RECEIPTS_MAX = 200;

/**
 * The author and those who speak for the source see every line. Colleagues see the share only when its label
 * lets them, and of its lines those about objects they may read: RED stays with its author (M4).
 */
async function receiptFor(tools: Reading, row: ContributionRow): Promise<Receipt | undefined> {
  const { view, words } = tools;
  const standing = standingIn(view.reader, words.name(row.community));
  if (standing === undefined) return undefined;
  const receipt = receiptOf(row, words);
  if (row.author === view.reader.id) return withReport(tools, receipt);
  if (!view.may(row.label)) return undefined;
  if (speaksForSource(view.reader, standing)) return withReport(tools, receipt);
  const readable = await readableIds(tools, row, receipt.lines);
  const lines = receipt.lines.filter(
    (line) => line.id !== undefined && readable.has(`${line.id} ${line.version ?? ''}`),
  );
  return { ...receipt, lines, counts: countFates(lines) };
}

/** Only for those who see every line: what was found counts over all of them. */
async function withReport({ query }: Reading, receipt: Receipt): Promise<Receipt> {
  return { ...receipt, ...(await readShieldReport(query, receipt.id)) };
}

async function readableIds(
  tools: Reading,
  row: ContributionRow,
  lines: readonly ReceiptLine[],
): Promise<Set<string>> {
  const { query, view } = tools;
  const ids = lines.flatMap((line) => (line.id === undefined ? [] : [line.id]));
  const rows = await query.all<{ stix_id: string; version: string }>(
    `SELECT v.stix_id, v.version FROM version v WHERE ${isIn(query.dialect, 'v.stix_id')} AND v.community = ? AND v.origin = ? AND v.pos > 0 AND ${visible(query.dialect, 'v.label')}`,
    [list(query.dialect, ids), row.community, row.origin, view.labels],
  );
  return new Set(
    rows.map((one) => `${one.stix_id} ${one.version.startsWith('@') ? '' : one.version}`),
  );
}

/** A share's title and text, for those its label lets. */
export async function readContribution(
  query: Query,
  words: Words,
  { id, view }: { id: string; view: View },
): Promise<ContributionView | undefined> {
  const row = await query.one<Omit<ContributionRow, 'counts' | 'lines' | 'refused'>>(
    'SELECT id, community, origin, author, kind, title, text, at, label FROM contribution WHERE id = ? AND refused = 0',
    [id],
  );
  if (row === undefined || !view.may(row.label)) return undefined;
  return {
    id: row.id,
    community: words.name(row.community),
    kind: row.kind,
    title: row.title,
    text: row.text,
    origin: words.name(row.origin),
    at: row.at,
    labelId: row.label,
  };
}

/** Those of these shares that the reader may read. */
export async function readableShares(
  { query, view }: Reading,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await query.all<{ id: string }>(
    `SELECT id FROM contribution WHERE ${isIn(query.dialect, 'id')} AND refused = 0 AND ${visible(query.dialect, 'label')}`,
    [list(query.dialect, ids), view.labels],
  );
  return new Set(rows.map(({ id }) => id));
}

function receiptOf(row: ContributionRow, words: Words): Receipt {
  return {
    id: row.id,
    community: words.name(row.community),
    kind: row.kind,
    title: row.title,
    at: row.at,
    atomicRefused: row.refused === 1,
    counts: JSON.parse(row.counts) as Receipt['counts'],
    lines: (JSON.parse(row.lines) as PackedLine[]).map(unpackLine),
  };
}

type PackedLine = [
  index: number,
  id: string,
  version: string,
  fate: Fate,
  level: string,
  problems?: StixProblem[],
];

/** Most lines say only "kept": they are stored as short as that. */
function packLine(line: ReceiptLine): PackedLine {
  const packed: PackedLine = [
    line.index,
    line.id ?? '',
    line.version ?? '',
    line.fate,
    line.level ?? '',
  ];
  if (line.problems.length > 0) packed.push(line.problems);
  return packed;
}

function unpackLine([index, id, version, fate, level, problems]: PackedLine): ReceiptLine {
  return {
    index,
    ...(id === '' ? {} : { id }),
    ...(version === '' ? {} : { version }),
    fate,
    problems: problems ?? [],
    ...(level === '' ? {} : { level: level as NonNullable<ReceiptLine['level']> }),
  };
}
