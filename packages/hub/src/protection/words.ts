import { levelAt, levelOfLabel, originsOf, tlpText } from '@tocsin/policy';
import type { Audience, Clause, Instant, Label, Limits, TlpLevel } from '@tocsin/policy';
import { RECORDED_LEVELS } from '@tocsin/store';
import type { AudienceCount } from '@tocsin/store';
import { termsWords } from './terms.ts';

/** How the words know the things they name. */
export interface NamesForWords {
  readonly organization: (id: string) => string;
  readonly group: (id: string) => string;
  readonly person: (id: string) => string;
}

/** To whom a label is explained. */
export interface Explaining {
  readonly now: Instant;
  /** Present for the source only: nobody else is told whom a marking names. */
  readonly names?: NamesForWords;
}

/**
 * What a label means, in sentences made from its rules alone. A reader who is not the source learns no recipient
 * and no list: only that the source chose, and what it asks of everybody.
 */
export function markingWords(label: Label, to: Explaining): string {
  const level = levelOfLabel(label, to.now);
  const sentences = [
    LEVEL_WORDS[level],
    ...audienceWords(label, to),
    ...limitWords(label, to.now),
    ...recordWords(label, to),
  ];
  return sentences.join(' ');
}

/** Whoever is about to open something is told that its source learns of it; of what several brought none does. */
function recordWords(label: Label, { now, names }: Explaining): string[] {
  const isRecorded = RECORDED_LEVELS.includes(levelOfLabel(label, now));
  if (!isRecorded || originsOf(label).length !== 1 || names !== undefined) return [];
  return ['Its source is told who opens and copies it.'];
}

/** Whom it is for. */
export function audienceWords(label: Label, to: Explaining): string[] {
  const { clauses } = label;
  const [only] = clauses;
  if (only === undefined) return ['Its marking cannot be read, so nobody is shown it.'];
  const sentences: string[] = [];
  if (clauses.some((clause) => (clause.unknown?.length ?? 0) > 0)) {
    sentences.push(
      'It names a marking that is not known here, so only its source sees it until the marking arrives.',
    );
  }
  if (clauses.length > 1) {
    const sources = originsOf(label).length;
    sentences.push(
      sources > 1
        ? `It rests on items of ${String(sources)} organizations; only those who may read all of them read it.`
        : 'It rests on several items; only those who may read all of them read it.',
    );
  } else {
    sentences.push(...recipientsOf(only, levelAt(only, to.now), to.names));
    if (to.names !== undefined) sentences.push(...releasedTo(only, to.now, to.names));
  }
  if (clauses.some((clause) => clause.assumed === true)) {
    sentences.push('It came without a marking, so the rule of the community for such input holds.');
  }
  return sentences;
}

/** What the source asks beyond the level: limits, permissible actions, times, terms of use. */
export function limitWords(label: Label, now: Instant): string[] {
  const sentences = new Set<string>();
  for (const clause of label.clauses) {
    for (const sentence of wordsOfLimits(clause.limits ?? {})) sentences.add(sentence);
    if (clause.pap !== undefined) sentences.add(PAP_WORDS[clause.pap]);
    if (clause.from !== undefined && clause.from > now) {
      sentences.add(`Nobody but the source reads it before ${timeText(clause.from)}.`);
    }
    if (clause.until !== undefined) {
      sentences.add(`Nobody but the source reads it from ${timeText(clause.until)} on.`);
    }
    for (const change of clause.changes ?? []) {
      const level = tlpText(change.level);
      if (change.at > now) sentences.add(`${level} from ${timeText(change.at)}.`);
    }
  }
  for (const sentence of termsWords(label)) sentences.add(sentence);
  return [...sentences];
}

/** "41 people in 14 organizations will see this; government partner Ministry will not." */
export function reachSentence(count: AudienceCount, level: TlpLevel): string {
  const people = counted(count.persons, 'person', 'people');
  const programs = count.tokens === 0 ? '' : ` and ${counted(count.tokens, 'program', 'programs')}`;
  const organizations = counted(count.organizations.length, 'organization', 'organizations');
  const seen =
    count.persons + count.tokens === 0
      ? 'Nobody will see this'
      : `${people}${programs} in ${organizations} will see this`;
  const open = level === 'clear' ? ' It may also be made public.' : '';
  return `${seen}${withoutWords(count.without)}.${open}`;
}

const LEVEL_WORDS: Readonly<Record<TlpLevel, string>> = {
  clear: 'Anybody may read it and pass it on; copyright still applies.',
  green: 'For the community; not for public channels.',
  amber: 'For the recipients’ organizations, and for clients who need it to protect themselves.',
  'amber+strict': 'For the recipients’ organizations only, not for their clients.',
  red: 'For the persons named only; nobody passes it on.',
};

const PAP_WORDS: Readonly<Record<NonNullable<Clause['pap']>, string>> = {
  clear: 'PAP:CLEAR: any action is fine.',
  green: 'PAP:GREEN: actions its target could notice, such as blocking, are fine.',
  amber: 'PAP:AMBER: no action its target could notice; looking it up at third parties is fine.',
  red: 'PAP:RED: only quiet work on your own logs.',
};

