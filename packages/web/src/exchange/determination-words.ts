import type { Determination } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

type What = Determination['what'];

const WHATS: Readonly<Record<What, string>> = {
  'no-personal-data': word('No personal data remains in it'),
  needed: word('It holds personal data that is needed to understand the threat'),
  'not-checked': word('It was not checked for personal data'),
};

/** What may be signed. */
export const DETERMINATION_NAMES: readonly What[] = ['no-personal-data', 'needed', 'not-checked'];

/** What was signed. */
export function determinationWords(what: What): string {
  return t(WHATS[what]);
}
