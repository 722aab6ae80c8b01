import type { Credible, CredibilitySaid, JudgedTopic, Reliability } from '@tocsin/policy';
import { word } from '../kernel/words.ts';

/** How reliable a source is, by its letter. */
export const RELIABILITY_WORDS: Readonly<Record<Reliability | 'F', string>> = {
  A: word('completely reliable'),
  B: word('usually reliable'),
  C: word('fairly reliable'),
  D: word('not usually reliable'),
  E: word('unreliable'),
  F: word('cannot be judged'),
};

/** What a letter is for. */
export const TOPIC_WORDS: Readonly<Record<JudgedTopic, string>> = {
  everything: word('Everything it brings'),
  indicators: word('Indicators and what was observed'),
  reports: word('Reports and notes'),
  threats: word('Malware, campaigns and actors'),
  vulnerabilities: word('Vulnerabilities'),
  incidents: word('Incidents'),
};

/** How credible an item is, by its number. */
export const CREDIBILITY_WORDS: Readonly<Record<Credible['number'], string>> = {
  1: word('confirmed by others'),
  2: word('probably true'),
  3: word('possibly true'),
  4: word('doubtful'),
  5: word('improbable'),
};

/** What the number rests on. */
export const GROUND_WORDS: Readonly<Record<Credible['by'], string>> = {
  confirmed: word('Several members brought it under their own names.'),
  said: word('So its source says.'),
  unconfirmed: word('Its source calls it confirmed; nobody else you read from has it.'),
};

/** The answers to "how sure are you?". */
export const SURE_CHOICES: readonly { readonly said: CredibilitySaid; readonly words: string }[] = [
  { said: 2, words: word('Probably true') },
  { said: 3, words: word('Possibly true') },
  { said: 4, words: word('Doubtful') },
  { said: 5, words: word('Improbable') },
];
