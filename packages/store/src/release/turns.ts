import { isReleaseTurn, releaseStage } from '@tocsin/policy';
import type { ReleaseContacts, WaitingRelease } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { ReleaseRequest } from '../store.ts';
import { ablePersons } from './presence.ts';

/** Where a request that waits stands for this reader. In the place of another organization all are told at once. */
export type TurnAt = (
  waiting: WaitingRelease,
  isForOther: boolean,
) => NonNullable<ReleaseRequest['turn']>;

/**
 * Whose turn it is, for the reader's own organization in a community. It is computed when it is read: nothing is kept,
 * sent or entered anywhere when time passes, so that nobody but the source can tell.
 */
export async function turnsOf(
  { query, view: { reader, now } }: Reading,
  community: string,
): Promise<TurnAt> {
  const contacts = await contactsOf(query, community, reader.organization);
  const isNamed = contacts.first.length > 0;
  const able = isNamed
    ? (await ablePersons(query, community, reader.organization)).map(({ id }) => id)
    : [];
  return (waiting, isForOther) => {
    const stage = releaseStage(waiting, now);
    return { stage, isYours: isForOther || isReleaseTurn(reader.id, contacts, { stage, able }) };
  };
}

/** Who is told first and next, as an organization named them. */
export async function contactsOf(
  query: Query,
  community: string,
  organization: string,
): Promise<ReleaseContacts> {
  const row = await query.one<{ body: string }>(
    'SELECT body FROM release_setting WHERE community = ? AND organization = ?',
    [community, organization],
  );
  return row === undefined ? { first: [], next: [] } : (JSON.parse(row.body) as ReleaseContacts);
}
