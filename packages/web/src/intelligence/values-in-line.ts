import { pastedValues } from '../exchange/pasted-values.ts';
import { FILTER_KEYS } from '../kernel/contract.ts';

const CONDITION = new RegExp(String.raw`(?:^|\s)-?(?:${Object.keys(FILTER_KEYS).join('|')}):`, 'i');

/** A word before a colon and a word behind it: a condition of a key that there is not, as `tpl:amber`. */
const MISTYPED = /(?:^|\s)-?[a-z][a-z_-]*:(?!\/\/)[a-z][^\s:@]*(?=\s|$)/i;

/** Values to look up, when the line holds nothing else. */
export function valuesIn(text: string): readonly string[] {
  return CONDITION.test(text) || MISTYPED.test(text) ? [] : pastedValues(text, 1);
}
