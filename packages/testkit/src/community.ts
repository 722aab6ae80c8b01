import { credentialsOf, openHubOver } from './hub-over.ts';
import { testSecretHash } from './credentials.ts';
import { openTestStore } from './test-store.ts';
import type { CommunityProfile, MemberClass, MemberState, Role } from '@tocsin/policy';
import type { Handle, Principal, Store, World } from '@tocsin/store';
import type { Credentials } from './credentials.ts';
import type { TestHub } from './hub-over.ts';
import type { SteppingClock, TestStore } from './test-store.ts';

/** What a community is made of. Everything has a default. */
export interface CommunityOptions {
  readonly seed?: number;
  readonly databaseUrl?: string;
  readonly slug?: string;
  readonly profile?: Partial<CommunityProfile>;
  /** Organizations beyond the five there always are. */
  readonly members?: readonly { slug: string; class?: MemberClass; state?: MemberState }[];
  /** Roles of the person of an organization; a representative unless said. */
  readonly roles?: Readonly<Record<string, readonly Role[]>>;
  readonly groups?: readonly { slug: string; organizations?: string[]; people?: string[] }[];
}

const ALWAYS: { slug: string; class?: MemberClass; state?: MemberState }[] = [
  { slug: 'alder' },
  { slug: 'birch' },
  { slug: 'cedar' },
  { slug: 'pine', class: 'provider' },
  { slug: 'ministry', class: 'government' },
];

/**
 * A community on a store of its own with a stepping clock: the members alder, birch and cedar, a provider and a
 * government partner, each with a person and a token of its slug. alder's person is the chair.
 */
export class Community implements AsyncDisposable {
  readonly store: Store;
  readonly clock: SteppingClock;
  readonly id: string;
  readonly #test: TestStore;
  readonly #organizations: ReadonlyMap<string, string>;
  readonly #groups: ReadonlyMap<string, string>;
  readonly #principals: ReadonlyMap<string, Principal>;
  #hub: TestHub | undefined;

  /** Opens a store and founds the community in it. */
  static async create(options: CommunityOptions = {}): Promise<Community> {
    const test = await openTestStore(options);
    const world = worldOf(options);
    await test.store.unguarded('provision').provision(world);
    const principals = new Map<string, Principal>();
    const organizations = new Map<string, string>();
    for (const { email, name } of world.people) {
      const account = await test.store.door.account({ email });
      const organization = account?.organizations[0]?.id ?? '';
      organizations.set(name, organization);
      principals.set(name, { kind: 'person', id: account?.person ?? '', organization });
    }
    for (const { name, id } of world.tokens) principals.set(name, { kind: 'token', id });
    const chair = await test.store.as(principals.get('alder') ?? { kind: 'token', id: '' });
    const [community] = await chair.directory.communities();
    const id = community?.id ?? '';
    const groups = new Map((await chair.directory.groups(id)).map((one) => [one.slug, one.id]));
    return new Community({ test, id, principals, organizations, groups });
  }

  private constructor(made: {
    test: TestStore;
    id: string;
    principals: ReadonlyMap<string, Principal>;
    organizations: ReadonlyMap<string, string>;
    groups: ReadonlyMap<string, string>;
  }) {
    this.#test = made.test;
    this.store = made.test.store;
    this.clock = made.test.clock;
    this.id = made.id;
    this.#principals = made.principals;
    this.#organizations = made.organizations;
    this.#groups = made.groups;
  }

  /** The id of an organization, by its slug. */
  organization(slug: string): string {
    return required(this.#organizations.get(slug), `the organization '${slug}'`);
  }

  /** The id of a group, by its slug. */
  group(slug: string): string {
    return required(this.#groups.get(slug), `the group '${slug}'`);
  }

  /** Who somebody is: `alder` for its person, `alder-bot` for its token. */
  principal(name: string): Principal {
    return required(this.#principals.get(name), `'${name}'`);
  }

  /** A handle bound to somebody. */
  as(name: string): Promise<Handle> {
    return this.store.as(this.principal(name));
  }

  /** A second passes unless told, and what becomes due by it is done. */
  async pass(milliseconds?: number): Promise<void> {
    this.clock.step(milliseconds);
    await this.settle();
  }

  /** Lets background work finish. */
  settle(): Promise<void> {
    return this.#test.settle();
  }

  /** The hub over this store, started when first asked for. */
  async hub(): Promise<TestHub> {
    const { directory, clock, store } = this.#test;
    return (this.#hub ??= await openHubOver(store, { directory, now: clock.now }));
  }

  /** The headers by which somebody calls the hub: a token's, or of a session made for them. */
  credentials(name: string): Promise<Credentials> {
    return credentialsOf(this.store, this.principal(name), this.clock.now());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hub?.[Symbol.asyncDispose]();
    await this.#test[Symbol.asyncDispose]();
  }
}

function worldOf(options: CommunityOptions): World {
  const slug = options.slug ?? 'harbour';
  const members = [...ALWAYS, ...(options.members ?? [])];
  const rolesOf = (organization: string): Role[] => [
    ...(options.roles?.[organization] ?? ['representative']),
    ...(organization === 'alder' ? (['chair'] as const) : []),
  ];
  return {
    communities: [
      {
        slug,
        name: slug,
        kind: 'sector',
        ...(options.profile === undefined ? {} : { profile: options.profile }),
      },
    ],
    organizations: members.map((one) => ({
      slug: one.slug,
      name: one.slug,
      ...(one.class === undefined ? {} : { class: one.class }),
    })),
    memberships: members.map(({ slug: organization, state }) => ({
      community: slug,
      organization,
      ...(state === undefined ? {} : { state }),
    })),
    people: members.map(({ slug: organization }) => ({
      email: `${organization}@${organization}.example`,
      name: organization,
      organization,
      roles: { [slug]: rolesOf(organization) },
    })),
    groups: (options.groups ?? []).map((group) => ({
      community: slug,
      ...group,
      people: (group.people ?? []).map((name) => `${name}@${name}.example`),
    })),
    tokens: members.map(({ slug: organization }, place) => {
      const id = `community${String(place)}`;
      return { name: `${organization}-bot`, organization, id, secretHash: testSecretHash(id) };
    }),
  };
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what} in this community.`);
  return value;
}