/** Names listed in one sentence; further ones are counted. */
const LISTED_MAX = 20;

function recipientsOf(clause: Clause, level: TlpLevel, names: NamesForWords | undefined): string[] {
  const { audience } = clause;
  if (level === 'red') {
    const named = { ...audience, organizations: [] };
    if (names === undefined) return [];
    return partsOf(named) === 0 ? ['It names no persons.'] : namedWords(named, names);
  }
  const isNamed = partsOf(audience) > 0;
  if (audience.everyone === true) {
    if (level === 'clear') return [];
    const beside = names === undefined || !isNamed ? [] : recipientWords(audience, names);
    return [everyoneWords(clause, level), ...beside];
  }
  if (!isNamed) return ['It names no recipient, so only its source sees it.'];
  return names === undefined
    ? ['The source chose its recipients.']
    : recipientWords(audience, names);
}

/** Classes that "everyone" does not count in, by the profile the item was published under (marking rules 2.2). */
function everyoneWords({ reach }: Clause, level: TlpLevel): string {
  const hasProviders = reach.providers && (level !== 'amber+strict' || reach.providerStaff);
  if (reach.government && level === 'green') {
    return hasProviders
      ? 'Every active member organization is a recipient; clients are not, unless named.'
      : 'Every active member organization is a recipient; service providers and clients are not, unless named.';
  }
  return hasProviders
    ? 'Every active member organization is a recipient; government partners and clients are not, unless named.'
    : 'Every active member organization is a recipient; government partners, service providers and clients are not, unless named.';
}

function partsOf(audience: Audience): number {
  return [audience.organizations, audience.groups, audience.persons].reduce(
    (sum, list) => sum + (list?.length ?? 0),
    0,
  );
}

/** Those the source let read beyond its marking, with the end it set. */
function releasedTo({ releases = [] }: Clause, now: Instant, names: NamesForWords): string[] {
  return releases
    .filter(({ until }) => until === undefined || until > now)
    .map(({ organizations = [], persons = [], until }) => {
      const named = listed([
        ...organizations.map((id) => names.organization(id)),
        ...persons.map((id) => names.person(id)),
      ]);
      return until === undefined
        ? `Released on request to ${named}.`
        : `Released on request until ${timeText(until)} to ${named}.`;
    });
}

function recipientWords(audience: Audience, names: NamesForWords): string[] {
  const recipients = [
    ...(audience.organizations ?? []).map((id) => names.organization(id)),
    ...(audience.persons ?? []).map((id) => names.person(id)),
  ];
  const groups = (audience.groups ?? []).map((id) => names.group(id));
  return [
    ...(recipients.length === 0 ? [] : [`Recipients: ${listed(recipients)}.`]),
    ...(groups.length === 0 ? [] : [`Groups that receive it: ${listed(groups)}.`]),
  ];
}

function namedWords(audience: Audience, names: NamesForWords): string[] {
  const persons = (audience.persons ?? []).map((id) => names.person(id));
  const groups = (audience.groups ?? []).map((id) => names.group(id));
  return [
    ...(persons.length === 0 ? [] : [`Persons named: ${listed(persons)}.`]),
    ...(groups.length === 0 ? [] : [`Groups named: ${listed(groups)}.`]),
  ];
}

/** Names one after another, without a word between them: what is listed reads the same in every language. */
function listed(names: readonly string[]): string {
  const more = names.length - LISTED_MAX;
  return [...names.slice(0, LISTED_MAX), ...(more > 0 ? [`… (+${String(more)})`] : [])].join(', ');
}

function wordsOfLimits(limits: Limits): string[] {
  const { units, roles, sectors, countries, purposes } = limits;
  const sentences: string[] = [];
  if (limits.clients === false) sentences.push('Not for clients.');
  if (limits.providers === false) sentences.push('Not for service providers.');
  if (limits.government === false) sentences.push('Not for government partners.');
  if (limits.organizations !== undefined) {
    sentences.push('Only for organizations the source listed.');
  }
  if (limits.persons !== undefined) sentences.push('Only for persons the source listed.');
  if (units !== undefined) sentences.push(`Only for the units ${units.join(', ')}.`);
  if (roles !== undefined) sentences.push(`Only for the roles ${roles.join(', ')}.`);
  if (sectors !== undefined) sentences.push(`Only in the sectors ${sectors.join(', ')}.`);
  if (countries !== undefined) sentences.push(`Only in the countries ${countries.join(', ')}.`);
  if (purposes !== undefined) sentences.push(`Only for the purposes ${purposes.join(', ')}.`);
  return sentences;
}

/** Organizations that will not see it, named while they are few. */
function withoutWords(without: AudienceCount['without']): string {
  if (without.length === 0) return '';
  const named = without
    .slice(0, 3)
    .map(({ class: kind, name }) => (kind === 'government' ? `government partner ${name}` : name));
  if (without.length <= 3) return `; ${joined(named)} will not`;
  return `; ${String(without.length)} organizations will not, ${joined(named)} among them`;
}

function counted(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

function joined(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** To the minute, in UTC: precise enough to plan by. */
function timeText(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
