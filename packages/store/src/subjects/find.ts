import { isOwnName, levelOfLabel } from '@tocsin/policy';
import { observablesOf, readValue } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import { readShown, readVersions } from '../exchange/read-object.ts';
import { matchOf, termsOf } from '../exchange/text-match.ts';
import { isIn, list } from '../engine/engine.ts';
import { ownNumbers } from '../visibility/own-names.ts';
import { visible } from '../visibility/views.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { FeedRow, SubjectHit, SubjectHits } from '../store.ts';
import { SUBJECT_HITS_MAX } from './limits.ts';

/** Where values are looked for. */
interface Seeking {
  readonly community: string;
  readonly sought: readonly string[];
  /** Only in what the reader's organization brought. */
  readonly isOwnOnly: boolean;
  /** Only in this object. */
  readonly object?: string;
}

/**
 * The objects in which values stand, in any version the reader may read: by look-up where a value is of a kind that is
 * looked up, and by the words of the text. What they may not read is not looked at.
 */
export async function findSought(tools: Reading, seeking: Seeking): Promise<SubjectHits> {
  const { community, sought, object } = seeking;
  const ids = new Set(object === undefined ? [] : [object]);
  for (const value of object === undefined ? sought : []) {
    for (const id of await idsByValue(tools, seeking, value)) ids.add(id);
    for (const id of await idsByText(tools, seeking, value)) ids.add(id);
  }
  const all = [...ids].toSorted();
  const items: SubjectHit[] = [];
  for (const id of all.slice(0, SUBJECT_HITS_MAX)) {
    const item = await hitOf(tools, seeking, id);
    if (item !== undefined) items.push(item);
  }
  const titles = await readShown(
    tools,
    items.map(({ id }) => id),
    community,
  );
  return {
    items: items.map((item) => ({ ...item, title: titles.get(item.id)?.title ?? item.title })),
    isCut: all.length > SUBJECT_HITS_MAX,
  };
}

async function idsByValue(tools: Reading, seeking: Seeking, value: string): Promise<string[]> {
  const { query, view, words } = tools;
  const read = readValue(value);
  if (read === undefined) return [];
  const own = ownOnly(tools, seeking);
  const rows = await query.all<{ id: string }>(
    `SELECT DISTINCT v.stix_id AS id FROM observable o JOIN version v ON v.vid = o.vid
     WHERE o.value = ? AND o.kind = ? AND o.community = ? AND ${visible(query.dialect, 'o.label')} AND ${visible(query.dialect, 'v.label')}
       AND v.pos > 0 ${own.sql} ORDER BY v.stix_id LIMIT ${String(SUBJECT_HITS_MAX + 1)}`,
    [
      read.value,
      words.number(read.kind),
      words.number(seeking.community),
      view.labels,
      view.labels,
      ...own.parameters,
    ],
  );
  return rows.map(({ id }) => id);
}

async function idsByText(tools: Reading, seeking: Seeking, value: string): Promise<string[]> {
  const { query, view, words } = tools;
  const terms = termsOf(value);
  if (terms.length === 0) return [];
  const own = ownOnly(tools, seeking);
  const isSqlite = query.dialect === 'sqlite';
  const rows = await query.all<{ id: string }>(
    `SELECT DISTINCT v.stix_id AS id FROM object_text t ${isSqlite ? 'CROSS ' : ''}JOIN version v ON v.vid = ${isSqlite ? 't.rowid' : 't.vid'}
     WHERE ${isSqlite ? 'object_text MATCH ?' : "t.body @@ to_tsquery('simple', ?)"} AND v.community = ? AND ${visible(query.dialect, 'v.label')}
       AND v.pos > 0 ${own.sql} ORDER BY v.stix_id LIMIT ${String(SUBJECT_HITS_MAX + 1)}`,
    [
      matchOf(query.dialect, terms),
      words.number(seeking.community),
      view.labels,
      ...own.parameters,
    ],
  );
  return rows.map(({ id }) => id);
}

function ownOnly(
  { query, words, view }: Reading,
  { isOwnOnly }: Seeking,
): { sql: string; parameters: (string | number | Uint8Array | null)[] } {
  if (!isOwnOnly) return { sql: '', parameters: [] };
  return {
    sql: `AND ${isIn(query.dialect, 'v.origin', 'bigint')}`,
    parameters: [list(query.dialect, ownNumbers(words, view.reader))],
  };
}

async function hitOf(
  tools: Reading,
  { community, sought, isOwnOnly }: Seeking,
  id: string,
): Promise<SubjectHit | undefined> {
  const { view, labels } = tools;
  const versions = (await readVersions(tools, id, community)).filter(
    (row) =>
      (!isOwnOnly || isOwnName(view.reader, row.origin)) &&
      sought.some((value) => stands(row, value)),
  );
  const [newest] = versions;
  if (newest === undefined) return undefined;
  return {
    id,
    type: newest.type,
    title: newest.title,
    origin: newest.origin,
    level: levelOfLabel(labels.at(newest.labelId) ?? { clauses: [] }, view.now),
    isOwn: isOwnName(view.reader, newest.origin),
    versions: versions.map(({ version }) => version),
  };
}

/** Every word of the value is in what the version says, or it is one of its values. */
function stands({ text }: FeedRow, value: string): boolean {
  const object = JSON.parse(text) as StixObject;
  const runs = termsOf(value).flat().map(folded);
  if (runs.length > 0) {
    const said = folded(textsIn(object).join('\n'));
    if (runs.every((run) => said.includes(run))) return true;
  }
  const read = readValue(value);
  if (read === undefined) return false;
  return observablesOf(object).some((one) => one.kind === read.kind && one.value === read.value);
}

/** Every text inside: what came may write its letters as escapes, so that its own characters say nothing. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** As one index compares words and the other does not: small, and without marks on letters. */
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
