import { isTlpLevel, PAP_LEVELS, ROLES } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import type { MarkingIn } from '../kernel/contract.ts';
import { proposedMarking } from './marking-draft.ts';
import type { Beside, MarkingDraft } from './marking-draft.ts';
import { draftOfTerms } from './terms-draft.ts';

type Limits = NonNullable<MarkingIn['limits']>;

interface Known {
  /** The level in force. */
  readonly level: TlpLevel;
  /** What the community agreed on beside TLP's words. */
  readonly words: readonly { readonly word: string }[];
  /** Milliseconds. */
  readonly now: number;
}

/** A marking in force as a draft, of which all stays that nobody touches. */
export function draftOfMarking(said: MarkingIn, { level, words, now }: Known): MarkingDraft {
  const limits = said.limits ?? {};
  const blank = proposedMarking(level);
  return {
    ...blank,
    ...audiencePart(said, level),
    ...limitsPart(limits),
    pap: PAP_LEVELS.find((one) => one === said.pap) ?? '',
    terms: draftOfTerms(said.terms),
    word: words.find(({ word }) => word === said.level)?.word ?? '',
    answers: said.assessment ?? blank.answers,
    ...timesPart(said, now),
    beside: {
      audience: besideAll(said, level),
      limits: besideLimits(limits),
      changes: (said.changes ?? []).slice(1),
    },
  };
}

function audiencePart(
  said: MarkingIn,
  level: TlpLevel,
): Pick<MarkingDraft, 'reach' | 'organizations' | 'groups' | 'persons'> {
  const { everyone, ...named } = said.audience ?? { everyone: true };
  const reach = everyone === true ? 'everyone' : 'some';
  const {
    organizations = [],
    groups = [],
    persons = [],
  } = everyone === true && level !== 'red' ? {} : named;
  return { reach, organizations, groups, persons };
}

/** Whom a marking names although it is for every member: partners and providers whom the level alone leaves out. */
function besideAll(said: MarkingIn, level: TlpLevel): Beside['audience'] {
  const { everyone, ...named } = said.audience ?? { everyone: true };
  return everyone === true && level !== 'red' ? named : {};
}

function limitsPart(limits: Limits): Partial<MarkingDraft> {
  const { organizations = [], persons = [], sectors = [], countries = [] } = limits;
  return {
    noClients: limits.clients === false,
    noProviders: limits.providers === false,
    noGovernment: limits.government === false,
    onlyOrganizations: organizations,
    onlyPersons: persons,
    sectors,
    countries,
    roles: hasOtherRoles(limits) ? [] : rolesIn(limits),
  };
}

function besideLimits(limits: Limits): Beside['limits'] {
  const { units, purposes, roles } = limits;
  return {
    ...(units === undefined ? {} : { units }),
    ...(purposes === undefined ? {} : { purposes }),
    ...(roles !== undefined && hasOtherRoles(limits) ? { roles } : {}),
  };
}

function rolesIn({ roles }: Limits): MarkingDraft['roles'] {
  return ROLES.filter((role) => roles?.includes(role) === true);
}

/** Roles without a box to tick: a list with some of them left out would be another limit. */
function hasOtherRoles(limits: Limits): boolean {
  return rolesIn(limits).length !== (limits.roles ?? []).length;
}

function timesPart(
  { from, until, changes = [] }: MarkingIn,
  now: number,
): Pick<MarkingDraft, 'from' | 'until'> & Partial<MarkingDraft> {
  const [change] = changes;
  return {
    // What has begun needs no beginning: the field takes times to come.
    from: from === undefined || Date.parse(from) <= now ? '' : fieldOf(from),
    until: until === undefined ? '' : fieldOf(until),
    ...(change === undefined
      ? {}
      : {
          changeAt: fieldOf(change.at),
          changeLevel: isTlpLevel(change.level) ? change.level : 'red',
        }),
  };
}

/** An instant as a date and time field has it; seconds only where there are any, so that nothing comes earlier. */
function fieldOf(instant: string): string {
  const at = new Date(instant);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString();
  return local.slice(0, at.getTime() % 60_000 === 0 ? 16 : 23);
}
