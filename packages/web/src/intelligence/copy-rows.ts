import { defang } from '@tocsin/stix';
import { rankOfLevel, tlpText } from '@tocsin/policy';
import { copiedText } from './light-row.ts';
import type { LightRow } from './light-row.ts';

/** Ways of copying rows. */
export type CopyAs = 'defanged' | 'live' | 'csv';

/** Rows as text: a line each, or a table whose first line is its strictest marking. */
export function rowsAsText(rows: readonly LightRow[], as: CopyAs): string {
  if (as !== 'csv') return rows.map((row) => copiedText(row, as === 'live')).join('\n');
  const strictest = rows.toSorted((a, b) => rankOfLevel(b.level) - rankOfLevel(a.level))[0];
  const lines = rows.map((row) =>
    [
      row.value === undefined ? '' : defang(row.value),
      row.title,
      row.type,
      tlpText(row.level),
      row.source,
      row.confidence ?? '',
      row.sightings,
      row.lastSeen ?? '',
      row.until ?? '',
      row.added,
      row.id,
    ]
      .map((cell) => cellText(String(cell)))
      .join(','),
  );
  return [strictest === undefined ? '' : tlpText(strictest.level), HEAD, ...lines].join('\n');
}

const HEAD = 'value,title,type,tlp,source,confidence,sightings,last_seen,valid_until,date_added,id';

/** RFC 4180; and no cell begins as a formula, which a spreadsheet would carry out. */
function cellText(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
