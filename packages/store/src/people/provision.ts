import { DAY_ONE_PROFILE } from '@tocsin/policy';
import type { MemberClass } from '@tocsin/policy';
import type { Engine, Transaction } from '../engine/engine.ts';
import { appendAudit } from '../audit/append.ts';
import type { Provisioned, World } from '../store.ts';
import {
  insertAffiliation,
  insertMembership,
  insertOrganization,
  insertPerson,
  insertRepresentation,
} from './accounts.ts';
import { readClass } from './columns.ts';
import { bumpEpoch } from './epoch.ts';
import { insertCommunity } from './founding.ts';
import { Refused } from './refused.ts';
import { checked, insertToken } from './tokens.ts';
import { emailOf, wordOf } from './words.ts';
import { faultsOf, unitsOf } from './world-faults.ts';

/** A world that cannot be made: every fault of it. */
export class WorldFault extends Error {
  override name = 'WorldFault';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The world cannot be made: ${faults.join('; ')}`);
    this.faults = faults;
  }
}

/**
 * World as code: makes what is missing, in one transaction, and changes nothing that is there; a second run
 * makes nothing. References are by slug or e-mail address, to what the file lists or what is there already.
 * Throws {@link WorldFault} with all faults at once.
 */
export async function provision(
  engine: Engine,
  world: World,
  by: { now: () => number; newId: () => string },
): Promise<Provisioned> {
  return engine.write(async (transaction) => {
    await bumpEpoch(transaction);
    const making = new Making(transaction, by);
    const faults = await faultsOf(transaction, world);
    if (faults.length > 0) throw new WorldFault(faults);
    try {
      await making.world(world);
    } catch (fault) {
      throw fault instanceof Refused ? new WorldFault([fault.message]) : fault;
    }
    return { made: making.made };
  });
}

type Made = Provisioned['made'];

class Making {
  readonly made: Made = {
    communities: [],
    organizations: [],
    memberships: [],
    people: [],
    groups: [],
    tokens: [],
  };
  readonly #transaction: Transaction;
  readonly #newId: () => string;
  readonly #at: number;

  constructor(transaction: Transaction, by: { now: () => number; newId: () => string }) {
    this.#transaction = transaction;
    this.#newId = by.newId;
    this.#at = by.now();
  }

  async world(world: World): Promise<void> {
    for (const community of world.communities) await this.#community(community);
    for (const organization of world.organizations) await this.#organization(organization);
    for (const membership of world.memberships) await this.#membership(world, membership);
    for (const person of world.people) await this.#person(person);
    for (const group of world.groups) await this.#group(group);
    for (const token of world.tokens) await this.#token(token);
    await this.#record();
  }

  async #community(community: World['communities'][number]): Promise<void> {
    if ((await this.#find('community', 'slug', community.slug)) !== undefined) return;
    const profile = { ...DAY_ONE_PROFILE, ...community.profile };
    await insertCommunity(
      this.#transaction,
      { ...community, purpose: community.purpose ?? '', profile },
      this.#fresh(),
    );
    this.made.communities.push(community.slug);
  }

  async #organization(organization: World['organizations'][number]): Promise<void> {
    if ((await this.#find('organization', 'slug', organization.slug)) !== undefined) return;
    await insertOrganization(
      this.#transaction,
      { ...organization, class: organization.class ?? 'member' },
      this.#fresh(),
    );
    this.made.organizations.push(organization.slug);
  }

  async #membership(world: World, membership: World['memberships'][number]): Promise<void> {
    const community = await this.#known('community', 'slug', membership.community);
    const organization = await this.#known('organization', 'slug', membership.organization);
    const listed = world.organizations.find((one) => one.slug === membership.organization);
    const isMade = await insertMembership(this.#transaction, {
      community,
      organization,
      class: membership.class ?? listed?.class ?? (await this.#classOf(organization)),
      tier: membership.tier === undefined ? '' : (wordOf(membership.tier) ?? ''),
      state: membership.state ?? 'active',
      at: this.#at,
    });
    if (isMade) this.made.memberships.push(`${membership.community}/${membership.organization}`);
  }

  async #person(person: World['people'][number]): Promise<void> {
    const email = emailOf(person.email) ?? '';
    const organization = await this.#known('organization', 'slug', person.organization);
    let id = await this.#find('person', 'email', email);
    if (id === undefined) {
      const made = this.#fresh();
      id = made.id;
      await insertPerson(
        this.#transaction,
        {
          email,
          name: person.name,
          isOperator: person.operator === true,
          ...(person.passwordHash === undefined ? {} : { passwordHash: person.passwordHash }),
        },
        made,
      );
      this.made.people.push(email);
    }
    const provider =
      person.providerStaffOf === undefined
        ? {}
        : { provider: await this.#known('organization', 'slug', person.providerStaffOf) };
    const key = { person: id, organization, at: this.#at, ...provider };
    await insertAffiliation(this.#transaction, key);
    await this.#representations(person, { person: id, organization });
  }

  async #representations(
    person: World['people'][number],
    key: { person: string; organization: string },
  ): Promise<void> {
    const units = unitsOf(person.units ?? []) ?? [];
    if (person.roles !== undefined) {
      for (const [slug, roles] of Object.entries(person.roles)) {
        const community = await this.#known('community', 'slug', slug);
        await insertRepresentation(this.#transaction, { ...key, community }, { roles, units });
      }
      return;
    }
    const rows = await this.#transaction.all<{ community: string }>(
      'SELECT community FROM membership WHERE organization = ? ORDER BY community',
      [key.organization],
    );
    for (const { community } of rows) {
      const given = { roles: ['reader' as const], units };
      await insertRepresentation(this.#transaction, { ...key, community }, given);
    }
  }

  async #group(group: World['groups'][number]): Promise<void> {
    const community = await this.#known('community', 'slug', group.community);
    const row = await this.#transaction.one<{ id: string }>(
      'SELECT id FROM member_group WHERE community = ? AND slug = ?',
      [community, group.slug],
    );
    // Somebody taken out of a group that is there does not come back with the next run.
    if (row !== undefined) return;
    const id = this.#newId();
    await this.#transaction.run(
      'INSERT INTO member_group (id, community, slug, name) VALUES (?, ?, ?, ?)',
      [id, community, group.slug, group.name ?? group.slug],
    );
    for (const slug of new Set(group.organizations)) {
      await this.#transaction.run(
        'INSERT INTO group_organization (group_id, organization) VALUES (?, ?)',
        [id, await this.#known('organization', 'slug', slug)],
      );
    }
    for (const email of new Set((group.people ?? []).map((one) => emailOf(one) ?? ''))) {
      await this.#transaction.run('INSERT INTO group_person (group_id, person) VALUES (?, ?)', [
        id,
        await this.#known('person', 'email', email),
      ]);
    }
    this.made.groups.push(`${group.community}/${group.slug}`);
  }

  async #token(token: World['tokens'][number]): Promise<void> {
    const owner = await this.#ownerOf(token);
    const {
      community: slug,
      organization: _organization,
      person: _person,
      scopes,
      ...rest
    } = token;
    const community = slug === undefined ? undefined : await this.#known('community', 'slug', slug);
    const row = await this.#transaction.one(
      `SELECT 1 AS one FROM token WHERE name = ? AND organization = ? AND coalesce(person, '') = ?
        AND coalesce(community, '') = ?`,
      [token.name, owner.organization, owner.person ?? '', community ?? ''],
    );
    // A revoked one too: revoking is not undone by the next run.
    if (row !== undefined) return;
    const kept = checked(
      {
        ...rest,
        scopes: scopes ?? ['read', 'write', 'stream', 'taxii'],
        ...(community === undefined ? {} : { community }),
      },
      this.#at,
    );
    const { person } = owner;
    await insertToken(
      this.#transaction,
      { ...kept, ...(person === undefined ? {} : { person }) },
      { at: this.#at, organization: owner.organization, createdBy: '' },
    );
    this.made.tokens.push(token.name);
  }

  /** A token of a person acts for the organization listed with it, else for the person's first. */
  async #ownerOf(
    token: World['tokens'][number],
  ): Promise<{ organization: string; person?: string }> {
    const listed =
      token.organization === undefined
        ? undefined
        : await this.#known('organization', 'slug', token.organization);
    if (token.person === undefined) return { organization: listed ?? '' };
    const person = await this.#known('person', 'email', emailOf(token.person) ?? '');
    const row = await this.#transaction.one<{ organization: string }>(
      'SELECT organization FROM affiliation WHERE person = ? ORDER BY since, organization LIMIT 1',
      [person],
    );
    const organization = listed ?? row?.organization;
    if (organization === undefined) {
      throw new Refused('invalid', `The person "${token.person}" acts for no organization`);
    }
    return { organization, person };
  }

  async #record(): Promise<void> {
    const counts = Object.entries(this.made).map(([kind, names]) => ({ kind, n: names.length }));
    if (counts.every(({ n }) => n === 0)) return;
    const list = counts.filter(({ n }) => n > 0).map(({ kind, n }) => `${String(n)} ${kind}`);
    await appendAudit(this.#transaction, {
      at: this.#at,
      actor: { kind: 'operator', id: '', name: 'The operator' },
      act: 'provision',
      words: `Made from a world file: ${list.join(', ')}`,
    });
  }

  async #classOf(organization: string): Promise<MemberClass> {
    const row = await this.#transaction.one<{ class: string }>(
      'SELECT class FROM organization WHERE id = ?',
      [organization],
    );
    return readClass(row?.class ?? 'member');
  }

  #fresh(): { id: string; at: number } {
    return { id: this.#newId(), at: this.#at };
  }

  async #known(table: Table, column: string, value: string): Promise<string> {
    const id = await this.#find(table, column, value);
    if (id === undefined) throw new Refused('invalid', `There is no ${table} "${value}"`);
    return id;
  }

  async #find(table: Table, column: string, value: string): Promise<string | undefined> {
    const row = await this.#transaction.one<{ id: string }>(
      `SELECT id FROM ${table} WHERE ${column} = ?`,
      [value],
    );
    return row?.id;
  }
}

type Table = 'community' | 'organization' | 'person';
