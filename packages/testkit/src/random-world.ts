import { nextBoundary } from '@tocsin/policy';
import { castWorld, openCast } from './cast.ts';
import { Model } from './model.ts';
import { objectPool } from './object-pool.ts';
import { seeded } from './random.ts';
import { openTestStore } from './test-store.ts';
import type { Cast, Player, Scene } from './cast.ts';
import type { ObjectPool } from './object-pool.ts';
import type { Random } from './random.ts';
import type { TestStore } from './test-store.ts';
import type { Audience, Limits, MemberState, TlpLevel } from '@tocsin/policy';
import type { Handle, MarkingInput, NewContribution, NewObject } from '@tocsin/store';
import type { StixObject } from '@tocsin/stix';

/** A store, the model of it, and chance: whatever is done is done to both. */
export interface RandomWorld extends AsyncDisposable {
  readonly test: TestStore;
  readonly model: Model;
  readonly cast: Cast;
  readonly pool: ObjectPool;
  readonly random: Random;
  /** What was done so far, one line an act, for whoever looks into a failure. */
  readonly log: string[];
  /** What was sent to whom, as far as the ledger was told. */
  readonly sent: { community: string; id: string; origin: string; to: string }[];
  handle(player: Player): Handle;
}

/** How to make one. */
export interface RandomWorldOptions {
  readonly seed: number;
  readonly communities?: number;
  readonly databaseUrl?: string;
}

