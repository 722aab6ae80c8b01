import { isIn, list } from '../engine/engine.ts';
import type { Query } from '../engine/engine.ts';
import { readShown } from '../exchange/read-object.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { OpeningState, SealOpening, SealPart } from '../store.ts';
import { ownCustody } from './custodians.ts';
import { OPENINGS_SHOWN_MAX } from './limits.ts';

/** An opening with what it is about. */
export interface OpeningRow {
  id: string;
  community: string;
  alias: string;
  stix_id: string;
  person: string;
  name: string;
  recipient: string;
  reason: string;
  at: number;
  state: OpeningState;
  threshold: number;
  body: string;
  proof: string;
}

interface AnswerRow {
  opening: string;
  person: string;
  name: string;
  body: string | null;
  at: number;
}

const OPENINGS = `SELECT x.id, x.community, x.alias, x.stix_id, x.person, p.name, k.recipient, x.reason, x.at, x.state,
    s.threshold, s.body, s.proof
  FROM seal_opening x JOIN sealed_source s ON s.alias = x.alias JOIN person p ON p.id = x.person
  JOIN custody_key k ON k.id = x.key_id`;

/** One opening by its id. */
export function openingRow(
  query: Query,
  at: { community: string; id: string },
): Promise<OpeningRow | undefined> {
  return query.one<OpeningRow>(`${OPENINGS} WHERE x.community = ? AND x.id = ?`, [
    at.community,
    at.id,
  ]);
}

/** A custodian's own part of a seal, whichever of their keys it was made for. */
export async function ownPart(
  query: Query,
  at: { alias: string; person: string },
): Promise<SealPart | undefined> {
  const row = await query.one<{ id: string; body: string }>(
    'SELECT k.id, s.body FROM seal_part s JOIN custody_key k ON k.id = s.key_id WHERE s.alias = ? AND k.person = ?',
    [at.alias, at.person],
  );
  return row === undefined ? undefined : { key: row.id, body: row.body };
}

/** One opening, when this reader has a part in it. */
export async function readOpening(
  tools: Reading,
  at: { community: string; id: string },
): Promise<SealOpening | undefined> {
  const row = await openingRow(tools.query, at);
  const [found] = row === undefined ? [] : await viewsOf(tools, at.community, [row]);
  return found;
}

/** All in which this reader has a part: the source of its own, a custodian of what is sealed to them. */
export async function readOpenings(tools: Reading, community: string): Promise<SealOpening[]> {
  const { query, view } = tools;
  const rows = await query.all<OpeningRow>(
    `${OPENINGS} WHERE x.community = ? AND (x.alias = ? OR EXISTS (
        SELECT 1 FROM seal_part e JOIN custody_key o ON o.id = e.key_id WHERE e.alias = x.alias AND o.person = ?))
      ORDER BY x.at DESC, x.id LIMIT ${String(OPENINGS_SHOWN_MAX)}`,
    [community, view.reader.organization, view.reader.id],
  );
  return viewsOf(tools, community, rows);
}

async function viewsOf(
  tools: Reading,
  community: string,
  rows: readonly OpeningRow[],
): Promise<SealOpening[]> {
  const { query, view } = tools;
  const { reader } = view;
  const isCustodian = (await ownCustody(query, reader, community)) !== undefined;
  const answers = await answersOf(query, rows);
  const ids = [...new Set(rows.map((row) => row.stix_id))];
  const shown = await readShown(tools, ids, community);
  const found: SealOpening[] = [];
  for (const row of rows) {
    const said = answers.get(row.id) ?? [];
    if (row.alias === reader.organization) {
      found.push(viewOf(row, said, 'source'));
      continue;
    }
    const at = { alias: row.alias, person: reader.id };
    const part = isCustodian ? await ownPart(query, at) : undefined;
    if (part === undefined) continue;
    const side = row.person === reader.id ? 'asker' : 'custodian';
    found.push(
      toCustodian(viewOf(row, said, side), part, {
        isRead: shown.has(row.stix_id),
        seal: sealOf(row, said),
      }),
    );
  }
  return found;
}

/**
 * What a custodian is told: their part while they need it, and what is sealed once they asked and it is open. Whoever
 * gives a part is told the reason; of an object they may not read, not even its id.
 */
function toCustodian(
  { object, ...view }: ReturnType<typeof viewOf>,
  part: SealPart,
  { isRead, seal }: { isRead: boolean; seal: NonNullable<SealOpening['seal']> },
): SealOpening {
  const isAsker = view.side === 'asker';
  const needsPart = view.state === (isAsker ? 'open' : 'asked');
  return {
    ...view,
    ...(isAsker || isRead ? { object } : {}),
    ...(needsPart ? { part } : {}),
    ...(isAsker && view.state === 'open' ? { seal } : {}),
  };
}

function viewOf(
  row: OpeningRow,
  said: readonly AnswerRow[],
  side: SealOpening['side'],
): SealOpening & { object: string } {
  return {
    id: row.id,
    object: row.stix_id,
    alias: row.alias,
    reason: row.reason,
    at: row.at,
    asker: { id: row.person, name: row.name },
    recipient: row.recipient,
    threshold: row.threshold,
    state: row.state,
    side,
    answers: said.map(({ person, name, body, at }) => ({
      person: { id: person, name },
      gave: body !== null,
      at,
    })),
  };
}

function sealOf(
  { body, proof }: OpeningRow,
  said: readonly AnswerRow[],
): NonNullable<SealOpening['seal']> {
  const given = said.flatMap((one) => (one.body === null ? [] : [one.body]));
  return { body, proof, given };
}

async function answersOf(
  query: Query,
  rows: readonly OpeningRow[],
): Promise<Map<string, AnswerRow[]>> {
  const said = await query.all<AnswerRow>(
    `SELECT a.opening, a.person, p.name, a.body, a.at FROM opening_answer a JOIN person p ON p.id = a.person
      WHERE ${isIn(query.dialect, 'a.opening')} ORDER BY a.at, a.person`,
    [
      list(
        query.dialect,
        rows.map(({ id }) => id),
      ),
    ],
  );
  return Map.groupBy(said, ({ opening }) => opening);
}
