import { hashOfText } from '../kernel/hash-text.ts';

const HANDED = 'text=';
const ANSWERS = 'answers=';

/** Where a text is handed over to the share form: behind the "#", so that no server or proxy writes it down. */
export function handedHash(text: string): string {
  return HANDED + hashOfText(text);
}

/** The text that the decoded end of an address hands over; `undefined` when it hands over none. */
export function handedText(hash: string): string | undefined {
  return hash.startsWith(HANDED) ? hash.slice(HANDED.length) : undefined;
}

/** Behind the "#" of the share form: which request to share wider a new share answers. */
export function answersHash(release: string): string {
  return ANSWERS + release;
}

/** The request that the decoded end of an address names; `undefined` when it names none. */
export function answeredIn(hash: string): string | undefined {
  return hash.startsWith(ANSWERS) ? hash.slice(ANSWERS.length) : undefined;
}
