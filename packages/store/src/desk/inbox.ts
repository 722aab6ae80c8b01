import { standingIn } from '@tocsin/policy';
import { ownNumbers } from '../visibility/own-names.ts';
import { isIn, list } from '../engine/engine.ts';
import { edgeOf } from '../exchange/edge.ts';
import { readableShares } from '../exchange/receipts.ts';
import { shown } from '../exchange/shown.ts';
import { feedRows } from '../exchange/tools.ts';
import { VERSION_COLUMNS } from '../exchange/rows.ts';
import { visible } from '../visibility/views.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { VersionRow } from '../exchange/rows.ts';
import type { FeedRow, Inbox, InboxItem } from '../store.ts';
import { INBOX_ROWS_MAX, INBOX_WALKED_MAX } from './limits.ts';

/** What holds others together and is not read by itself. */
const PLUMBING = [
  'relationship',
  'identity',
  'marking-definition',
  'extension-definition',
  'language-content',
];

/** What holds the things of one share together: its title, read before what stands under it. */
const TITLES: ReadonlySet<string> = new Set(['report', 'note', 'grouping', 'incident', 'campaign']);

interface Asked {
  readonly community: string;
  readonly since: number;
  readonly limit: number;
}

/**
 * The newest of what other organizations brought since the mark and the person is not done with. Sightings, opinions
 * and notes that refer to other objects are in it only when they answer an object of the reader's organization.
 */
export async function readInbox(tools: Reading, asked: Asked): Promise<Inbox> {
  const { reader } = tools.view;
  if (reader.kind !== 'person' || standingIn(reader, asked.community) === undefined)
    return { items: [], count: 0, isCut: false };
  const { rows, isCut } = await openRows(tools, asked);
  const plain = await feedRows(tools, rows);
  const targets = new Map(plain.map((row) => [row, targetsOf(row)]));
  const own = await ownObjects(tools, asked.community, [...targets.values()].flat());
  const items = await underTitles(
    tools,
    plain.flatMap((row) => itemOf(row, targets.get(row) ?? [], own)),
  );
  return { items: items.slice(0, asked.limit), count: items.length, isCut };
}

/**
 * Puts what came in a share under its title, where it has one and the reader may read the share. Who may not is told
 * nothing of what belongs together.
 */
async function underTitles(tools: Reading, items: readonly InboxItem[]): Promise<InboxItem[]> {
  const titles = new Map<string, InboxItem[]>();
  for (const item of items) {
    const { contribution, type } = item.row;
    if (item.reason !== 'arrival' || !TITLES.has(type)) continue;
    titles.set(contribution, [...(titles.get(contribution) ?? []), item]);
  }
  const only = new Map([...titles].filter(([, { length }]) => length === 1));
  const readable = await readableShares(tools, [...only.keys()]);
  const kept: InboxItem[] = [];
  const under = new Map<InboxItem, FeedRow[]>();
  for (const item of items) {
    const { contribution } = item.row;
    const [title] = (readable.has(contribution) ? only.get(contribution) : undefined) ?? [];
    if (title === undefined || title === item || item.reason !== 'arrival') kept.push(item);
    else under.set(title, [...(under.get(title) ?? []), item.row]);
  }
  return kept.map((item) => {
    const rows = under.get(item);
    return rows === undefined ? item : { ...item, under: rows };
  });
}

async function openRows(
  tools: Reading,
  asked: Asked,
): Promise<{ rows: VersionRow[]; isCut: boolean }> {
  const { query, view, words, batches } = tools;
  const { dialect } = query;
  const community = words.number(asked.community);
  const after = await batches.positionUpTo(query, view, { community, date: asked.since });
  const span = { after, upTo: Number.MAX_SAFE_INTEGER };
  const walk = { community, span, isNewestFirst: true };
  const edge = await edgeOf(tools, walk, INBOX_WALKED_MAX);
  const last = shown(dialect, view);
  const rows = await query.all<VersionRow>(
    `SELECT ${VERSION_COLUMNS} FROM feed f ${dialect === 'sqlite' ? 'CROSS ' : ''}JOIN version v ON v.vid = f.vid
     WHERE f.community = ? AND f.pos >= ? AND ${visible(dialect, 'f.label')} AND f.flags & 1 = 0
       AND NOT (${isIn(dialect, 'v.origin', 'bigint')}) AND NOT (${isIn(dialect, 'f.type', 'bigint')})
       AND NOT EXISTS (SELECT 1 FROM triage t WHERE t.person = ? AND t.organization = ? AND t.community = f.community AND t.stix_id = v.stix_id AND t.pos >= f.pos)
       AND ${last.sql} ORDER BY f.pos DESC LIMIT (? + 0)`,
    [
      community,
      Math.max(edge.pos, after + 1),
      view.labels,
      list(dialect, ownNumbers(words, view.reader)),
      list(
        dialect,
        PLUMBING.map((type) => words.number(type)),
      ),
      view.reader.id,
      view.reader.organization,
      ...last.parameters,
      INBOX_ROWS_MAX,
    ],
  );
  return { rows, isCut: rows.length === INBOX_ROWS_MAX || edge.rows === INBOX_WALKED_MAX };
}

/** What a sighting, opinion or note is about. */
function targetsOf({ type, text }: FeedRow): string[] {
  if (type !== 'sighting' && type !== 'opinion' && type !== 'note') return [];
  const object = JSON.parse(text) as Record<string, unknown>;
  const refs = type === 'sighting' ? [object['sighting_of_ref']] : object['object_refs'];
  if (!Array.isArray(refs)) return [];
  // A text that was shared alone is a note that refers to whoever wrote it: it answers nothing.
  return refs.filter((ref) => typeof ref === 'string' && !ref.startsWith('identity--'));
}

type About = NonNullable<InboxItem['about']>;

/** Of these, the objects the reader's organization brought and the reader may see. */
async function ownObjects(
  { query, view, words }: Reading,
  community: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, About>> {
  if (ids.length === 0) return new Map();
  const rows = await query.all<{ stix_id: string; type: number; title: string }>(
    `SELECT v.stix_id, v.type, v.title FROM version v
     WHERE ${isIn(query.dialect, 'v.stix_id')} AND v.community = ? AND ${isIn(query.dialect, 'v.origin', 'bigint')} AND v.pos > 0 AND ${visible(query.dialect, 'v.label')}
     ORDER BY v.version_us, v.vid`,
    [
      list(query.dialect, [...new Set(ids)]),
      words.number(community),
      list(query.dialect, ownNumbers(words, view.reader)),
      view.labels,
    ],
  );
  return new Map(
    rows.map(({ stix_id: id, type, title }) => [id, { id, type: words.name(type), title }]),
  );
}

function itemOf(
  row: FeedRow,
  targets: readonly string[],
  own: ReadonlyMap<string, About>,
): InboxItem[] {
  const about = targets.map((id) => own.get(id)).find((one) => one !== undefined);
  if (about !== undefined)
    return [{ reason: isContradiction(row) ? 'contradiction' : 'answer', row, about }];
  return targets.length > 0 ? [] : [{ reason: 'arrival', row }];
}

/** STIX 2.1 §4.12: an opinion that disagrees. */
function isContradiction({ type, text }: FeedRow): boolean {
  if (type !== 'opinion') return false;
  const { opinion } = JSON.parse(text) as Record<string, unknown>;
  return opinion === 'disagree' || opinion === 'strongly-disagree';
}
