import { hashOfText } from '../kernel/hash-text.ts';

const HANDED = 'text=';

/** Where a text is handed over to the share form: behind the "#", so that no server or proxy writes it down. */
export function handedHash(text: string): string {
  return HANDED + hashOfText(text);
}

/** The text that the decoded end of an address hands over; `undefined` when it hands over none. */
export function handedText(hash: string): string | undefined {
  return hash.startsWith(HANDED) ? hash.slice(HANDED.length) : undefined;
}
