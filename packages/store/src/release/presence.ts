import { isReadingState } from '@tocsin/policy';
import type { Role } from '@tocsin/policy';
import { readRoles, readState } from '../people/columns.ts';
import type { Query } from '../engine/engine.ts';

/** Who may decide for an organization in a community, by name: its own people with the right to mark, and no provider's. */
export async function ablePersons(
  query: Query,
  community: string,
  organization: string,
): Promise<Person[]> {
  const people = await peopleOf(query, community, organization);
  return people.filter(({ roles }) => roles.some((role) => MARKING.has(role)));
}

const MARKING: ReadonlySet<Role> = new Set<Role>(['representative', 'sharing-officer']);

/** Whether somebody is here to decide for a source. `away`: suspended, so that it may come back and decide itself. */
export type Presence = 'here' | 'away' | 'gone';

/**
 * Whether somebody of an organization is here to decide. What is RED is decided by its author as well, whatever
 * their role: of it nobody is gone while anybody is here. Everything this goes by, the directory shows to all members.
 */
export async function presenceOf(
  query: Query,
  { community, organization, isRed }: { community: string; organization: string; isRed: boolean },
): Promise<Presence> {
  const row = await query.one<{ state: string }>(
    'SELECT state FROM membership WHERE community = ? AND organization = ?',
    [community, organization],
  );
  if (row === undefined) return 'gone';
  const state = readState(row.state);
  if (state === 'suspended') return 'away';
  if (!isReadingState(state)) return 'gone';
  const people = isRed
    ? await peopleOf(query, community, organization)
    : await ablePersons(query, community, organization);
  return people.length === 0 ? 'gone' : 'here';
}

/** The organization that decides for another once nobody of that is here, if it said so. */
export async function successorOf(
  query: Query,
  community: string,
  organization: string,
): Promise<string | undefined> {
  const row = await query.one<{ successor: string | null }>(
    'SELECT successor FROM release_setting WHERE community = ? AND organization = ?',
    [community, organization],
  );
  return row?.successor ?? undefined;
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

async function peopleOf(query: Query, community: string, organization: string): Promise<Person[]> {
  const rows = await query.all<{ id: string; name: string; roles: string }>(
    `SELECT p.id, p.name, r.roles FROM representation r JOIN person p ON p.id = r.person
      JOIN affiliation a ON a.person = r.person AND a.organization = r.organization
      WHERE r.community = ? AND r.organization = ? AND r.roles <> '[]' AND p.is_disabled = 0
        AND (a.provider IS NULL OR a.provider = r.organization) ORDER BY p.name, p.id`,
    [community, organization],
  );
  return rows.map(({ id, name, roles }) => ({ id, name, roles: readRoles(roles) }));
}
