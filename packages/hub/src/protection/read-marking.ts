import { isReadingState, levelIn, ownWord, PAP_LEVELS, tlpText } from '@tocsin/policy';
import type { Audience, CommunityProfile, Limits, TlpLevel } from '@tocsin/policy';
import { readTlpText } from '@tocsin/stix';
import type { CommunityView, Handle, MarkingInput } from '@tocsin/store';
import type { z } from 'zod';
import { refuse } from '../kernel/index.ts';
import type { Fault, Refused } from '../kernel/index.ts';
import type { markingIn } from './protection.contract.ts';
import { termsOf } from './terms.ts';

/** A marking as a request says it. */
export type MarkingSaid = z.output<typeof markingIn>;

/** Where a marking is read: whose directory names its recipients, by whose words, at what time. */
export interface MarkingPlace {
  readonly handle: Handle;
  readonly community: Pick<CommunityView, 'id' | 'profile'>;
  readonly now: number;
  /** Where the marking stands in the request: `/marking`, or `?` for one said in the query. */
  readonly pointer: string;
}

/** The words for a TLP level that is not understood. */
const TLP_WORDS =
  'Expected TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED; a marking is never guessed';

/**
 * Reads a marking as somebody says it: levels by the community's scheme, recipients by the directory the caller
 * sees. Everything wrong is told at once; nothing is ever widened to make it fit.
 */
export async function readMarking(
  said: MarkingSaid,
  place: MarkingPlace,
): Promise<MarkingInput | Refused> {
  const faults: Fault[] = [];
  const at = (pointer: string): string => pointerAt(place.pointer, pointer);
  const notes = { at, faults };
  const { level, declared } = wordOf(said.level, place.community.profile);
  if (level === undefined) faults.push({ pointer: at('/level'), code: 'tlp', message: TLP_WORDS });
  const changes = readChanges(said, { place, ...notes });
  const directory = await readDirectory(said, place);
  const audience = resolveAudience(said, { directory, ...notes });
  const beyond = {
    ...readLimits(said, { directory, ...notes }),
    ...readPap(said, notes),
    ...readTerms(said, notes),
    ...readTimes(said, { now: place.now, ...notes }),
  };
  if (faults.length === 0) {
    const everLevels = [level ?? 'red', ...changes.map((change) => change.level)];
    faults.push(...audienceFaults({ audience, everLevels, directory }, at));
  }
  if (faults.length > 0 || level === undefined) {
    return refuse('invalid', 'Cannot take the marking: see the errors', { faults });
  }
  return {
    level,
    audience,
    ...beyond,
    // The word says the level of now; under a change set in advance it would mislead.
    ...(declared === undefined || changes.length > 0 ? {} : { declared }),
    ...(said.assessment === undefined ? {} : { assessment: said.assessment }),
    ...(changes.length === 0 ? {} : { changes }),
  };
}

/** A level as people write it, by the community's scheme (marking rules M2). */
export function levelOf(words: string, profile: CommunityProfile): TlpLevel | undefined {
  return wordOf(words, profile).level;
}

/** The same, with the word when it is one the community agreed on beside TLP's. */
function wordOf(
  words: string,
  profile: CommunityProfile,
): { level?: TlpLevel | undefined; declared?: string } {
  const own = ownWord(profile.classification, words);
  if (own !== undefined) return { level: own.level, declared: own.word };
  const level = readTlpText(words);
  return { level: level === undefined ? undefined : levelIn(profile, level) };
}

/** The refusal of TLP words in a query. */
export function tlpRefused(pointer: string): Refused {
  return refuse('bad-request', 'Cannot take the request: see the errors', {
    faults: [{ pointer, code: 'tlp', message: TLP_WORDS }],
  });
}

interface Notes {
  readonly at: (pointer: string) => string;
  readonly faults: Fault[];
}

/** What the caller's directory knows, as far as this marking names it. */
interface Directory {
  /** Ids by id and by short name. */
  readonly organizations: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  readonly persons: ReadonlySet<string>;
  /** Groups that name persons. */
  readonly personalGroups: ReadonlySet<string>;
}

