import type { Query } from '../engine/engine.ts';
import { isIn, list } from '../engine/engine.ts';
import type { GroupView, NewGroup, Refusal } from '../store.ts';
import type { Access } from './access.ts';
import { isChair } from './authority.ts';
import { groups } from './directory-views.ts';
import { GROUP_MEMBERS_MAX, GROUPS_MAX } from './limits.ts';
import { policyAct, recordPolicyAct, standingOrHidden } from './policy-act.ts';
import type { Acting } from './policy-act.ts';
import { hidden, Refused } from './refused.ts';
import { nameOf, slugOf } from './words.ts';

/** Whom a group names. */
export interface Named {
  readonly organizations: readonly string[];
  readonly persons: readonly string[];
}

/** Makes a group. Chairs and co-chairs may: who belongs to a group reads what was shared with it. */
export async function addGroup(access: Access, group: NewGroup): Promise<GroupView | Refusal> {
  return policyAct(access, async (acting) => {
    const { reader, transaction } = acting;
    standingOrHidden(reader, group.community);
    mustChair(acting, group.community);
    const slug = slugOf(group.slug);
    const name = nameOf(group.name);
    if (slug === undefined || name === undefined) {
      throw new Refused('invalid', 'Give the group a short name and a name of one line');
    }
    await mustBeFree(transaction, group.community, slug);
    await mustBelong(transaction, group.community, group);
    const id = access.newId();
    await transaction.run(
      'INSERT INTO member_group (id, community, slug, name) VALUES (?, ?, ?, ?)',
      [id, group.community, slug, name],
    );
    await putNamed(acting, id, group);
    await recordPolicyAct(acting, {
      act: 'add-group',
      words: 'Made a group',
      community: group.community,
      facts: { group: id },
    });
    return viewOf(acting, group.community, id);
  });
}

/** Gives a group exactly these members. */
export async function setGroupMembers(
  access: Access,
  group: string,
  named: Named,
): Promise<GroupView | Refusal> {
  return policyAct(access, async (acting) => {
    const { reader, transaction } = acting;
    const row = await transaction.one<{ community: string }>(
      'SELECT community FROM member_group WHERE id = ?',
      [group],
    );
    if (row === undefined) throw hidden();
    standingOrHidden(reader, row.community);
    mustChair(acting, row.community);
    await mustBelong(transaction, row.community, named);
    await transaction.run('DELETE FROM group_organization WHERE group_id = ?', [group]);
    await transaction.run('DELETE FROM group_person WHERE group_id = ?', [group]);
    await putNamed(acting, group, named);
    await recordPolicyAct(acting, {
      act: 'set-group-members',
      words: 'Changed who belongs to a group',
      community: row.community,
      facts: { group },
    });
    return viewOf(acting, row.community, group);
  });
}

async function viewOf(acting: Acting, community: string, id: string): Promise<GroupView> {
  const all = await groups(acting.transaction, acting.reader, community);
  const view = all.find((one) => one.id === id);
  if (view === undefined) throw hidden();
  return view;
}

function mustChair({ reader }: Acting, community: string): void {
  if (!isChair(reader, community)) {
    throw new Refused('not-allowed', 'Only a chair or co-chair makes and changes groups');
  }
}

async function mustBeFree(query: Query, community: string, slug: string): Promise<void> {
  const held = await query.one<{ n: number; same: number | null }>(
    'SELECT count(*) AS n, max(CASE WHEN slug = ? THEN 1 ELSE 0 END) AS same FROM member_group WHERE community = ?',
    [slug, community],
  );
  if (held?.same === 1) {
    throw new Refused('conflict', `The short name "${slug}" is taken: choose another`);
  }
  if ((held?.n ?? 0) >= GROUPS_MAX) {
    throw new Refused('conflict', `A community has at most ${String(GROUPS_MAX)} groups`);
  }
}

/** Whom a group names must belong to the community; who is elsewhere is as unknown as who is nowhere. */
async function mustBelong(query: Query, community: string, named: Named): Promise<void> {
  const organizations = [...new Set(named.organizations)];
  const persons = [...new Set(named.persons)];
  if (Math.max(organizations.length, persons.length) > GROUP_MEMBERS_MAX) {
    throw new Refused('invalid', `A group names at most ${String(GROUP_MEMBERS_MAX)} of each`);
  }
  const members = await query.all<{ id: string }>(
    `SELECT organization AS id FROM membership WHERE community = ? AND ${isIn(query.dialect, 'organization')}`,
    [community, list(query.dialect, organizations)],
  );
  const people = await query.all<{ id: string }>(
    `SELECT DISTINCT person AS id FROM representation
      WHERE community = ? AND roles <> '[]' AND ${isIn(query.dialect, 'person')}`,
    [community, list(query.dialect, persons)],
  );
  const unknown = firstOutside(organizations, members) ?? firstOutside(persons, people);
  if (unknown !== undefined) {
    throw new Refused(
      'invalid',
      `A group names members of the community and people who take part: "${unknown}" is none. Name them by their ids`,
    );
  }
}

function firstOutside(
  named: readonly string[],
  rows: readonly { id: string }[],
): string | undefined {
  const known = new Set(rows.map(({ id }) => id));
  return named.find((id) => !known.has(id));
}

async function putNamed({ transaction }: Acting, group: string, named: Named): Promise<void> {
  await transaction.insertMany(
    { table: 'group_organization', columns: { group_id: 'text', organization: 'text' } },
    [...new Set(named.organizations)].map((organization) => [group, organization]),
  );
  await transaction.insertMany(
    { table: 'group_person', columns: { group_id: 'text', person: 'text' } },
    [...new Set(named.persons)].map((person) => [group, person]),
  );
}
