import { useMemo } from 'react';
import { FAMILIES, typeWords } from '../exchange/words.ts';
import { completeFilter, listMembers } from '../kernel/contract.ts';
import type { Community, FilterKey } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { plural, t } from '../kernel/words.ts';
import { withValues } from './filter-edit.ts';
import { keyWords } from './filter-words.ts';
import { valuesIn } from './values-in-line.ts';

/** One thing the filter line offers. */
export interface Hint {
  readonly id: string;
  readonly words: string;
  readonly note: string;
  /** What the line then says, and where the caret stands; `isWhole`: it can be asked at once. */
  readonly text?: string;
  readonly isWhole: boolean;
  /** Values to look up instead. */
  readonly lookUp?: readonly string[];
}

/** Values that fit into one condition. */
const IN_FILTER = 50;
const SHOWN = 12;

/** What could be written at the caret, and what could be done with pasted values. */
export function useFilterHints(
  community: Community,
  { text, caret }: { text: string; caret: number },
): { hints: readonly Hint[]; values: readonly string[] } {
  const members = useAnswer(listMembers, { params: { community: community.id } });
  const names = members.data?.items;
  return useMemo(() => {
    const values = valuesIn(text);
    if (values.length > 0) return { values, hints: valueHints(values) };
    const known = { source: (names ?? []).map(({ organization }) => organization.name) };
    const { of, key, start, end, hints } = completeFilter(text, caret, known);
    const offered = hints.slice(0, SHOWN).map((hint): Hint => {
      const next = text.slice(0, start) + hint.text + text.slice(end);
      return {
        id: hint.text,
        words: hint.text,
        note: of === 'key' ? noteOfKey(hint.text) : noteOf(key, hint.text),
        text: next,
        isWhole: of === 'value',
      };
    });
    const families = key === 'type' ? familyHints(text, { start, end }) : [];
    return { values, hints: [...offered, ...families].filter((hint) => hint.text !== text) };
  }, [text, caret, names]);
}

function valueHints(values: readonly string[]): Hint[] {
  const lookUp: Hint = {
    id: 'look-up',
    words: plural(values.length, {
      one: 'Look up this value',
      other: 'Look up these {{count}} values',
    }),
    note: t('In all your communities'),
    lookUp: values,
    isWhole: true,
  };
  if (values.length > IN_FILTER) return [lookUp];
  const narrow: Hint = {
    id: 'narrow',
    words: plural(values.length, {
      one: 'Show what holds this value',
      other: 'Show what holds one of these {{count}} values',
    }),
    note: t('In this list'),
    text: withValues('', 'value', values),
    isWhole: true,
  };
  return [lookUp, narrow];
}

/** Several STIX types under the word people use for them. */
function familyHints(text: string, { start, end }: { start: number; end: number }): Hint[] {
  const typed = text.slice(start, end).toLocaleLowerCase();
  return Object.entries(FAMILIES)
    .map(([id, { label, types }]) => ({ id, words: t(label), types: types.join(',') }))
    .filter(({ words }) => words.toLocaleLowerCase().includes(typed))
    .map(({ id, words, types }) => ({
      id,
      words,
      note: t('Several kinds'),
      text: text.slice(0, start) + types + text.slice(end),
      isWhole: true,
    }));
}

function noteOfKey(text: string): string {
  return keyWords(text.slice(0, -1) as FilterKey);
}

function noteOf(key: FilterKey | undefined, value: string): string {
  return key === 'type' ? typeWords(value) : '';
}
