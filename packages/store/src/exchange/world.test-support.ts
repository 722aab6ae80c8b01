import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newStixId } from '@tocsin/stix';
import { openStore } from '../open-store.ts';
import type { StixObject } from '@tocsin/stix';
import type { Handle, NewObject, Store, World } from '../store.ts';

/** A small community on a fresh store: three members, a provider, a government partner, a token each. */
export interface SmallWorld extends AsyncDisposable {
  readonly store: Store;
  /** Stops the store in order and opens it again on the same data; handles of before are good no more. */
  reopen(): Promise<void>;
  readonly community: string;
  readonly at: (who: string) => Promise<Handle>;
  readonly organization: (slug: string) => string;
  readonly clock: { now: number };
}

const ORGANIZATIONS = ['alder', 'birch', 'cedar'] as const;

/** Opens a store (embedded unless an address is given) and fills it with the small world, and with more people if given. */
export async function smallWorld(
  databaseUrl?: string,
  people: World['people'] = [],
): Promise<SmallWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-exchange-'));
  const clock = { now: Date.UTC(2026, 0, 1) };
  let ids = 0;
  const options = {
    dataDirectory: directory,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    now: () => clock.now,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  };
  let store = await openStore(options);
  const world = WORLD();
  await store.unguarded('provision').provision({ ...world, people: [...world.people, ...people] });
  const tokens = new Map(WORLD().tokens.map((token) => [token.name, token.id]));
  const handles = new Map<string, Handle>();
  const at = async (who: string): Promise<Handle> => {
    const held = handles.get(who);
    if (held !== undefined) return held;
    const handle = await store.as({ kind: 'token', id: tokens.get(who) ?? who });
    handles.set(who, handle);
    return handle;
  };
  const [community] = await (await at('alder')).directory.communities();
  const organizations = new Map<string, string>();
  for (const { organization } of await (await at('alder')).directory.members(community?.id ?? '')) {
    organizations.set(organization.slug, organization.id);
  }
  return {
    get store() {
      return store;
    },
    reopen: async () => {
      await store[Symbol.asyncDispose]();
      handles.clear();
      store = await openStore(options);
    },
    community: community?.id ?? '',
    at,
    organization: (slug) => organizations.get(slug) ?? slug,
    clock,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** An indicator with a value of its own. */
export function indicator(value: string, more: Partial<StixObject> = {}): StixObject {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: newStixId('indicator'),
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: `Seen ${value}`,
    pattern: `[domain-name:value = '${value}']`,
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00.000Z',
    ...more,
  };
}

/** Objects as a batch is given them. */
export function batchOf(...objects: StixObject[]): NewObject[] {
  return objects.map((object, index) => ({ index, object, text: JSON.stringify(object) }));
}

/** A person of the small world, by e-mail, for their first organization. */
export async function personOf(world: SmallWorld, email: string): Promise<Handle> {
  const account = await world.store.door.account({ email });
  return world.store.as({
    kind: 'person',
    id: account?.person ?? '',
    organization: account?.organizations[0]?.id ?? '',
  });
}

function WORLD(): World {
  return {
    communities: [{ slug: 'ports', name: 'Ports', kind: 'sector' }],
    organizations: [
      ...ORGANIZATIONS.map((slug) => ({ slug, name: slug })),
      { slug: 'fir', name: 'fir', class: 'provider' },
      { slug: 'gov', name: 'gov', class: 'government' },
    ],
    memberships: [
      ...ORGANIZATIONS.map((organization) => ({ community: 'ports', organization })),
      { community: 'ports', organization: 'fir', class: 'provider' },
      { community: 'ports', organization: 'gov', class: 'government' },
    ],
    people: [
      {
        email: 'ann@alder.example',
        name: 'Ann',
        organization: 'alder',
        roles: { ports: ['representative'] },
      },
      {
        email: 'bob@birch.example',
        name: 'Bob',
        organization: 'birch',
        roles: { ports: ['analyst'] },
      },
    ],
    groups: [{ community: 'ports', slug: 'north', organizations: ['alder', 'birch'] }],
    tokens: [...ORGANIZATIONS, 'fir', 'gov'].map((organization, place) => ({
      name: organization,
      organization,
      scopes: ['read', 'write', 'stream', 'taxii'],
      id: `token${String(place)}`,
      secretHash: new Uint8Array(32).fill(place),
    })),
  };
}
