import type { RuleName, Severity } from '@tocsin/shield';
import { plural, t, word } from '../kernel/words.ts';
import type { FoundPlace, ShareFinding, Unchecked } from './check-share.ts';

/** What is asked of whoever shares, by how serious it is. */
export const SEVERITY_ABOUT: Readonly<Record<Severity, string>> = {
  stop: word('Change it, or write why it stays, before you share.'),
  ask: word('Answer it before you share.'),
  warn: word('Mostly better left out. You decide.'),
  info: word('Good to know. Nothing to do.'),
};

/** The two answers to a question, by rule. */
const ANSWERS: Partial<Record<RuleName, { readonly keep: string; readonly change: string }>> = {
  'personal-mail': {
    keep: word('The attacker’s: keep it'),
    change: word('A victim’s: take it out'),
  },
  'url-query': {
    keep: word('The attacker’s: keep it'),
    change: word('It can name a victim: take it out'),
  },
  'others-amber': {
    keep: word('Our own marking: keep it'),
    change: word('Another source’s: take it out'),
  },
  'named-person': {
    keep: word('Others need the name: keep it'),
    change: word('Nobody needs it: take it out'),
  },
  victim: {
    keep: word('They are no victim: keep it'),
    change: word('The victim: take it out'),
  },
  sighter: {
    keep: word('They agreed: keep it'),
    change: word('They did not: take it out'),
  },
  payload: {
    keep: word('Others need it: keep it'),
    change: word('Nobody needs it: take it out'),
  },
};

/** What the buttons of a finding say. */
export function actWords(finding: ShareFinding): { keep: string; change: string } {
  const { rule, severity, fix, instead } = finding;
  const answers = severity === 'ask' ? ANSWERS[rule] : undefined;
  if (answers !== undefined) return { keep: t(answers.keep), change: t(answers.change) };
  const change = changeWords(fix, instead);
  return { keep: t('Keep it …'), change };
}

function changeWords(fix: ShareFinding['fix'], instead: string): string {
  if (fix === 'drop') return t('Take it out');
  return fix === 'leave-out' ? t('Leave the object out') : t('Write {{instead}}', { instead });
}

const UNCHECKED: Readonly<Record<Unchecked, string>> = {
  own: word('what is your own, as no profile tells it'),
  names: word('names that no profile lists'),
  pictures: word('pictures and attachments'),
  payloads: word('what lies inside files that objects carry'),
  rest: word('anything beyond the first 500 findings'),
  beyond: word('objects beyond the first 32 MiB'),
  failed: word('part of it, because the check did not come to an end'),
};

/** What was not looked at, in one line. */
export function uncheckedWords(unchecked: readonly Unchecked[]): string {
  return unchecked.map((one) => t(UNCHECKED[one])).join(', ');
}

/** Where a finding stands. */
export function placeWords({ places, count }: ShareFinding): string {
  const [first] = places;
  if (first === undefined) return '';
  const more = count - 1;
  return more === 0
    ? oneWords(first)
    : plural(
        more,
        { one: '{{place}}, and 1 place more', other: '{{place}}, and {{count}} places more' },
        { place: oneWords(first) },
      );
}

function oneWords(place: FoundPlace): string {
  if (place.part !== 'file') return place.part === 'text' ? t('In the text') : t('In the title');
  return t('In {{file}}, object {{number}}, {{id}}, at {{path}}', {
    file: place.file,
    number: place.number,
    id: place.id,
    path: place.pointer,
  });
}
