import type { FeedRow } from '@tocsin/store';
import { microsText } from '@tocsin/store';
import type { z } from 'zod';
import { linkTitles, markingsOfRows, organizationNames } from '../../protection/index.ts';
import type { NamingContext } from '../../protection/index.ts';
import type { objectRow } from '../exchange.contract.ts';

/** A line of a list. */
export type ObjectRowView = z.output<typeof objectRow>;

/** A row with what its line shows. */
export interface ShownRow {
  readonly row: FeedRow;
  readonly view: ObjectRowView;
}

/** Rows as lines of a list: names for ids, markings in words. A row whose label was lost meanwhile is left out. */
export async function showRows(
  context: NamingContext,
  community: string,
  rows: readonly FeedRow[],
): Promise<ShownRow[]> {
  const markings = await markingsOfRows(context, rows);
  const nameOf = await organizationNames(
    context,
    community,
    new Set(rows.map((row) => row.origin)),
  );
  const titleOfRow = await linkTitles(context.handle, community, rows);
  const shown: ShownRow[] = [];
  for (const row of rows) {
    const marking = markings.get(row.labelId);
    if (marking === undefined) continue;
    const view: ObjectRowView = {
      id: row.id,
      type: row.type,
      ...titleOfRow(row),
      version: row.version,
      date_added: microsText(row.dateAdded),
      origin: { id: row.origin, name: nameOf(row.origin) },
      marking,
      revoked: row.revoked,
    };
    shown.push({ row, view });
  }
  return shown;
}