async function readDirectory(
  { audience, limits }: MarkingSaid,
  { handle, community }: MarkingPlace,
): Promise<Directory> {
  const isNamed = (list: readonly string[] | undefined): boolean => (list?.length ?? 0) > 0;
  const wantsMembers = isNamed(audience?.organizations) || isNamed(limits?.organizations);
  const wantsPeople = isNamed(audience?.persons) || isNamed(limits?.persons);
  const { directory } = handle;
  const [members, people, groups] = await Promise.all([
    wantsMembers ? directory.members(community.id) : [],
    wantsPeople ? directory.people(community.id) : [],
    isNamed(audience?.groups) ? directory.groups(community.id) : [],
  ]);
  return {
    organizations: new Map(
      members
        .filter(({ state }) => isReadingState(state))
        .flatMap(({ organization: { id, slug } }) => [
          [slug, id],
          [id, id],
        ]),
    ),
    groups: new Map(
      groups.flatMap(({ id, slug }) => [
        [slug, id],
        [id, id],
      ]),
    ),
    persons: new Set(people.map(({ id }) => id)),
    personalGroups: new Set(groups.filter(({ persons }) => persons.length > 0).map(({ id }) => id)),
  };
}

function resolveAudience(
  { audience }: MarkingSaid,
  { directory, ...notes }: Notes & { directory: Directory },
): Audience {
  if (audience === undefined) return { everyone: true };
  const organizations = idsOf(audience.organizations, directory.organizations, {
    ...notes,
    list: '/audience/organizations',
    kind: 'organization',
  });
  const groups = idsOf(audience.groups, directory.groups, {
    ...notes,
    list: '/audience/groups',
    kind: 'group',
  });
  const persons = personsOf(audience.persons, directory, {
    ...notes,
    list: '/audience/persons',
  });
  return {
    ...(audience.everyone === true ? { everyone: true } : {}),
    ...(organizations.length === 0 ? {} : { organizations }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(persons.length === 0 ? {} : { persons }),
  };
}

/** Empty lists are refused: they would limit to nobody, which nobody means. */
function readLimits(
  { limits }: MarkingSaid,
  { directory, ...notes }: Notes & { directory: Directory },
): Pick<MarkingInput, 'limits'> {
  if (limits === undefined) return {};
  const { organizations, persons, ...rest } = limits;
  const kept: Limits = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  );
  for (const [name, list] of Object.entries(limits)) {
    if (!Array.isArray(list) || list.length > 0) continue;
    notes.faults.push({
      pointer: notes.at(`/limits/${name}`),
      code: 'limits-to-nobody',
      message: 'An empty list limits to nobody: name at least one, or leave it out',
    });
  }
  const listed = {
    organizations: idsOf(organizations, directory.organizations, {
      ...notes,
      list: '/limits/organizations',
      kind: 'organization',
    }),
    persons: personsOf(persons, directory, { ...notes, list: '/limits/persons' }),
  };
  return {
    limits: {
      ...kept,
      ...(organizations === undefined ? {} : { organizations: listed.organizations }),
      ...(persons === undefined ? {} : { persons: listed.persons }),
    },
  };
}

function idsOf(
  names: readonly string[] | undefined,
  known: ReadonlyMap<string, string>,
  { at, faults, list, kind }: Notes & { list: string; kind: string },
): string[] {
  const ids = new Set<string>();
  for (const [place, name] of (names ?? []).entries()) {
    const id = known.get(name);
    if (id === undefined) {
      faults.push({
        pointer: at(`${list}/${String(place)}`),
        code: `unknown-${kind}`,
        message: `There is no ${kind} "${name}" here; take one of the community's directory`,
      });
    } else ids.add(id);
  }
  return [...ids];
}

function personsOf(
  names: readonly string[] | undefined,
  { persons }: Directory,
  notes: Notes & { list: string },
): string[] {
  const known = new Map([...persons].map((id) => [id, id]));
  return idsOf(names, known, { ...notes, kind: 'person' });
}

