import { standingIn } from '@tocsin/policy';
import type { Label } from '@tocsin/policy';
import type { Reading } from '../exchange/read-page.ts';
import { visible } from '../visibility/views.ts';

/** An item of the reader's own organization, in the numbers rows carry. */
export interface OwnItem {
  readonly community: number;
  readonly id: string;
  readonly origin: number;
  /** The reader could read it under each marking it ever had; else who opened it as RED is not for them. */
  readonly isWhole: boolean;
}

type Place = Omit<OwnItem, 'isWhole'>;

/**
 * The item, when it is the reader's own organization's alone, and the reader reads it or did until it was taken back.
 * What was made of others' items too would tell of their recipients (ISO/IEC 27010 8.4.6); and of what holds a
 * version that the reader may not read nothing is told.
 */
export async function ownItem(
  tools: Reading,
  id: string,
  community: string,
): Promise<OwnItem | undefined> {
  const { words, view } = tools;
  const { reader } = view;
  if (reader.providerStaff || standingIn(reader, community) === undefined) return undefined;
  const origin = words.number(reader.organization);
  const place = { community: words.number(community), id, origin };
  const live = await liveLabels(tools, place);
  const isTold =
    live.length === 0
      ? await wasOwn(tools, place)
      : live.every(
          (label) => view.may(label) && isOwn(tools.labels.at(label), reader.organization),
        );
  return isTold ? { ...place, isWhole: await isWhole(tools, place) } : undefined;
}

async function liveLabels({ query }: Reading, place: Place): Promise<number[]> {
  const rows = await query.all<{ label: number }>(
    'SELECT DISTINCT label FROM version WHERE stix_id = ? AND community = ? AND origin = ? AND pos > 0',
    [place.id, place.community, place.origin],
  );
  return rows.map(({ label }) => label);
}

async function isWhole({ query, view }: Reading, place: Place): Promise<boolean> {
  const rows = await query.all<{ label: number }>(
    'SELECT DISTINCT label FROM departure WHERE +community = ? AND stix_id = ? AND origin = ?',
    [place.community, place.id, place.origin],
  );
  return rows.every(({ label }) => view.may(label));
}

/** Whether every clause of a label is of one organization. */
export function isOwn(label: Label | undefined, organization: string): boolean {
  if (label === undefined || label.clauses.length === 0) return false;
  return label.clauses.every(({ origin }) => origin === organization);
}

/** Nothing of it is left: by the labels it had when it went. */
async function wasOwn(tools: Reading, item: Place): Promise<boolean> {
  const { query, view, labels } = tools;
  const rows = await query.all<{ label: number; may: number }>(
    `SELECT d.label, CASE WHEN ${visible(query.dialect, 'd.label')} THEN 1 ELSE 0 END AS may FROM departure d
     WHERE +d.community = ? AND d.stix_id = ? AND d.origin = ? AND d.base = (
       SELECT max(e.base) FROM departure e WHERE +e.community = d.community AND e.stix_id = d.stix_id AND e.origin = d.origin AND e.act IS NOT NULL)`,
    [view.labels, item.community, item.id, item.origin],
  );
  return (
    rows.length > 0 &&
    rows.every(({ label, may }) => may === 1 && isOwn(labels.at(label), view.reader.organization))
  );
}
