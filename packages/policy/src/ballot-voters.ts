import { standingIn } from './reader.ts';
import type { Reader } from './reader.ts';

/**
 * Who votes for an organization in one ballot (requirements row 99): of those who may read it, whoever the organization
 * named; where it named nobody, or nobody of those can, its representatives. Staff of a provider vote for nobody.
 * `readers`: persons of one organization who may read the ballot.
 */
export function ballotVoters<R extends Reader>(
  readers: readonly R[],
  community: string,
  named: ReadonlySet<string>,
): R[] {
  const able = readers.filter(
    (reader) => reader.kind === 'person' && !reader.providerStaff && reader.isSealedSource !== true,
  );
  const chosen = able.filter(({ id }) => named.has(id));
  if (chosen.length > 0) return chosen;
  return able.filter(
    (reader) => standingIn(reader, community)?.roles.includes('representative') === true,
  );
}
