import { standingIn } from '@tocsin/policy';
import type { Label } from '@tocsin/policy';
import { readOwnObject } from '../exchange/read-object.ts';
import type { Reading } from '../exchange/read-page.ts';
import { visible } from '../visibility/views.ts';

/** An item of the reader's own organization, in the numbers rows carry. */
export interface OwnItem {
  readonly community: number;
  readonly id: string;
  readonly origin: number;
}

/**
 * The item, when it is the reader's own organization's alone, and the reader reads it or did until it was taken back.
 * What was made of others' items too would tell of their recipients (ISO/IEC 27010 8.4.6).
 */
export async function ownItem(
  tools: Reading,
  id: string,
  community: string,
): Promise<OwnItem | undefined> {
  const { words, view, query } = tools;
  const { reader } = view;
  if (reader.providerStaff || standingIn(reader, community) === undefined) return undefined;
  const item = {
    community: words.number(community),
    id,
    origin: words.number(reader.organization),
  };
  const live = await query.one(
    'SELECT 1 AS one FROM version WHERE stix_id = ? AND community = ? AND origin = ? AND pos > 0',
    [id, item.community, item.origin],
  );
  if (live === undefined) return (await wasOwn(tools, item)) ? item : undefined;
  const object = await readOwnObject(tools, id, community);
  return object !== undefined && isOwn(object.label, reader.organization) ? item : undefined;
}

/** Whether every clause of a label is of one organization. */
export function isOwn(label: Label | undefined, organization: string): boolean {
  if (label === undefined || label.clauses.length === 0) return false;
  return label.clauses.every(({ origin }) => origin === organization);
}

/** Nothing of it is left: by the labels it had when it went. */
async function wasOwn(tools: Reading, item: OwnItem): Promise<boolean> {
  const { query, view, labels } = tools;
  const rows = await query.all<{ label: number; may: number }>(
    `SELECT d.label, CASE WHEN ${visible(query.dialect, 'd.label')} THEN 1 ELSE 0 END AS may FROM departure d
     WHERE d.community = ? AND d.stix_id = ? AND d.origin = ? AND d.base = (
       SELECT max(e.base) FROM departure e WHERE e.community = d.community AND e.stix_id = d.stix_id AND e.origin = d.origin AND e.act IS NOT NULL)`,
    [view.labels, item.community, item.id, item.origin],
  );
  return (
    rows.length > 0 &&
    rows.every(({ label, may }) => may === 1 && isOwn(labels.at(label), view.reader.organization))
  );
}
