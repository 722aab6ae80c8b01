import type { NewObject, World } from '../src/index.ts';

/** What is killed in the midst of its work, and what is looked at afterwards, agree on these. */
export const COMMUNITY = 'harbour';
/** Objects that go through the steps side by side. */
export const CHAINS = 4;
/** Versions of each object: all of them follow a marking, or none does. */
export const VERSIONS = 25;

/** What happens to an object, in this order. */
export const STEPS = [
  'shared',
  'widened',
  'narrowed',
  'asked',
  'granted',
  'ended',
  'retracted',
] as const;
/** One of {@link STEPS}. */
export type Step = (typeof STEPS)[number];

/** How many versions each of the three sees after a step. */
export const SEEN: Readonly<Record<Step, Readonly<Record<'alder' | 'birch' | 'cedar', number>>>> = {
  shared: { alder: VERSIONS, birch: VERSIONS, cedar: 0 },
  widened: { alder: VERSIONS, birch: VERSIONS, cedar: VERSIONS },
  narrowed: { alder: VERSIONS, birch: VERSIONS, cedar: 0 },
  asked: { alder: VERSIONS, birch: VERSIONS, cedar: 0 },
  granted: { alder: VERSIONS, birch: VERSIONS, cedar: VERSIONS },
  ended: { alder: VERSIONS, birch: VERSIONS, cedar: 0 },
  retracted: { alder: 0, birch: 0, cedar: 0 },
};

const EVERYBODY = ['alder', 'birch', 'cedar'];

/** Three members with a person each. */
export const CRASH_WORLD: World = {
  communities: [{ slug: COMMUNITY, name: 'Harbour', kind: 'sector' }],
  organizations: EVERYBODY.map((slug) => ({ slug, name: slug })),
  memberships: EVERYBODY.map((organization) => ({ community: COMMUNITY, organization })),
  people: EVERYBODY.map((organization) => ({
    email: `${organization}@${organization}.example`,
    name: organization,
    organization,
    roles: { [COMMUNITY]: ['representative'] },
  })),
  groups: [],
  tokens: [],
};

/** An indicator for one domain, in all its versions. */
export function versionsOf(id: string, domain: string): NewObject[] {
  return Array.from({ length: VERSIONS }, (_, place) => {
    const object = {
      type: 'indicator',
      spec_version: '2.1',
      id,
      created: '2026-01-01T00:00:00.000Z',
      modified: new Date(Date.UTC(2026, 0, 2) + place * 1000).toISOString(),
      name: domain,
      pattern: `[domain-name:value = '${domain}']`,
      pattern_type: 'stix',
      valid_from: '2026-01-01T00:00:00Z',
    };
    return { index: place, object, text: JSON.stringify(object) };
  });
}
