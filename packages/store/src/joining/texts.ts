import { createHash } from 'node:crypto';
import { letterOfIntent, LETTER_LANGUAGES } from '@tocsin/policy';
import { Refused } from '../people/refused.ts';
import { countryOf, emailOf, nameOf, sectorOf, textOf } from '../people/words.ts';
import { COUNTRIES_MAX, SECTORS_MAX } from '../people/limits.ts';
import type { Applicant, NewIntent } from '../store.ts';
import { JOINING_LINE_MAX, JOINING_TEXT_MAX } from './limits.ts';

/** A text of several lines. `what` is said to whoever left it empty; absent: it may be. */
export function textIn(words: string, what?: string): string {
  const text = textOf(words);
  if (text === undefined || text.length > JOINING_TEXT_MAX)
    throw new Refused('invalid', `Write at most ${String(JOINING_TEXT_MAX)} plain characters`);
  if (text === '' && what !== undefined) throw new Refused('invalid', what);
  return text;
}

/** A line that is not empty. */
export function lineIn(words: string, what: string): string {
  const line = nameOf(words);
  if (line === undefined || line.length > JOINING_LINE_MAX) throw new Refused('invalid', what);
  return line;
}

/** Who applies, in order. */
export function applicantIn(sent: Applicant): Applicant {
  const email = emailOf(sent.email);
  if (email === undefined) throw new Refused('invalid', 'That is not an e-mail address');
  return {
    name: lineIn(sent.name, 'Give the organization a name of one line'),
    kind: lineIn(sent.kind, 'Say in one line what kind of organization it is'),
    sectors: listIn(sent.sectors, SECTORS_MAX, { read: sectorOf, what: 'sector' }),
    countries: listIn(sent.countries, COUNTRIES_MAX, { read: countryOf, what: 'country' }),
    person: lineIn(sent.person, 'Give your name in one line'),
    role: lineIn(sent.role, 'Say in one line what you are in your organization'),
    email,
    language: LETTER_LANGUAGES.find((one) => one === sent.language) ?? 'en',
  };
}

function listIn(
  words: readonly string[],
  most: number,
  { read, what }: { read: (word: string) => string | undefined; what: string },
): string[] {
  if (words.length > most) throw new Refused('invalid', `Give at most ${String(most)} of ${what}`);
  const list = words.map((word) => {
    const known = read(word);
    if (known === undefined) throw new Refused('invalid', `"${word}" is no ${what}`);
    return known;
  });
  return [...new Set(list)].toSorted();
}

/** A letter that was signed: its text, and what it was made from. */
export interface SignedText {
  readonly text: string;
  readonly sha256: string;
  readonly parts: Pick<NewIntent, 'brings' | 'needs' | 'scope' | 'from'>;
}

/** The letter as it is written from what was sent, when that is the one that was read and signed. */
export function signedIntent(
  intent: NewIntent,
  { community, applicant, now }: { community: string; applicant: Applicant; now: number },
): SignedText {
  const parts = {
    brings: textIn(intent.brings, 'Say what you would bring'),
    needs: textIn(intent.needs, 'Say what you need'),
    scope: textIn(intent.scope, 'Say which parts of your organization take part'),
    from: dayIn(intent.from, now),
  };
  const { name: organization, kind, person, role, language } = applicant;
  const text = letterOfIntent({ ...parts, community, organization, kind, person, role, language });
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  if (sha256 !== intent.sha256)
    throw new Refused('conflict', 'The letter is not the one you read: look at it again');
  if (folded(intent.signature) !== folded(person))
    throw new Refused('invalid', 'Sign with your name as it stands in the letter');
  return { text, sha256, parts };
}

/** How a name is compared that somebody types as their signature. */
function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

const YEARS_5 = 5 * 366 * 86_400_000;

function dayIn(words: string, now: number): string {
  const at = /^\d{4}-\d\d-\d\d$/.test(words) ? Date.parse(`${words}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || Math.abs(at - now) > YEARS_5)
    throw new Refused('invalid', 'Say from which day, as in "2026-12-01", within five years');
  return words;
}
