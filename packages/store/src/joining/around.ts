import { isApplicationOver, likenessOf } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type { ChairsApplication } from '../store.ts';
import { applicationRows, settingOf } from './rows.ts';
import type { ApplicationRow, KeptSetting } from './rows.ts';

/** What deciding and showing look at beside an application. */
export interface Around {
  readonly setting: KeptSetting;
  /** Persons who chair the community now. */
  readonly chairs: readonly string[];
  /** Whose names are the same or look so; for chairs. */
  readonly alikeTo: (row: ApplicationRow) => ChairsApplication['alike'];
}

/** Reads what is around the applications of a community. */
export async function aroundOf(query: Query, community: string): Promise<Around> {
  const members = await query.all<{ id: string; name: string }>(
    `SELECT o.id, o.name FROM membership m JOIN organization o ON o.id = m.organization
      WHERE m.community = ? ORDER BY o.name, o.id`,
    [community],
  );
  const byLikeness = Map.groupBy(members, ({ name }) => likenessOf(name));
  const applications = await applicationRows(query, community);
  return {
    setting: await settingOf(query, community),
    chairs: await chairsOf(query, community),
    alikeTo: ({ id, likeness, organization }) => [
      ...(byLikeness.get(likeness) ?? [])
        .filter((member) => member.id !== organization)
        .map(({ name }) => ({ name, what: 'member' as const })),
      ...applications
        .filter((one) => one.id !== id && one.likeness === likeness)
        .filter(({ state }) => !isApplicationOver(state) || state === 'rejected')
        .map(({ name }) => ({ name, what: 'application' as const })),
    ],
  };
}

async function chairsOf(query: Query, community: string): Promise<string[]> {
  const rows = await query.all<{ person: string }>(
    `SELECT DISTINCT r.person FROM representation r JOIN person p ON p.id = r.person
      JOIN membership m ON m.community = r.community AND m.organization = r.organization
      WHERE r.community = ? AND p.is_disabled = 0 AND m.state IN ('active', 'probation') AND r.roles LIKE '%chair"%'
      ORDER BY r.person`,
    [community],
  );
  return rows.map(({ person }) => person);
}
