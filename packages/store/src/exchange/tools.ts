import type { Access } from '../people/access.ts';
import type { KeptCensus } from '../people/kept-census.ts';
import type { Query } from '../engine/engine.ts';
import type { LabelBook } from '../visibility/labels.ts';
import type { View, Views } from '../visibility/views.ts';
import type { Words } from '../visibility/words.ts';
import type { FeedRow, Micros } from '../store.ts';
import type { Batches } from './batches.ts';
import type { Counts } from './counts.ts';
import type { HandlingBook } from './handling-book.ts';
import type { Ledger } from './ledger.ts';
import type { Reading } from './read-page.ts';
import type { Turns } from './stale.ts';
import type { FreshTexts } from './text-index.ts';
import { PLACE } from './rows.ts';
import type { PlacedRow, VersionRow } from './rows.ts';

/** What the parts of the exchange share within one store. */
export interface Shared {
  readonly words: Words;
  readonly labels: LabelBook;
  readonly views: Views;
  readonly batches: Batches;
  readonly counts: Counts;
  readonly census: KeptCensus;
  readonly ledger: Ledger;
  readonly book: HandlingBook;
  readonly fresh: FreshTexts;
  readonly turns: Turns;
}

/** One principal's way into the exchange. */
export interface ExchangeAccess extends Access, Shared {}

/** Runs a reading in one snapshot, as the reader is in that snapshot. */
export function reading<T>(
  access: ExchangeAccess,
  work: (reading: Reading) => Promise<T>,
): Promise<T> {
  return access.engine.read(async (query) => {
    const view = await access.views.at(query, access.principal);
    return work(await readingOn(access, query, view));
  });
}

/**
 * The same where rows that the reader does not see decide whether anything is told or what is written: labels that
 * rest on a changed one, versions of one's own that were for others. The second wall is open; what is answered is
 * up to the statements alone.
 */
export function deciding<T>(
  access: ExchangeAccess,
  work: (reading: Reading) => Promise<T>,
): Promise<T> {
  return access.engine.readAll(async (query) => {
    const view = await access.views.at(query, access.principal);
    return work(await readingOn(access, query, view));
  });
}

/** The tools of a reading over an open snapshot. */
export async function readingOn(
  access: ExchangeAccess,
  query: Query,
  view: View,
): Promise<Reading> {
  const { words, labels, batches, counts, census } = access;
  const { memberships, aliases = [] } = view.reader;
  const names = [...memberships.map(({ community }) => community), ...aliases];
  if (names.some((name) => words.number(name) < 0)) await words.load(query);
  return { query, view, words, labels, batches, counts, census };
}

/** Rows as the reader is given them: names for numbers, and the reader's own dates. */
export async function feedRows(tools: Reading, rows: readonly VersionRow[]): Promise<FeedRow[]> {
  const { query, view, words, batches } = tools;
  if (
    rows.some((row) => !words.has(row.type) || !words.has(row.origin) || !words.has(row.community))
  )
    await words.load(query);
  const dates = await batches.dates(query, view, rows);
  return rows.map((row, place) => feedRow(words, row, dates[place] ?? row.base));
}

function feedRow(words: Words, row: VersionRow, dateAdded: Micros): PlacedRow {
  return {
    id: row.stix_id,
    type: words.name(row.type),
    version: row.version.startsWith('@') ? microsText(row.version_us) : row.version,
    specVersion: row.spec,
    dateAdded,
    text: row.text,
    title: row.title,
    origin: words.name(row.origin),
    labelId: row.label,
    contribution: row.contribution,
    revoked: row.revoked === 1,
    [PLACE]: { pos: row.pos, vid: row.vid, community: row.community },
  };
}

/** RFC 3339 in UTC with six digits: TAXII 2.1 §2, "timestamp". */
export function microsText(micros: Micros): string {
  const milliseconds = Math.floor(micros / 1000);
  const rest = String(micros - milliseconds * 1000).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}
