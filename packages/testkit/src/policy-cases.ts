import fc from 'fast-check';
import { labelOf, MEMBER_CLASSES, PAP_LEVELS, ROLES, SCHEMES, TLP_LEVELS } from '@tocsin/policy';
import type {
  Audience,
  Clause,
  Label,
  Limits,
  MemberState,
  ProfileReach,
  Reader,
  ReaderMembership,
  Release,
} from '@tocsin/policy';

// Small sets of names, so that readers and markings meet often.
const ORGANIZATIONS = ['alder', 'birch', 'cedar', 'pine'];
const PERSONS = ['ann', 'ben', 'carl', 'bot'];
/** Names an organization and a person go by when they are not named. */
const ALIASES = ['kestrel', 'crane'];
const VOICES = ['a-voice', 'another-voice'];
const GROUPS = ['water', 'round-table'];
const UNITS = ['soc', 'board'];
const SECTORS = ['energy', 'health'];
const COUNTRIES = ['at', 'nz'];
const PURPOSES = ['defence', 'research'];
/** Instants of markings; decisions are asked for around them. */
export const INSTANTS: readonly number[] = [100, 200, 300];

const some = (names: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...names]);
const rarely = <T>(value: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight, arbitrary: value });

/** Drops fields that are `undefined`: the types tell absent from undefined. */
function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as never;
}

const states: fc.Arbitrary<MemberState> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('active' as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<MemberState>('probation', 'suspended', 'applicant', 'exited'),
  },
);

function memberships(community: string): fc.Arbitrary<ReaderMembership> {
  return fc
    .record({
      class: fc.oneof(fc.constant('member' as const), fc.constantFrom(...MEMBER_CLASSES)),
      state: states,
      roles: fc.subarray([...ROLES]),
      units: some(UNITS),
      groups: some(GROUPS),
      personalGroups: some(GROUPS),
      ceiling: rarely(fc.constantFrom(...TLP_LEVELS)),
    })
    .map((membership) => ({
      ...present(membership),
      community,
      tier: 'full',
      groups: [...new Set([...membership.groups, ...membership.personalGroups])],
    }));
}

/** Anybody who might read. */
export const readers: fc.Arbitrary<Reader> = fc
  .record({
    kind: fc.constantFrom('person' as const, 'person' as const, 'token' as const),
    id: fc.constantFrom(...PERSONS),
    organization: fc.constantFrom(...ORGANIZATIONS),
    providerStaff: rarely(fc.constant(true)).map((is) => is ?? false),
    aliases: rarely(some(ALIASES), 3),
    voices: rarely(some(VOICES), 3),
    sectors: some(SECTORS),
    countries: some(COUNTRIES),
    purpose: rarely(fc.constantFrom(...PURPOSES), 5),
    ceiling: rarely(fc.constantFrom(...TLP_LEVELS)),
    memberships: fc.tuple(
      fc.oneof({ weight: 7, arbitrary: memberships('circle') }, fc.constant(undefined)),
      rarely(memberships('ring'), 3),
    ),
  })
  .map((reader) => ({
    ...present(reader),
    memberships: reader.memberships.filter((one) => one !== undefined),
  }));

const audiences: fc.Arbitrary<Audience> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Audience>({ everyone: true }) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        everyone: rarely(fc.boolean()),
        organizations: rarely(some([...ORGANIZATIONS, ...ALIASES]), 5),
        groups: rarely(some(GROUPS), 4),
        persons: rarely(some([...PERSONS, ...VOICES]), 4),
      })
      .map(present),
  },
);

const refused = rarely(fc.constant(false as const));
const limits: fc.Arbitrary<Limits> = fc
  .record({
    organizations: rarely(some(ORGANIZATIONS)),
    persons: rarely(some(PERSONS)),
    units: rarely(some(UNITS)),
    roles: rarely(fc.subarray([...ROLES])),
    sectors: rarely(some(SECTORS)),
    countries: rarely(some(COUNTRIES)),
    purposes: rarely(some(PURPOSES)),
    clients: refused,
    providers: refused,
    government: refused,
  })
  .map(present);

const reaches: fc.Arbitrary<ProfileReach> = fc.record({
  version: fc.constant(1),
  providers: fc.boolean(),
  providerStaff: fc.boolean(),
  government: fc.boolean(),
});

const instants = fc.constantFrom(...INSTANTS);
const levels = fc.constantFrom(...TLP_LEVELS);

const releases: fc.Arbitrary<Release> = fc
  .record({
    request: fc.constantFrom('first', 'second'),
    at: instants,
    organizations: rarely(some(ORGANIZATIONS), 2),
    persons: rarely(some(PERSONS), 2),
    until: rarely(instants, 2),
  })
  .map(present);

/** Any marking of one source. */
export const clauses: fc.Arbitrary<Clause> = fc
  .record({
    origin: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...ORGANIZATIONS) },
      { weight: 1, arbitrary: fc.constantFrom(...ALIASES) },
    ),
    community: fc.oneof({ weight: 6, arbitrary: fc.constant('circle') }, fc.constant('ring')),
    scheme: fc.constantFrom(...SCHEMES),
    level: levels,
    declared: rarely(fc.constantFrom('AMBER', 'WHITE')),
    audience: audiences,
    limits: rarely(limits, 2),
    reach: reaches,
    author: rarely(fc.constantFrom(...PERSONS, ...VOICES), 4),
    pap: rarely(fc.constantFrom(...PAP_LEVELS)),
    from: rarely(instants),
    until: rarely(instants),
    changes: rarely(fc.array(fc.record({ at: instants, level: levels }), { maxLength: 3 }), 2),
    releases: rarely(fc.array(releases, { maxLength: 2 }), 2),
    unknown: rarely(fc.subarray(['marking-definition--x']), 1),
    assumed: rarely(fc.boolean()),
  })
  .map(present);

/** Any label: mostly one clause, sometimes several, rarely none. */
export const labels: fc.Arbitrary<Label> = fc.oneof(
  { weight: 6, arbitrary: clauses.map(labelOf) },
  { weight: 3, arbitrary: fc.array(clauses, { minLength: 2, maxLength: 4 }).map(several) },
  { weight: 1, arbitrary: fc.constant({ clauses: [] }) },
);

/** Instants just before, at and just after everything a marking can mention, and far from all. */
export const moments: fc.Arbitrary<number> = fc.constantFrom(
  ...[0, ...INSTANTS, 1000].flatMap((at) => [at - 1, at, at + 1]),
);

function several(list: Clause[]): Label {
  return { clauses: list };
}