/** Opens a world in which nothing was shared yet. */
export async function openRandomWorld(options: RandomWorldOptions): Promise<RandomWorld> {
  const random = seeded(options.seed);
  const test = await openTestStore({
    seed: options.seed,
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  });
  const model = new Model(test.clock.now);
  const world = castWorld(random, {
    communities: options.communities ?? 6,
    now: test.clock.now(),
  });
  const cast = await openCast(test.store, world, model);
  return {
    test,
    model,
    cast,
    pool: objectPool(random),
    random,
    log: [],
    sent: [],
    handle: (player) => {
      const handle = cast.handles.get(player.name);
      if (handle === undefined) throw new Error(`Nobody is called '${player.name}'.`);
      return handle;
    },
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
}

/** Does one random act to the store and to the model, and throws when they disagree about what came of it. */
export async function act(world: RandomWorld, timePassed?: () => void): Promise<void> {
  const { random, cast } = world;
  await passTime(world, random.chance(0.06) ? 20_000 : 1000);
  timePassed?.();
  const scene = random.pick(cast.scenes);
  const [, work] = pickWeighted(random, ACTS);
  await work(world, scene);
}

/** Lets the clock go on; when something becomes due by it, waits until that is done. */
export async function passTime(world: RandomWorld, milliseconds: number): Promise<void> {
  const { model, test } = world;
  const before = model.now();
  test.clock.step(milliseconds);
  const isDue = model.rows.some((row) => {
    const next = nextBoundary(row.label, before);
    return next !== undefined && next <= model.now();
  });
  if (isDue) await test.settle();
}

type Work = (world: RandomWorld, scene: Scene) => Promise<void>;

const ACTS: readonly (readonly [weight: number, work: Work])[] = [
  [60, contribute],
  [13, remark],
  [7, retract],
  [8, setMemberState],
  [5, setGroupMembers],
  [4, setRoles],
  [2, removePerson],
  [1, revokeToken],
];

async function contribute(world: RandomWorld, scene: Scene): Promise<void> {
  const { random, model } = world;
  const player = random.pick(world.cast.players);
  const input = contributionFor(world, scene);
  const what = `${player.name} shares ${say(input)} in ${scene.slug}`;
  const reader = model.reader(player.principal);
  const store = await outcome(world.handle(player).exchange.contribute(input));
  if (reader === undefined || !model.people.stands(reader, scene.id)) {
    agree(world, what, {
      is: store.fault,
      expected: reader === undefined ? 'NotAReader' : 'NotFound',
    });
    return;
  }
  if (store.fault !== undefined) throw new Error(`${what}: ${store.fault}`, { cause: store.cause });
  const expected = model.contribute(reader, input, store.value.id);
  const fates = store.value.lines.map(({ index, id, fate }) => ({ index, id, fate }));
  agree(world, what, {
    is: [fates, store.value.atomicRefused],
    expected: [expected?.fates, expected?.isRefusedWhole],
  });
}

async function remark(world: RandomWorld, scene: Scene): Promise<void> {
  const { model } = world;
  const { player, id } = changerOf(world, scene);
  const at = { id, community: scene.id, marking: markingFor(world, scene) };
  const what = `${player.name} re-marks ${say(at)} in ${scene.slug}`;
  const reader = model.reader(player.principal);
  const store = await outcome(
    world.handle(player).exchange.remark(at.id, at.community, at.marking),
  );
  agree(world, what, {
    is: store.fault ?? store.value,
    expected: reader === undefined ? 'NotAReader' : model.remark(reader, at),
  });
}

async function retract(world: RandomWorld, scene: Scene): Promise<void> {
  const { random, model } = world;
  const { player, id } = changerOf(world, scene);
  const versions = random.pick<'all' | 'last' | string[]>([
    'all',
    'last',
    ['2026-01-02T00:00:00.000Z'],
  ]);
  const what = `${player.name} takes back ${id} ${String(versions)} in ${scene.slug}`;
  const reader = model.reader(player.principal);
  const store = await outcome(world.handle(player).exchange.retract(id, scene.id, versions));
  const expected =
    reader === undefined
      ? 'NotAReader'
      : model.retract(reader, { id, community: scene.id, versions });
  agree(world, what, { is: store.fault ?? store.value, expected });
}

async function setMemberState(world: RandomWorld, scene: Scene): Promise<void> {
  const { random, model, cast } = world;
  const organization = random.pick(scene.organizations);
  if (organization === cast.id('office')) return;
  const state = random.pick<MemberState>(['active', 'active', 'suspended', 'probation', 'leaving']);
  const done = await cast.chair.directory.setMemberState(scene.id, organization, state);
  world.log.push(`chair sets ${organization} ${state} in ${scene.slug}: ${say(done)}`);
  if (done !== true) return;
  for (const one of model.people.memberships)
    if (one.community === scene.id && one.organization === organization) one.state = state;
}

async function setGroupMembers(world: RandomWorld, scene: Scene): Promise<void> {
  const { random, model, cast } = world;
  const group = random.pick(scene.groups);
  const named = {
    organizations: random.some(scene.organizations, 0.3),
    persons: random.some(scene.persons, 0.3),
  };
  const done = await cast.chair.directory.setGroupMembers(group, named);
  world.log.push(
    `chair sets group ${group} to ${say(named)}: ${'refused' in done ? say(done) : 'done'}`,
  );
  if ('refused' in done) return;
  const held = model.people.groups.find((one) => one.id === group);
  if (held !== undefined) Object.assign(held, named);
}

async function setRoles(world: RandomWorld, scene: Scene): Promise<void> {
  const { random, model, cast } = world;
  const person = random.pick(scene.persons);
  if (person === cast.id('chair')) return;
  const roles = [random.pick(['representative', 'analyst', 'reader', 'sharing-officer'] as const)];
  const done = await cast.chair.directory.setRoles(scene.id, person, roles);
  world.log.push(`chair gives ${person} ${say(roles)} in ${scene.slug}: ${say(done)}`);
  if (done !== true) return;
  for (const one of model.people.representations)
    if (one.person === person && one.community === scene.id) one.roles = roles;
}

async function removePerson(world: RandomWorld, scene: Scene): Promise<void> {
  const { random, model, cast } = world;
  const person = random.pick(scene.persons);
  if (person === cast.id('chair')) return;
  const done = await cast.chair.directory.removePerson(scene.id, person);
  world.log.push(`chair removes ${person} from ${scene.slug}: ${say(done)}`);
  if (done === true) forgetPerson(model, { person, community: scene.id });
}

async function revokeToken(world: RandomWorld): Promise<void> {
  const { random, model, cast } = world;
  const token = random.pick(model.people.tokens);
  const owner = cast.players.find(({ principal }) => {
    const reader = principal.kind === 'person' ? model.reader(principal) : undefined;
    return reader?.organization === token.organization && !reader.providerStaff;
  });
  if (owner === undefined) return;
  const done = await world.handle(owner).identity.revokeToken(token.id);
  world.log.push(`${owner.name} revokes ${token.id}: ${say(done)}`);
  if (done === true) token.isRevoked = true;
}

/** Whoever is taken out of a community leaves its groups too. */
function forgetPerson(model: Model, at: { person: string; community: string }): void {
  for (const one of model.people.representations)
    if (one.person === at.person && one.community === at.community) one.roles = [];
  for (const group of model.people.groups)
    if (group.community === at.community)
      group.persons = group.persons.filter((person) => person !== at.person);
}

/** A batch of a few objects of the pool with a random marking. */
export function contributionFor(world: RandomWorld, scene: Scene): NewContribution {
  const { random, pool } = world;
  const objects = Array.from({ length: 1 + random.below(4) }, () => random.pick(pool.objects));
  return {
    community: scene.id,
    kind: random.pick(['indicators', 'report', 'bundle']),
    title: `Title canary${random.uuid().slice(0, 8)}`,
    text: `Text ${String(random.below(1000))}`,
    via: 'api',
    objects: batchOf(objects),
    ...(random.chance(0.9) ? { marking: markingFor(world, scene) } : {}),
    ...(random.chance(0.15) ? { atomic: true } : {}),
    ...(random.chance(0.15) ? { about: [someId(world, scene)] } : {}),
  };
}

/** Objects as a batch is given them. */
export function batchOf(objects: readonly StixObject[]): NewObject[] {
  return objects.map((object, index) => ({ index, object, text: JSON.stringify(object) }));
}

/** A random marking: any level, any audience, sometimes limits and times. */
export function markingFor(world: RandomWorld, scene: Scene): MarkingInput {
  const { random } = world;
  const level = random.pick<TlpLevel>([
    'clear',
    'green',
    'green',
    'green',
    'amber',
    'amber',
    'amber',
    'amber+strict',
    'red',
    'red',
  ]);
  const limits = random.chance(0.2) ? limitsFor(world, scene) : undefined;
  const soon = (): number => world.model.now() + 1000 * (1 + random.below(25));
  return {
    level,
    audience: audienceFor(world, scene),
    ...(limits === undefined ? {} : { limits }),
    ...(random.chance(0.06) ? { from: soon() } : {}),
    ...(random.chance(0.06) ? { until: soon() } : {}),
    ...(random.chance(0.08)
      ? { changes: [{ at: soon(), level: random.pick(['clear', 'green', 'red'] as const) }] }
      : {}),
  };
}

function audienceFor({ random }: RandomWorld, scene: Scene): Audience {
  if (random.chance(0.45)) return { everyone: true };
  return {
    ...(random.chance(0.6) ? { organizations: random.some(scene.organizations, 0.35) } : {}),
    ...(random.chance(0.4) ? { groups: random.some(scene.groups) } : {}),
    ...(random.chance(0.4) && scene.persons.length > 0
      ? { persons: random.some(scene.persons, 0.3) }
      : {}),
  };
}

function limitsFor({ random }: RandomWorld, scene: Scene): Limits {
  return random.pick<Limits>([
    { organizations: random.some(scene.organizations) },
    { persons: random.some(scene.persons) },
    { units: ['soc'] },
    { roles: ['representative', 'analyst'] },
    { sectors: ['energy'] },
    { countries: ['AT'] },
    { purposes: ['defence'] },
    { clients: false, providers: false, government: false },
  ]);
}

/** Something to change and somebody who wants to: mostly of the organization that brought it. */
function changerOf(world: RandomWorld, scene: Scene): { player: Player; id: string } {
  const { random, model, cast } = world;
  const rows = model.rows.filter((row) => row.community === scene.id);
  if (rows.length === 0 || random.chance(0.3))
    return { player: random.pick(cast.players), id: someId(world, scene) };
  const row = random.pick(rows);
  const own = cast.players.filter(
    ({ principal }) => model.reader(principal)?.organization === row.origin,
  );
  return { player: random.pick(own.length === 0 ? cast.players : own), id: row.id };
}

/** An id that is known in the scene, or sometimes one that is not. */
export function someId({ random, model, pool }: RandomWorld, scene: Scene): string {
  const here = model.rows.filter((row) => row.community === scene.id).map((row) => row.id);
  return here.length > 0 && random.chance(0.8) ? random.pick(here) : random.pick(pool.ids);
}

interface Outcome<T> {
  value: T;
  fault: undefined;
}

/** What came of a call: its value, or the name of the error. */
export async function outcome<T>(
  call: Promise<T>,
): Promise<Outcome<T> | { value: undefined; fault: string; cause: unknown }> {
  try {
    return { value: await call, fault: undefined };
  } catch (cause) {
    const isKnown = cause instanceof Error && ['NotAReader', 'NotFound'].includes(cause.name);
    if (!isKnown) throw cause;
    return { value: undefined, fault: cause.name, cause };
  }
}

function agree(
  world: RandomWorld,
  what: string,
  { is, expected }: { is: unknown; expected: unknown },
): void {
  world.log.push(`${what}: ${say(is)}`);
  if (say(is) !== say(expected))
    throw new Error(
      `${readable(world)}\n${what}: the store says ${say(is)}, the model ${say(expected)}`,
    );
}

/** The last acts, with names in the place of ids. */
export function readable(world: RandomWorld, acts = 30): string {
  const names = new Map(world.cast.players.map(({ name, principal }) => [principal.id, name]));
  for (const scene of world.cast.scenes) names.set(scene.id, scene.slug);
  for (const name of ['office', 'alder', 'birch', 'cedar', 'pine', 'ministry', 'clinic'])
    names.set(world.cast.id(name), name);
  return world.log
    .slice(-acts)
    .join('\n')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g, (id) =>
      (names.get(id) ?? id.slice(0, 4)).padEnd(4),
    );
}

function say(value: unknown): string {
  return (
    JSON.stringify(value, (key, inner: unknown) =>
      [
        'text',
        'created',
        'spec_version',
        'pattern',
        'kind',
        'via',
        'community',
        'pattern_type',
      ].includes(key)
        ? undefined
        : inner,
    ) ?? 'undefined'
  );
}

function pickWeighted<T extends readonly [number, unknown]>(random: Random, list: readonly T[]): T {
  let left = random.below(list.reduce((sum, [weight]) => sum + weight, 0));
  for (const one of list) {
    left -= one[0];
    if (left < 0) return one;
  }
  return random.pick(list);
}
