import { isAssessment } from '@tocsin/policy';
import type { ASSESSED, PapLevel, Role, TlpLevel } from '@tocsin/policy';
import type { MarkingIn } from '../kernel/contract.ts';
import { NO_TERMS, termCount, termsOf } from './terms-draft.ts';
import type { TermsDraft } from './terms-draft.ts';

/** A marking while somebody chooses it. Times are as a date and time field has them: local, to the minute, empty for none. */
export interface MarkingDraft {
  readonly level: TlpLevel;
  readonly reach: 'everyone' | 'some';
  readonly organizations: readonly string[];
  readonly groups: readonly string[];
  readonly persons: readonly string[];
  readonly noClients: boolean;
  readonly noProviders: boolean;
  readonly noGovernment: boolean;
  /** Nobody but these, whoever else the audience reaches. */
  readonly onlyOrganizations: readonly string[];
  readonly onlyPersons: readonly string[];
  readonly sectors: readonly string[];
  readonly countries: readonly string[];
  readonly roles: readonly Role[];
  readonly pap: PapLevel | '';
  readonly terms: TermsDraft;
  /** A word of the community's own that stands for the level; empty for TLP's. */
  readonly word: string;
  /** Answers of the four questions, each 1 to 4, or 0 where none was given. */
  readonly answers: Readonly<Record<(typeof ASSESSED)[number], number>>;
  readonly from: string;
  readonly until: string;
  /** When the level changes, and to which. */
  readonly changeAt: string;
  readonly changeLevel: TlpLevel;
  /** What the form has no field for, of a marking that is changed: it stays as it is. */
  readonly beside?: Beside;
}

/** Parts of a marking without a field of their own. */
export interface Beside {
  /** Named beside every member. */
  readonly audience: Omit<NonNullable<MarkingIn['audience']>, 'everyone'>;
  readonly limits: Pick<NonNullable<MarkingIn['limits']>, 'units' | 'purposes' | 'roles'>;
  readonly changes: NonNullable<MarkingIn['changes']>;
}

/** The marking a community proposes. */
export function proposedMarking(level: TlpLevel): MarkingDraft {
  return {
    level,
    reach: 'everyone',
    organizations: [],
    groups: [],
    persons: [],
    noClients: false,
    noProviders: false,
    noGovernment: false,
    onlyOrganizations: [],
    onlyPersons: [],
    sectors: [],
    countries: [],
    roles: [],
    pap: '',
    terms: NO_TERMS,
    word: '',
    answers: { value: 0, criticality: 0, disclosure: 0, modification: 0 },
    from: '',
    until: '',
    changeAt: '',
    changeLevel: 'green',
  };
}

/** The marking as the hub takes it. */
export function markingOf(draft: MarkingDraft): MarkingIn {
  const limits = limitsOf(draft);
  const { pap, from, until } = draft;
  return {
    level: draft.word === '' ? draft.level : draft.word,
    audience: audienceOf(draft),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(pap === '' ? {} : { pap }),
    ...(termCount(draft.terms) === 0 ? {} : { terms: termsOf(draft.terms) }),
    ...(isAssessment(draft.answers) ? { assessment: { ...draft.answers } } : {}),
    ...(isMoment(from) ? { from: instantOf(from) } : {}),
    ...(isMoment(until) ? { until: instantOf(until) } : {}),
    ...changesOf(draft),
  };
}

function changesOf({ changeAt, changeLevel, beside }: MarkingDraft): Pick<MarkingIn, 'changes'> {
  const first = isMoment(changeAt) ? [{ at: instantOf(changeAt), level: changeLevel }] : [];
  const changes = [...first, ...(beside?.changes ?? [])];
  return changes.length === 0 ? {} : { changes };
}

/** Whether the draft names anybody at all. */
export function namesSomebody(draft: MarkingDraft): boolean {
  if (draft.level === 'red') return draft.persons.length + draft.groups.length > 0;
  const { organizations, groups, persons } = draft;
  return draft.reach === 'everyone' || organizations.length + groups.length + persons.length > 0;
}

/** A field of a marking draft that is wrong as it stands. */
export type TimeFault = 'from' | 'until' | 'changeAt';

/** Times that cannot hold, each with the reason as a code; checked here so that it is said beside the field. */
export function timeFaults(
  { from, until, changeAt }: MarkingDraft,
  now: number,
): Partial<Record<TimeFault, 'past' | 'order'>> {
  const isPast = (time: string): boolean => isMoment(time) && Date.parse(time) <= now;
  const isOutOfOrder = isMoment(from) && isMoment(until) && Date.parse(from) >= Date.parse(until);
  return {
    ...(isPast(from) ? { from: 'past' as const } : {}),
    ...(isPast(changeAt) ? { changeAt: 'past' as const } : {}),
    ...(isOutOfOrder ? { until: 'order' as const } : {}),
    ...(isPast(until) ? { until: 'past' as const } : {}),
  };
}

/** What narrows beyond the level, counted: for the summary of a closed section. */
export function limitCount(draft: MarkingDraft): number {
  const { noClients, noProviders, noGovernment, sectors, countries, roles } = draft;
  const { onlyOrganizations, onlyPersons } = draft;
  const words = [sectors, countries, roles, onlyOrganizations, onlyPersons];
  const lists = words.filter((list) => list.length > 0);
  const times = [draft.pap, draft.from, draft.until, draft.changeAt].filter((one) => one !== '');
  const flags = [noClients, noProviders, noGovernment].filter(Boolean);
  return lists.length + times.length + flags.length;
}

function audienceOf(draft: MarkingDraft): NonNullable<MarkingIn['audience']> {
  const groups = [...draft.groups];
  if (draft.level === 'red') {
    // Named until the level changes; from then on the wider level is for every member.
    const later = isMoment(draft.changeAt) ? { everyone: true } : {};
    return { persons: [...draft.persons], groups, ...later };
  }
  if (draft.reach === 'everyone') return { ...draft.beside?.audience, everyone: true };
  return { organizations: [...draft.organizations], groups, persons: [...draft.persons] };
}

function limitsOf(draft: MarkingDraft): NonNullable<MarkingIn['limits']> {
  const { sectors, countries, roles, onlyOrganizations, onlyPersons } = draft;
  return {
    ...draft.beside?.limits,
    // At RED persons are named: organizations are neither asked for nor sent.
    ...(onlyOrganizations.length > 0 && draft.level !== 'red'
      ? { organizations: [...onlyOrganizations] }
      : {}),
    ...(onlyPersons.length > 0 ? { persons: [...onlyPersons] } : {}),
    ...(draft.noClients ? { clients: false as const } : {}),
    ...(draft.noProviders ? { providers: false as const } : {}),
    ...(draft.noGovernment ? { government: false as const } : {}),
    ...(sectors.length > 0 ? { sectors: [...sectors] } : {}),
    ...(countries.length > 0 ? { countries: [...countries] } : {}),
    ...(roles.length > 0 ? { roles: [...roles] } : {}),
  };
}

/** A date field gives parts of a date while it is typed. */
function isMoment(time: string): boolean {
  return time !== '' && !Number.isNaN(Date.parse(time));
}

function instantOf(time: string): string {
  return new Date(time).toISOString();
}
