import { standingIn } from '@tocsin/policy';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { readerNow } from '../people/reader.ts';
import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Transaction } from '../engine/engine.ts';
import type { DeskHandle, Refusal } from '../store.ts';
import { readDuties, readRecentShares } from './duties.ts';
import { readInbox } from './inbox.ts';
import { PREFERENCES_MAX } from './limits.ts';
import { triage } from './triage.ts';
import { addView, readViews, removeView, setView } from './views.ts';

/** The desk of the acting person. */
export function createDesk(access: ExchangeAccess): DeskHandle {
  return {
    views: (community) => reading(access, (tools) => readViews(tools, community)),
    addView: (community, view) => addView(access, community, view),
    setView: (community, id, view) => setView(access, { community, id }, view),
    removeView: (community, id) => removeView(access, { community, id }),
    visited: (community) =>
      reading(access, async ({ query, view: { reader } }) => {
        if (standingIn(reader, community) === undefined) return undefined;
        const row = await query.one<{ up_to: number }>(
          'SELECT up_to FROM visit WHERE person = ? AND organization = ? AND community = ?',
          [reader.id, reader.organization, community],
        );
        return row?.up_to;
      }),
    markVisit: (community, upTo) => markVisit(access, community, upTo),
    triage: (community, ids, state) => triage(access, { community, ids, state }),
    inbox: (community, since, limit) =>
      reading(access, (tools) => readInbox(tools, { community, since, limit })),
    duties: (community) => reading(access, (tools) => readDuties(tools, community)),
    recentShares: (community, limit) =>
      reading(access, (tools) => readRecentShares(tools, community, limit)),
    preferences: () =>
      access.engine.read(async (query) => {
        const reader = await access.reader(query);
        const row = await query.one<{ body: string }>(
          'SELECT body FROM preference WHERE person = ?',
          [reader.id],
        );
        return row?.body;
      }),
    setPreferences: (change) => setPreferences(access, change),
  };
}

async function markVisit(
  access: ExchangeAccess,
  community: string,
  upTo: number,
): Promise<number | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    if (reader.kind !== 'person' || standingIn(reader, community) === undefined) throw hidden();
    const mark = Math.min(upTo, (access.now() + 1) * 1000);
    const row = await transaction.one<{ up_to: number }>(
      `INSERT INTO visit (person, organization, community, up_to) VALUES (?, ?, ?, ?)
       ON CONFLICT (person, organization, community) DO UPDATE SET up_to = CASE WHEN excluded.up_to > visit.up_to THEN excluded.up_to ELSE visit.up_to END
       RETURNING up_to`,
      [reader.id, reader.organization, community, mark],
    );
    return row?.up_to ?? mark;
  });
}

async function setPreferences(
  access: ExchangeAccess,
  change: (kept: string | undefined) => string,
): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    if (reader.kind !== 'person') throw new Refused('not-allowed', 'Only a person has preferences');
    const kept = await lockedPreferences(transaction, reader.id);
    const body = change(kept);
    if (body.length > PREFERENCES_MAX) {
      throw new Refused(
        'invalid',
        `Preferences have at most ${String(PREFERENCES_MAX)} characters; take some back`,
      );
    }
    await transaction.run(
      'INSERT INTO preference (person, body) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET body = excluded.body',
      [reader.id, body],
    );
    return true;
  });
}

/** Two changes at once follow each other: neither is lost. */
async function lockedPreferences(
  transaction: Transaction,
  person: string,
): Promise<string | undefined> {
  if (transaction.dialect === 'postgres')
    await transaction.one('SELECT id FROM person WHERE id = ? FOR UPDATE', [person]);
  const row = await transaction.one<{ body: string }>(
    'SELECT body FROM preference WHERE person = ?',
    [person],
  );
  return row?.body;
}
