import { openStore } from '@tocsin/store';
import { cp, rm } from 'node:fs/promises';
import { testSecretHash } from './credentials.ts';
import { seeded } from './random.ts';
import { steppingClock, testDirectory } from './test-store.ts';
import type { Handle, Principal, Store, World } from '@tocsin/store';
import type { SteppingClock } from './test-store.ts';

/** One of two worlds that are to be alike for a reader. */
export interface Twin extends AsyncDisposable {
  readonly store: Store;
  readonly clock: SteppingClock;
  readonly directory: string;
  /** Handles by name: `axel`, `birch-bot` … */
  readonly handle: (name: string) => Handle;
  readonly principal: (name: string) => Principal;
  /** Ids by name: slugs, first names, `port/water`. */
  readonly id: (name: string) => string;
  /** From now on fresh ids are made from this key: an act has the same ids in both worlds, whatever else was done. */
  readonly enter: (key: string) => void;
}

/** One act. `hidden` ones are done in one of the worlds only. */
export interface TwinStep {
  /** Milliseconds after the start. */
  readonly at: number;
  readonly key: string;
  readonly what: string;
  readonly isHidden: boolean;
  readonly run: (twin: Twin, isSecond: boolean) => Promise<void>;
}

/** The readers for whom both worlds have to be alike. */
export const TWIN_READERS = ['ben', 'rhea', 'birch-bot', 'bruno', 'paul', 'greta', 'nora'] as const;
/** Whose secrets the reader never learns of. */
export const SECRET_KEEPER = 'zoe';
/** The community of the reader, and one they do not belong to. */
export const MAIN = 'port';
export const SIDE = 'yard';

/**
 * A directory with a world in which nothing was shared yet. Twins begin as copies of it, so that the keys a hub
 * makes for itself are alike too.
 */
