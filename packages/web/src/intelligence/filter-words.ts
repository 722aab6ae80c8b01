import type { FilterKey, FilterProblem } from '../kernel/contract.ts';
import { FILTER_MAX, FILTER_TERMS_MAX, FILTER_VALUES_MAX } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

const KEYS: Readonly<Record<FilterKey, string>> = {
  type: word('The kind of object, by its STIX type'),
  tlp: word('Its marking'),
  source: word('Who brought it'),
  kind: word('The kind of value it holds'),
  value: word('A value it holds, defanged or not'),
  label: word('A label its source gave it'),
  confidence: word('How sure its source is, 0 to 100'),
  seen: word('When somebody last saw it'),
  added: word('When it came here'),
  modified: word('When its source last changed it'),
  is: word('Revoked, mine, sighted, expired or done'),
};

/** What a key of the filter language asks. */
export function keyWords(key: FilterKey): string {
  return t(KEYS[key]);
}

/** What is wrong with a filter and the way out, in the language of the page. */
export function problemWords({ code, start, end, expected }: FilterProblem, text: string): string {
  const piece = text.slice(start, end).slice(0, 60);
  const choices = expected.slice(0, 12).join(', ');
  switch (code) {
    case 'too-long':
      return t('A filter has at most {{most}} characters: leave something out.', {
        most: FILTER_MAX,
      });
    case 'too-many-terms':
      return t('A filter has at most {{most}} terms: leave some out.', { most: FILTER_TERMS_MAX });
    case 'too-many-values':
      return t('A list has at most {{most}} values: leave some out.', { most: FILTER_VALUES_MAX });
    case 'unknown-key':
      return t('“{{piece}}:” is not known. Take one of {{choices}}, or put the text in quotes.', {
        piece,
        choices,
      });
    case 'value-missing':
      return t('Write what you ask for right after the colon, without a space.');
    case 'value-unknown':
      return t('“{{piece}}” is not known here. Take one of {{choices}}.', { piece, choices });
    case 'not-a-number':
      return t('“{{piece}}” is no number. Write one from 0 to 100, such as >50 or 50..80.', {
        piece,
      });
    case 'not-a-time':
      return t('“{{piece}}” is no time. Write an age such as >7d, or a day such as 2026-11-01.', {
        piece,
      });
    default:
      return formWords(code, piece);
  }
}

function formWords(code: FilterProblem['code'], piece: string): string {
  switch (code) {
    case 'range-backwards':
      return t('“{{piece}}” runs backwards: write the earlier or smaller end first.', { piece });
    case 'one-value-only':
      return t('Only one value can stand here. For a span write two dots, such as 50..80.');
    case 'quote-open':
      return t('The quotes are not closed: write another " at the end.');
    case 'quote-inside':
      return t('Quotes stand around the whole of a value, with a space after it.');
    case 'nothing-negated':
      return t('A minus stands right before what it excludes.');
    case 'no-words':
      return t('There is no letter or digit to search for: write a word, or leave it out.');
    case 'operator-word':
      return t(
        '“{{piece}}” is no operator: all terms must hold, and a list such as type:indicator,malware means “one of”. For the word itself use quotes.',
        { piece },
      );
    default:
      return t('“{{piece}}” cannot be read here.', { piece });
  }
}
