import type { ObjectDetail, Reference } from '../kernel/contract.ts';
import { plural, t } from '../kernel/words.ts';
import { dateWords, dayAgoWords } from './day-words.ts';

/** What receivers said about an object. */
export interface Answers {
  readonly sightings: readonly Reference[];
  readonly disagreements: readonly Reference[];
  readonly actions: readonly Reference[];
}

/** Sorts out of what refers to an object what answers it. */
export function answersOf(references: readonly Reference[]): Answers {
  return {
    sightings: references.filter(isSighting),
    disagreements: references.filter(({ opinion }) => opinion?.endsWith('disagree') === true),
    actions: references.filter(({ action }) => action !== undefined),
  };
}

/** A sighting, or a note that a bare value was seen. */
export function isSighting({ type, property, count }: Reference): boolean {
  return (
    (type === 'sighting' && property === 'sighting_of_ref') ||
    (type === 'note' && count !== undefined)
  );
}

/** When a sighting says that it was last seen, else when it arrived. */
export function seenAt({ last_seen: last, date_added: added }: Reference): string {
  return last ?? added;
}

/** One sentence on what to make of an object, from what was answered; never more than was said. */
export function verdictOf(
  object: ObjectDetail,
  answers: Answers,
  now: number = Date.now(),
): string {
  if (object.revoked) return t('Its source has taken it back: do not act on it any more.');
  const validity = validWords(object, now);
  const isAnswered = Object.values(answers).some((list: readonly Reference[]) => list.length > 0);
  if (!isAnswered) {
    const nobody = questionOf(object.type);
    return validity === '' ? nobody : `${nobody} ${sentence([validity])}`;
  }
  return sentence([
    isSeen(object.type) || answers.sightings.length > 0 ? seenWords(answers.sightings, now) : '',
    isSeen(object.type) || answers.disagreements.length > 0
      ? falseWords(sourcesOf(answers.disagreements))
      : '',
    actedWords(sourcesOf(answers.actions.filter(isDone))),
    validity,
  ]);
}

/** What is asked of whoever reads: nobody sights a report, a weakness or a defence. */
function questionOf(type: string): string {
  return isSeen(type)
    ? t('Nobody has answered it yet. Did you see it?')
    : t('Nobody has answered it yet. What did you do about it?');
}

/** Whether objects of a type are seen somewhere, rather than read, repaired or done. */
export function isSeen(type: string): boolean {
  return !NOT_SEEN.includes(type);
}

const NOT_SEEN = ['course-of-action', 'grouping', 'note', 'report', 'vulnerability'];

/** Whether somebody did something, and did not only look. */
function isDone({ action }: Reference): boolean {
  return action !== 'none';
}

function seenWords(sightings: readonly Reference[], now: number): string {
  const members = sourcesOf(sightings);
  if (members === 0) return t('nobody said they saw it');
  const times = sightings.reduce((sum, { count }) => sum + (count ?? 1), 0);
  const last = sightings.map((one) => Date.parse(seenAt(one))).sort((a, b) => b - a)[0] ?? now;
  const who = plural(members, {
    one: 'seen by one member',
    other: 'seen by {{count}} members',
  });
  const when = t('last {{day}}', { day: dayAgoWords(last, now) });
  const parts =
    times > members
      ? [who, plural(times, { one: 'once', other: '{{count}} times in all' }), when]
      : [who, when];
  return parts.join(', ');
}

function falseWords(count: number): string {
  if (count === 0) return t('nobody called it false');
  return plural(count, {
    one: 'one called it a false positive',
    other: '{{count}} called it a false positive',
  });
}

function actedWords(count: number): string {
  if (count === 0) return '';
  return plural(count, { one: 'one acted on it', other: '{{count}} acted on it' });
}

/** Until when its source calls it valid; empty when it says nothing. */
function validWords({ object }: ObjectDetail, now: number): string {
  const until = object['valid_until'];
  const at = typeof until === 'string' ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(at)) return '';
  const day = dateWords(at, now);
  return at < now
    ? t('its source called it valid only until {{day}}', { day })
    : t('valid until {{day}}', { day });
}

function sourcesOf(references: readonly Reference[]): number {
  return new Set(references.map(({ origin }) => origin.id)).size;
}

function sentence(parts: readonly string[]): string {
  const words = parts.filter((part) => part !== '').join('; ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
