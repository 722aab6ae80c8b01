import { createHash } from 'node:crypto';
import type { Reader } from '@tocsin/policy';
import type { Engine, Query } from '../engine/engine.ts';
import type {
  DirectoryHandle,
  Door,
  IdentityHandle,
  Principal,
  Refusal,
  StoreChange,
  World,
} from '../store.ts';
import type { Access } from './access.ts';
import { createDirectory } from './directory.ts';
import { createDoor } from './door.ts';
import { createIdentity } from './identity.ts';
import { provision } from './provision.ts';
import { loadReader } from './reader.ts';
import { NotAReader } from '../faults.ts';

/** People on a fresh engine, with a clock that only tests move. */
export class Stage {
  readonly engine: Engine;
  readonly door: Omit<Door, 'applicants'>;
  readonly clock = { now: Date.UTC(2026, 0, 1) };
  readonly changes: StoreChange[] = [];
  #ids = 0;

  constructor(engine: Engine) {
    this.engine = engine;
    this.door = createDoor({
      engine,
      now: () => this.clock.now,
      newId: () => this.newId(),
      changed: (change) => this.changes.push(change),
    });
  }

  newId(): string {
    return `id${String(++this.#ids).padStart(6, '0')}`;
  }

  access(principal: Principal): Access {
    return {
      engine: this.engine,
      principal,
      reader: async (query: Query) => {
        const reader = await loadReader(query, principal, this.clock.now);
        if (reader === undefined) throw new NotAReader();
        return reader;
      },
      now: () => this.clock.now,
      newId: () => this.newId(),
      changed: (change) => this.changes.push(change),
    };
  }

  directory(principal: Principal): DirectoryHandle {
    return createDirectory(this.access(principal));
  }

  identity(principal: Principal): IdentityHandle {
    return createIdentity(this.access(principal));
  }

  reader(principal: Principal): Promise<Reader | undefined> {
    return this.engine.read((query) => loadReader(query, principal, this.clock.now));
  }

  async provision(world: Partial<World>): Promise<Record<string, string[]>> {
    const by = { now: () => this.clock.now, newId: () => this.newId() };
    return (await provision(this.engine, { ...EMPTY_WORLD, ...world }, by)).made;
  }

  /** The id behind a slug or an e-mail address. */
  async id(name: string): Promise<string> {
    const row = await this.engine.read((query) =>
      query.one<{ id: string }>(
        `SELECT id FROM community WHERE slug = ? UNION ALL SELECT id FROM organization WHERE slug = ?
          UNION ALL SELECT id FROM person WHERE email = ? UNION ALL SELECT id FROM member_group WHERE slug = ?`,
        [name, name, name, name],
      ),
    );
    if (row === undefined) throw new Error(`Nobody is called "${name}"`);
    return row.id;
  }

  /** A person acting for their organization, by e-mail address. */
  async person(email: string): Promise<Principal & { kind: 'person' }> {
    const id = await this.id(email);
    const row = await this.engine.read((query) =>
      query.one<{ organization: string }>(
        'SELECT organization FROM affiliation WHERE person = ? ORDER BY since, organization',
        [id],
      ),
    );
    return { kind: 'person', id, organization: row?.organization ?? '' };
  }

  run(sql: string, values: (string | number | null)[] = []): Promise<number> {
    return this.engine.write((transaction) => transaction.run(sql, values));
  }
}

/** A world with nothing in it. */
export const EMPTY_WORLD: World = {
  communities: [],
  organizations: [],
  memberships: [],
  people: [],
  groups: [],
  tokens: [],
};

/** Two communities, four organizations, people of every standing, a group and tokens. */
export const PORTS: World = {
  communities: [
    { slug: 'ports', name: 'Ports', kind: 'sector', purpose: 'Harbours' },
    { slug: 'rails', name: 'Rails', kind: 'sector' },
  ],
  organizations: [
    { slug: 'alder', name: 'Alder', sectors: ['transportation'], countries: ['NL'] },
    { slug: 'birch', name: 'Birch' },
    { slug: 'cedar', name: 'Cedar' },
    { slug: 'fir', name: 'Fir', class: 'provider' },
  ],
  memberships: [
    { community: 'ports', organization: 'alder', tier: 'gold' },
    { community: 'ports', organization: 'birch' },
    { community: 'ports', organization: 'cedar', state: 'probation' },
    { community: 'ports', organization: 'fir' },
    { community: 'rails', organization: 'birch' },
    { community: 'rails', organization: 'cedar', state: 'suspended' },
  ],
  people: [
    person('ann@alder.example', 'alder', { ports: ['chair', 'representative'] }),
    person('amy@alder.example', 'alder', { ports: ['analyst'] }),
    person('abe@alder.example', 'alder', { ports: ['co-chair'] }),
    person('bob@birch.example', 'birch', { ports: ['representative'], rails: ['chair'] }),
    person('bea@birch.example', 'birch', { ports: ['reader'] }),
    person('cai@cedar.example', 'cedar', { ports: ['representative'], rails: ['reader'] }),
    { ...person('fay@fir.example', 'alder', { ports: ['analyst'] }), providerStaffOf: 'fir' },
    { ...person('oda@hub.example', 'alder', {}), operator: true },
  ],
  groups: [
    { community: 'ports', slug: 'north', organizations: ['birch'], people: ['amy@alder.example'] },
  ],
  tokens: [
    { name: 'alder all', organization: 'alder', id: 'tok-alder', secretHash: hashOf('alder') },
    {
      name: 'birch rails',
      organization: 'birch',
      community: 'rails',
      ceiling: 'green',
      scopes: ['read'],
      id: 'tok-birch',
      secretHash: hashOf('birch'),
    },
    {
      name: 'amy',
      person: 'amy@alder.example',
      purpose: 'hunting',
      id: 'tok-amy',
      secretHash: hashOf('amy'),
    },
  ],
};

/** SHA-256 of a secret, as the store is given it. */
export function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

/** The kind of a refusal, or `allowed`. */
export function verdict(answer: unknown): Refusal['refused'] | 'allowed' {
  const isRefusal = typeof answer === 'object' && answer !== null && 'refused' in answer;
  return isRefusal ? (answer as Refusal).refused : 'allowed';
}

function person(
  email: string,
  organization: string,
  roles: NonNullable<World['people'][number]['roles']>,
): World['people'][number] {
  return { email, name: email.split('@')[0] ?? email, organization, roles };
}