export async function twinTemplate(): Promise<{ directory: string } & AsyncDisposable> {
  const directory = await testDirectory('tocsin-twins-');
  const { now } = steppingClock();
  let made = 0;
  const newId = (): string => seeded(hashOf(`world ${String(++made)}`)).uuid();
  await using store = await openStore({ dataDirectory: directory, now, newId });
  await store.unguarded('provision').provision(CAST);
  for (const name of ['cursor', 'audit', 'totp'] as const) await store.door.secret(name);
  return {
    directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Opens a world of the fixed cast: `port`, where the reader belongs, and `yard`, where they do not. */
export async function openTwin(
  options: { databaseUrl?: string; template?: string } = {},
): Promise<Twin> {
  const directory = await testDirectory('tocsin-twin-');
  if (options.template !== undefined) await cp(options.template, directory, { recursive: true });
  const clock = steppingClock();
  let key = 'start';
  let made = 0;
  const newId = (): string => seeded(hashOf(`${key} ${String(++made)}`)).uuid();
  const store = await openStore({
    dataDirectory: directory,
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    now: clock.now,
    newId,
  });
  const enter = (next: string): void => {
    key = next;
    made = 0;
  };
  enter('world');
  await store.unguarded('provision').provision(CAST);
  const ids = new Map<string, string>();
  const principals = new Map<string, Principal>();
  for (const person of CAST.people) {
    const account = await store.door.account({ email: person.email });
    const organization = account?.organizations[0]?.id ?? '';
    const id = account?.person ?? '';
    ids.set(person.name, id).set(person.organization, organization);
    principals.set(person.name, { kind: 'person', id, organization });
  }
  for (const token of CAST.tokens) principals.set(token.name, { kind: 'token', id: token.id });
  const handles = new Map<string, Handle>();
  for (const [name, principal] of principals) handles.set(name, await store.as(principal));
  const handle = (name: string): Handle => {
    const found = handles.get(name);
    if (found === undefined) throw new Error(`Nobody is called '${name}' in the twin worlds.`);
    return found;
  };
  for (const community of await handle(SECRET_KEEPER).directory.communities()) {
    ids.set(community.slug, community.id);
    for (const group of await handle(SECRET_KEEPER).directory.groups(community.id))
      ids.set(`${community.slug}/${group.slug}`, group.id);
  }
  return {
    store,
    clock,
    directory,
    handle,
    principal: (name) => principals.get(name) ?? { kind: 'token', id: name },
    id: (name) => ids.get(name) ?? name,
    enter,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Runs a script in a world; the hidden acts only in the first of the two. */
export async function play(
  twin: Twin,
  steps: readonly TwinStep[],
  at: { start: number; isSecond: boolean; afterEach?: () => Promise<void> },
): Promise<void> {
  for (const step of steps) {
    // What the clock makes due is done a moment before: rows moved in the act's own millisecond shift its date.
    twin.clock.step(at.start + step.at - 10 - twin.clock.now());
    await twin.store.settled();
    twin.clock.step(10);
    if (!step.isHidden || !at.isSecond) {
      twin.enter(step.key);
      await step.run(twin, at.isSecond);
    }
    // Both are given the same time: what comes and goes between two readings of a stream is told in neither.
    await at.afterEach?.();
  }
  await twin.store.settled();
}

/** FNV-1a: turns a key into a seed. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

const EVERYBODY = ['alder', 'birch', 'cedar', 'pine', 'ministry', 'zinnia', 'office'];
const CAST: World = {
  communities: [
    { slug: MAIN, name: 'Port', kind: 'sector', profile: { providers: true, government: true } },
    { slug: SIDE, name: 'Yard', kind: 'sector' },
  ],
  organizations: [
    ...EVERYBODY.map((slug) => ({
      slug,
      name: slug,
      class:
        slug === 'pine'
          ? ('provider' as const)
          : slug === 'ministry'
            ? ('government' as const)
            : ('member' as const),
    })),
    { slug: 'nowhere', name: 'nowhere' },
  ],
  memberships: [
    ...EVERYBODY.map((organization) => ({ community: MAIN, organization })),
    { community: SIDE, organization: 'zinnia' },
    { community: SIDE, organization: 'office' },
  ],
  people: [
    person('chair', 'office', { [MAIN]: ['chair'], [SIDE]: ['chair'] }),
    person('axel', 'alder', { [MAIN]: ['representative'] }),
    person('ben', 'birch', { [MAIN]: ['analyst', 'sharing-officer'] }),
    person('rhea', 'birch', { [MAIN]: ['representative'] }),
    { ...person('bruno', 'birch', { [MAIN]: ['analyst'] }), providerStaffOf: 'pine' },
    person('carl', 'cedar', { [MAIN]: ['representative'] }),
    person('paul', 'pine', { [MAIN]: ['analyst'] }),
    person('greta', 'ministry', { [MAIN]: ['reader'] }),
    person('zoe', 'zinnia', {
      [MAIN]: ['representative', 'sharing-officer'],
      [SIDE]: ['representative'],
    }),
    person('nora', 'nowhere', {}),
  ],
  groups: [
    {
      community: MAIN,
      slug: 'water',
      organizations: ['birch'],
      people: ['greta@ministry.example'],
    },
    { community: MAIN, slug: 'desk', organizations: ['zinnia', 'office'], people: [] },
    { community: SIDE, slug: 'quiet', organizations: ['zinnia'], people: [] },
  ],
  tokens: ['alder', 'birch', 'cedar'].map((organization, place) => ({
    name: `${organization}-bot`,
    organization,
    scopes: ['read', 'write', 'stream', 'taxii'],
    id: `twintoken${String(place)}`,
    secretHash: testSecretHash(`twintoken${String(place)}`),
  })),
};

function person(
  name: string,
  organization: string,
  roles: NonNullable<World['people'][number]['roles']>,
): World['people'][number] {
  return { email: `${name}@${organization}.example`, name, organization, roles };
}
