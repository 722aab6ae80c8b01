import { isTlpLevel } from '@tocsin/policy';
import { HANDLING_LIFE, roundedAt } from '../exchange/handling-book.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { AttestedLine } from '../store.ts';
import { HANDLING_SHOWN_MAX } from './limits.ts';
import type { OwnItem } from './own-item.ts';
import { namesOf } from './person-names.ts';

interface AttestedRow {
  organization: string;
  level: string;
  named: string | null;
  persons: number;
  first_at: number;
  last_at: number;
}

/**
 * Who confirmed before they opened: at this object, or at another of the same share under a marking this one had too.
 * Persons one by one where it was RED, for whoever of the source may know that; why somebody needs to know stays with
 * their own organization.
 */
export async function attestedOf(
  { query, view, words }: Reading,
  item: OwnItem,
  id: string,
): Promise<AttestedLine[]> {
  const rows = await query.all<AttestedRow>(
    `SELECT organization, level, named, count(*) AS persons, min(at) AS first_at, max(at) AS last_at
     FROM (SELECT DISTINCT a.organization, a.level, a.person, a.at, CASE WHEN a.level = 'red' THEN a.person END AS named FROM attestation a
       WHERE a.community = ? AND a.at >= ? AND (a.level <> 'red' OR CAST(? AS INTEGER) = 1)
         AND (a.stix_id = ? AND a.origin = ? OR a.contribution IN (
           SELECT v.contribution FROM version v WHERE v.stix_id = ? AND v.community = ? AND v.origin = ? AND v.pos > 0)
         AND (a.label IN (SELECT v.label FROM version v WHERE v.stix_id = ? AND v.community = ? AND v.origin = ? AND v.pos > 0)
           OR a.label IN (SELECT d.label FROM departure d WHERE +d.community = ? AND d.stix_id = ? AND d.origin = ?)))) x
     GROUP BY organization, level, named ORDER BY last_at DESC, organization, level LIMIT ${String(HANDLING_SHOWN_MAX)}`,
    [
      words.name(item.community),
      view.now - HANDLING_LIFE,
      item.isWhole ? 1 : 0,
      id,
      words.name(item.origin),
      ...Array.from({ length: 2 }, () => [id, item.community, item.origin]).flat(),
      item.community,
      id,
      item.origin,
    ],
  );
  const names = await namesOf(
    query,
    rows.map(({ named }) => named),
  );
  return rows.map(({ organization, level, named, persons, first_at: first, last_at: last }) => ({
    organization,
    level: isTlpLevel(level) ? level : 'red',
    ...(named === null ? {} : { person: { id: named, name: names.get(named) ?? '' } }),
    persons,
    firstAt: roundedAt(first),
    lastAt: roundedAt(last),
  }));
}
