import type { Query } from '../engine/engine.ts';
import type { KnownSource, SourcePrincipal } from '../store.ts';

/** The sealed source a ticket stands for. */
export function sourceOfTicket(
  query: Query,
  ticketHash: Uint8Array,
): Promise<KnownSource | undefined> {
  return query.one<{ alias: string; voice: string; community: string }>(
    'SELECT alias, voice, community FROM sealed_source WHERE ticket_hash = ?',
    [ticketHash],
  );
}

/** Whether there is such a source, with this voice, in this community. */
export async function isSealedSource(
  query: Query,
  { id, organization, community }: SourcePrincipal,
): Promise<boolean> {
  const row = await query.one(
    'SELECT 1 AS one FROM sealed_source WHERE alias = ? AND voice = ? AND community = ?',
    [organization, id, community],
  );
  return row !== undefined;
}
