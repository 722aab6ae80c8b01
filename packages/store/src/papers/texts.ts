import { Refused } from '../people/refused.ts';

// Control characters but for line feed and tab, and the marks that turn the direction of writing (Unicode TR 36 §2).
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A text of several lines, composed, with line feeds and without spaces around it. */
export function writtenText(words: string, most: number): string {
  const text = words.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim();
  if (text.length > most || UNSEEN.test(text)) {
    throw new Refused('invalid', `Write at most ${String(most)} plain characters`);
  }
  return text;
}

/** A line that is not empty. */
export function lineOf(words: string, most: number, empty: string): string {
  const line = writtenText(words, most);
  if (line === '') throw new Refused('invalid', empty);
  if (/[\n\t]/.test(line)) throw new Refused('invalid', 'Write it in one line');
  return line;
}
