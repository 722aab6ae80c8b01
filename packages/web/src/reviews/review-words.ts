import type { Review, ReviewSetting } from '../kernel/contract.ts';
import { plural, t, word } from '../kernel/words.ts';

type When = ReviewSetting['rules']['green'];

const STATES: Readonly<Record<Review['state'], string>> = {
  waiting: word('Waits for a sharing officer'),
  held: word('Kept back for now'),
  released: word('Released'),
  returned: word('Given back'),
  withdrawn: word('Taken back before it left'),
};

const WHENS: Readonly<Record<When, string>> = {
  never: word('Never'),
  warned: word('When the shield warns'),
  always: word('Always'),
};

const WAYS: Readonly<Record<Review['via'], string>> = {
  web: word('in this app'),
  api: word('by a program'),
  taxii: word('by TAXII'),
  cli: word('by the command'),
};

/** What may wait, in the order of how much does. */
export const REVIEW_WHENS: readonly When[] = ['never', 'warned', 'always'];

/** Where a share stands. */
export function reviewStateWords(state: Review['state']): string {
  return t(STATES[state]);
}

/** When something waits. */
export function whenWords(when: When): string {
  return t(WHENS[when]);
}

/** By which way it came. */
export function wayWords(via: Review['via']): string {
  return t(WAYS[via]);
}

/** Why it waits. */
export function whyWords({ why }: Review): string {
  return why === 'always'
    ? t('Your organization has everything of this level looked at.')
    : t('The shield found something that stays in it.');
}

/** How many objects it holds. */
export function objectsWords(count: number): string {
  return plural(count, { one: '1 object', other: '{{count}} objects' });
}
