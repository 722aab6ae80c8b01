import { standingIn } from '@tocsin/policy';
import { readingOn } from '../exchange/tools.ts';
import { recordAct } from '../people/actor.ts';
import { isRepresentative } from '../people/authority.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Refusal, Voters } from '../store.ts';
import { namedIn } from './around.ts';
import { BALLOT_VOTERS_MAX } from './limits.ts';

/** Whom the reader's organization named; its own people learn that, nobody else. */
export async function readVoters(tools: Reading, community: string): Promise<Voters | undefined> {
  const { query, census, view } = tools;
  const { reader, epoch, now } = view;
  if (standingIn(reader, community) === undefined || reader.kind !== 'person') return undefined;
  if (reader.isSealedSource === true) return undefined;
  const readers = await census.readers(query, community, { epoch, now });
  const people = readers
    .filter(
      (one) =>
        one.kind === 'person' && one.organization === reader.organization && !one.providerStaff,
    )
    .map(({ id, name }) => ({ id, name }));
  const named = (await namedIn(query, community)).get(reader.organization) ?? new Set();
  return {
    persons: people.filter(({ id }) => named.has(id)),
    people,
    mayName: isRepresentative(reader, community),
  };
}

/** Names exactly these persons to vote for the organization; none: whoever represents it. */
export function nameVoters(
  access: ExchangeAccess,
  community: string,
  persons: readonly string[],
): Promise<Voters | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const { reader, now } = view;
    const tools = await readingOn(access, transaction, view);
    const before = await readVoters(tools, community);
    if (before === undefined) throw hidden();
    if (!before.mayName)
      throw new Refused('not-allowed', 'Whoever represents your organization names who votes');
    const named = [...new Set(persons)];
    if (named.length > BALLOT_VOTERS_MAX)
      throw new Refused('invalid', `Name at most ${String(BALLOT_VOTERS_MAX)} persons`);
    if (!named.every((person) => before.people.some(({ id }) => id === person)))
      throw new Refused('invalid', 'Name people of your organization who take part here');
    await transaction.run('DELETE FROM ballot_voter WHERE community = ? AND organization = ?', [
      community,
      reader.organization,
    ]);
    await transaction.insertMany(
      {
        table: 'ballot_voter',
        columns: { community: 'text', organization: 'text', person: 'text' },
      },
      named.map((person) => [community, reader.organization, person]),
    );
    await recordAct(transaction, access.principal, {
      at: now,
      organization: reader.organization,
      act: 'ballot-voters',
      words: 'Named who votes for the organization',
      facts: { community, persons: named.length },
    });
    return { ...before, persons: before.people.filter(({ id }) => named.includes(id)) };
  });
}
