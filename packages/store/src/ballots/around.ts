import { ballotVoters, mayRead } from '@tocsin/policy';
import type { Label } from '@tocsin/policy';
import type { NamedReader } from '../people/census.ts';
import type { Query } from '../engine/engine.ts';
import type { BallotRow, RollRow } from './rows.ts';

/** Who is about a ballot: organizations somebody of which may read it, and the persons who vote for each. */
export interface Around {
  readonly present: ReadonlySet<string>;
  readonly voters: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Whom organizations of a community named to vote for them. */
export type Named = ReadonlyMap<string, ReadonlySet<string>>;

/** Whom the organizations of a community named. */
export async function namedIn(query: Query, community: string): Promise<Named> {
  const rows = await query.all<{ organization: string; person: string }>(
    'SELECT organization, person FROM ballot_voter WHERE community = ?',
    [community],
  );
  const byOrganization = Map.groupBy(rows, ({ organization }) => organization);
  return new Map(
    [...byOrganization].map(([organization, persons]) => [
      organization,
      new Set(persons.map(({ person }) => person)),
    ]),
  );
}

/** Asks the rule itself who may read a ballot, and of those who votes. */
export function aroundOf(
  { community }: Pick<BallotRow, 'community'>,
  label: Label | undefined,
  of: { readers: readonly NamedReader[]; named: Named; now: number },
): Around {
  const reading = of.readers.filter(
    (reader) =>
      reader.kind === 'person' && label !== undefined && mayRead(reader, label, of.now).allowed,
  );
  const byOrganization = Map.groupBy(reading, ({ organization }) => organization);
  const voters = new Map<string, ReadonlySet<string>>();
  for (const [organization, readers] of byOrganization) {
    const chosen = ballotVoters(readers, community, of.named.get(organization) ?? new Set());
    if (chosen.length > 0) voters.set(organization, new Set(chosen.map(({ id }) => id)));
  }
  return { present: new Set(byOrganization.keys()), voters };
}

/**
 * The roll as it counts now: who left, or may not read the ballot any more, is not on it. In an anonymous one whoever
 * voted before stays, since nobody can find their vote and take it out.
 */
export function rollNow(
  { is_anonymous }: Pick<BallotRow, 'is_anonymous'>,
  roll: readonly RollRow[],
  { present }: Around,
): RollRow[] {
  return roll.filter(
    ({ organization, has_voted }) =>
      present.has(organization) || (is_anonymous === 1 && has_voted === 1),
  );
}
