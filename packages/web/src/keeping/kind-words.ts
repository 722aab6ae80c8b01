import type { RetentionRule } from '../kernel/contract.ts';
import { plural, t, word } from '../kernel/words.ts';

/** A kind of what is kept. */
export type Kind = RetentionRule['kind'];

const KINDS: Readonly<Record<Kind, string>> = {
  indicators: word('Indicators'),
  observed: word('Observed values'),
  sightings: word('Sightings'),
  reports: word('Reports'),
  incidents: word('Incidents'),
  answers: word('Questions, notes and opinions'),
  other: word('Malware, actors, relationships and all else'),
  quarantined: word('Texts set aside because they contradicted'),
};

/** The kinds in the order they are shown. */
export const KINDS_SHOWN: readonly Kind[] = [
  'indicators',
  'observed',
  'sightings',
  'reports',
  'incidents',
  'answers',
  'other',
  'quarantined',
];

/** What a kind is called. */
export function kindWords(kind: Kind): string {
  return t(KINDS[kind]);
}

/** How long: `90 days`, or no limit. */
export function daysWords(days: number | undefined): string {
  if (days === undefined) return t('No limit');
  return plural(days, { one: '1 day', other: '{{count}} days' });
}
