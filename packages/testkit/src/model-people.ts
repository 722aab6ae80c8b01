import type { MemberClass, MemberState, Reader, Role, TlpLevel } from '@tocsin/policy';
import type { Principal } from '@tocsin/store';

/** A membership as the model keeps it. */
export interface ModelMembership {
  readonly community: string;
  readonly organization: string;
  readonly class: MemberClass;
  state: MemberState;
}

/** A person's part in a community for an organization. */
export interface ModelRepresentation {
  readonly person: string;
  readonly organization: string;
  readonly community: string;
  roles: readonly Role[];
  readonly units: readonly string[];
}

/** A group of a community. */
export interface ModelGroup {
  readonly id: string;
  readonly community: string;
  organizations: readonly string[];
  persons: readonly string[];
}

/** A token. */
export interface ModelToken {
  readonly id: string;
  readonly organization: string;
  readonly person?: string;
  readonly community?: string;
  readonly ceiling?: TlpLevel;
  readonly purpose?: string;
  readonly expiresAt?: number;
  isRevoked: boolean;
}

/** Who takes part, as plain lists; a reader is computed from them whenever one is asked for. */
export class ModelPeople {
  readonly organizations = new Map<string, { sectors: string[]; countries: string[] }>();
  readonly persons = new Map<string, { organization: string; providerStaff: boolean }>();
  readonly memberships: ModelMembership[] = [];
  readonly representations: ModelRepresentation[] = [];
  readonly groups: ModelGroup[] = [];
  readonly tokens: ModelToken[] = [];

  /** The reader a principal is, or `undefined` when it is nobody here. */
  reader(principal: Principal, now: number): Reader | undefined {
    if (principal.kind === 'person') return this.#person(principal.id);
    const token = this.tokens.find((one) => one.id === principal.id);
    const isOver = token?.isRevoked === true || now >= (token?.expiresAt ?? Infinity);
    if (token === undefined || isOver) return undefined;
    return this.#token(token);
  }

  /** Whether the reader reads in a community at all. */
  stands(reader: Reader, community: string): boolean {
    return reader.memberships.some(
      (one) => one.community === community && ['active', 'probation'].includes(one.state),
    );
  }

  /** Everybody who reads in a community: persons for their organization, and tokens. */
  readersOf(community: string, now: number): Reader[] {
    const persons = [...this.persons.keys()].flatMap((id) => this.#person(id) ?? []);
    const tokens = this.tokens.flatMap(
      (token) => this.reader({ kind: 'token', id: token.id }, now) ?? [],
    );
    return [...persons, ...tokens].filter((reader) => this.stands(reader, community));
  }

  #person(id: string): Reader | undefined {
    const person = this.persons.get(id);
    if (person === undefined) return undefined;
    const roles = this.representations.filter((one) => one.person === id && one.roles.length > 0);
    const memberships = this.memberships.filter((one) => one.organization === person.organization);
    return {
      kind: 'person',
      id,
      organization: person.organization,
      providerStaff: person.providerStaff,
      ...this.#where(person.organization),
      memberships: memberships.flatMap((one) => {
        const role = roles.find((other) => other.community === one.community);
        if (role === undefined) return [];
        const personal = this.#groups(one.community, (group) => group.persons.includes(id));
        const groups = this.#groups(one.community, (group) =>
          group.organizations.includes(one.organization),
        );
        return [
          {
            community: one.community,
            class: one.class,
            state: one.state,
            tier: '',
            roles: role.roles,
            units: role.units,
            groups: [...groups, ...personal],
            personalGroups: personal,
          },
        ];
      }),
    };
  }

  #token(token: ModelToken): Reader | undefined {
    const person = token.person === undefined ? undefined : this.#person(token.person);
    if (token.person !== undefined && person === undefined) return undefined;
    const memberships =
      person?.memberships ??
      this.memberships
        .filter((one) => one.organization === token.organization)
        .map((one) => ({
          community: one.community,
          class: one.class,
          state: one.state,
          tier: '',
          roles: [],
          units: [],
          groups: [],
          personalGroups: [],
        }));
    return {
      kind: 'token',
      id: token.id,
      organization: token.organization,
      providerStaff: person?.providerStaff ?? false,
      ...this.#where(token.organization),
      ...(token.purpose === undefined ? {} : { purpose: token.purpose }),
      ...(token.ceiling === undefined ? {} : { ceiling: token.ceiling }),
      memberships: memberships
        .filter((one) => token.community === undefined || one.community === token.community)
        .map((one) => ({
          ...one,
          groups: this.#groups(one.community, (group) =>
            group.organizations.includes(token.organization),
          ),
          personalGroups: [],
        })),
    };
  }

  #where(organization: string): { sectors: string[]; countries: string[] } {
    return this.organizations.get(organization) ?? { sectors: [], countries: [] };
  }

  #groups(community: string, test: (group: ModelGroup) => boolean): string[] {
    return this.groups
      .filter((group) => group.community === community && test(group))
      .map((group) => group.id);
  }
}
