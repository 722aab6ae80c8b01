import type { Profile } from '../kernel/contract.ts';

export type Classification = Profile['classification'];
export type SchemeWord = Classification['words'][number];

/** The scheme of the first day: the words of TLP, in force, and nothing said about competition. */
export function blankScheme(): Pick<Profile, 'classification' | 'competition'> {
  return {
    classification: { words: [], others: [], agreed: true },
    competition: { notice: '', topics: [] },
  };
}

/** What is sent: rows nobody filled in are left out. */
export function filledScheme({ words, others, agreed }: Classification): Classification {
  return {
    words: filled(words),
    others: others
      .map(({ name, words: theirs }) => ({ name: name.trim(), words: filled(theirs) }))
      .filter(({ name, words: theirs }) => name !== '' || theirs.length > 0),
    agreed,
  };
}

function filled(words: readonly SchemeWord[]): SchemeWord[] {
  return words.filter(({ word }) => word.trim() !== '');
}
