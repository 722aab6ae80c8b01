import type { Regime } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

const STATES: Readonly<Record<Regime['state'], string>> = {
  'in-force': word('In force'),
  'not-yet': word('Not in force yet'),
  lapsed: word('Lapsed: do not rely on it'),
  'not-known': word('Not known here whether it is in force: check before you rely on it'),
};

/** What a law is now. */
export function regimeStateWords(state: Regime['state']): string {
  return t(STATES[state]);
}
