import type { Reader } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';

/** The names an organization has, and those one author has under them. */
export async function namesHeld(
  query: Query,
  by: { organization: string; author: string },
): Promise<{ aliases?: string[]; voices?: string[] }> {
  const rows = await query.all<{ id: string; kind: number }>(
    `SELECT id, 0 AS kind FROM alias WHERE organization = ?
     UNION ALL SELECT v.id, 1 AS kind FROM alias_voice v JOIN alias a ON a.id = v.alias WHERE v.author = ? AND a.organization = ?
     ORDER BY 2, 1`,
    [by.organization, by.author, by.organization],
  );
  if (rows.length === 0) return {};
  const of = (kind: number): string[] =>
    rows.filter((row) => row.kind === kind).map(({ id }) => id);
  return { aliases: of(0), voices: of(1) };
}

/** Whether this alias is one of the reader's organization, for this community. */
export async function holdsAlias(
  query: Query,
  reader: Reader,
  at: { alias: string; community: string },
): Promise<boolean> {
  const row = await query.one(
    'SELECT 1 AS one FROM alias WHERE id = ? AND organization = ? AND community = ?',
    [at.alias, reader.organization, at.community],
  );
  return row !== undefined && !reader.providerStaff;
}

/** The organization an alias stands for: for the inside of the store only, never for an answer. */
export async function behindAlias(query: Query, alias: string): Promise<string | undefined> {
  const row = await query.one<{ organization: string }>(
    'SELECT organization FROM alias WHERE id = ?',
    [alias],
  );
  return row?.organization;
}

/** Who is the author of what this reader shares, or marks anew, under an alias of theirs: they, else whoever was first. */
export async function voiceUnder(
  query: Query,
  alias: string,
  author: string,
): Promise<string | undefined> {
  const row = await query.one<{ id: string }>(
    'SELECT id FROM alias_voice WHERE alias = ? ORDER BY CASE WHEN author = ? THEN 0 ELSE 1 END, id LIMIT 1',
    [alias, author],
  );
  return row?.id;
}