/** An audience that would reach nobody is refused, and RED without persons is one (marking rules M4). */
function audienceFaults(
  {
    audience,
    everLevels,
    directory,
  }: { audience: Audience; everLevels: readonly TlpLevel[]; directory: Directory },
  at: Notes['at'],
): Fault[] {
  const isOnlyRed = everLevels.every((level) => level === 'red');
  const misled = MISLEADING_AT_RED.find((part) => audience[part] !== undefined);
  if (everLevels.includes('red') && !namesPersons(audience, directory)) {
    return [
      {
        pointer: at('/audience/persons'),
        code: 'red-needs-persons',
        message: `TLP:RED is for named persons: name them in "persons", or a group that names persons, or choose ${tlpText('amber+strict')}`,
      },
    ];
  }
  if (isOnlyRed && misled !== undefined) {
    return [
      {
        pointer: at(`/audience/${misled}`),
        code: 'red-names-persons-only',
        message: `At TLP:RED only named persons read: leave "${misled}" out, or choose another level`,
      },
    ];
  }
  if (Object.keys(audience).length > 0) return [];
  return [
    {
      pointer: at('/audience'),
      code: 'nobody',
      message: 'This audience is nobody: set "everyone", or name organizations, groups or persons',
    },
  ];
}

/** Parts of an audience that reach nobody at RED. */
const MISLEADING_AT_RED = ['everyone', 'organizations'] as const;

function namesPersons(audience: Audience, directory: Directory): boolean {
  const isPersonal = (group: string): boolean => directory.personalGroups.has(group);
  return (audience.persons?.length ?? 0) > 0 || (audience.groups ?? []).some(isPersonal);
}

function readChanges(
  { changes }: MarkingSaid,
  { place, at, faults }: Notes & { place: MarkingPlace },
): { at: number; level: TlpLevel }[] {
  const read: { at: number; level: TlpLevel }[] = [];
  for (const [index, change] of (changes ?? []).entries()) {
    const level = levelOf(change.level, place.community.profile);
    const time = Date.parse(change.at);
    if (level === undefined) {
      faults.push({
        pointer: at(`/changes/${String(index)}/level`),
        code: 'tlp',
        message: TLP_WORDS,
      });
    }
    if (time <= place.now) {
      faults.push({
        pointer: at(`/changes/${String(index)}/at`),
        code: 'past',
        message: 'Choose a time to come, or give the marking this level now',
      });
    }
    if (level !== undefined) read.push({ at: time, level });
  }
  return read.toSorted((a, b) => a.at - b.at);
}

function readTimes(
  said: MarkingSaid,
  { now, at, faults }: Notes & { now: number },
): { from?: number; until?: number } {
  const from = said.from === undefined ? undefined : Date.parse(said.from);
  const until = said.until === undefined ? undefined : Date.parse(said.until);
  if (until !== undefined && until <= Math.max(now, from ?? now)) {
    faults.push({
      pointer: at('/until'),
      code: 'past',
      message: 'Choose a time to come and later than "from": nobody could ever read it',
    });
  }
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

/** WHITE is the older word for CLEAR. */
function readPap({ pap }: MarkingSaid, { at, faults }: Notes): Pick<MarkingInput, 'pap'> {
  if (pap === undefined) return {};
  const word = /^\s*(?:pap\s*:\s*)?([a-z]+)\s*$/i.exec(pap)?.[1]?.toLowerCase();
  const level = PAP_LEVELS.find((one) => one === (word === 'white' ? 'clear' : word));
  if (level !== undefined) return { pap: level };
  const message = 'Expected PAP:CLEAR, PAP:GREEN, PAP:AMBER or PAP:RED';
  faults.push({ pointer: at('/pap'), code: 'pap', message });
  return {};
}

function readTerms({ terms }: MarkingSaid, { at, faults }: Notes): Pick<MarkingInput, 'terms'> {
  if (terms === undefined || Object.keys(terms).length === 0) return {};
  if (terms.attribution === 'MUST' && terms.chatham_house === true) {
    faults.push({
      pointer: at('/terms/attribution'),
      code: 'contradiction',
      message: 'Under the Chatham House Rule nobody is named: leave one of the two out',
    });
  }
  return { terms: termsOf(terms) };
}

/** In a query the marking's parts have names of their own. */
function pointerAt(base: string, pointer: string): string {
  if (base !== '?') return `${base}${pointer}`;
  const part = pointer.replace(/^\/audience/, '').split('/')[1] ?? '';
  return `?${part === 'level' ? 'tlp' : part === '' ? 'everyone' : part}`;
}
