import { labelOf, standingIn } from '@tocsin/policy';
import type { Label, Reader, TlpLevel } from '@tocsin/policy';
import { clauseOf } from '../exchange/clauses.ts';
import { communityProfile } from '../people/census.ts';
import { hidden, Refused } from '../people/refused.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';

/** Who is to read something that is written down, and why somebody may not write it. */
interface ToLabel {
  readonly level: TlpLevel;
  readonly groups?: readonly string[];
  readonly fault: (reader: Reader) => Refused | undefined;
}

/** The label of what a community writes down: its level, for everybody who takes part or for groups. */
export function writtenLabel(
  access: ExchangeAccess,
  community: string,
  { level, groups = [], fault }: ToLabel,
): Promise<Label | Refused> {
  return access.engine.readAll(async (query) => {
    const { reader } = await access.views.at(query, access.principal);
    if (reader.kind !== 'person' || standingIn(reader, community) === undefined) return hidden();
    const refused = fault(reader);
    if (refused !== undefined) return refused;
    const profile = await communityProfile(query, community);
    if (profile === undefined) return hidden();
    const bringer = { origin: reader.organization, community, author: reader.id, profile };
    const audience = groups.length === 0 ? { everyone: true } : { groups: [...groups] };
    return labelOf(clauseOf(bringer, { level, audience }));
  });
}

/** Groups that are named are those of the community. */
export async function mustHaveGroups(
  transaction: Transaction,
  community: string,
  groups: readonly string[],
): Promise<void> {
  for (const id of groups) {
    const row = await transaction.one<{ id: string }>(
      'SELECT id FROM member_group WHERE id = ? AND community = ?',
      [id, community],
    );
    if (row === undefined) throw new Refused('invalid', 'Choose groups of this community');
  }
}
