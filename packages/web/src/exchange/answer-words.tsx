import type { ReactNode } from 'react';
import type { Reference } from '../kernel/contract.ts';
import { plural, t } from '../kernel/words.ts';
import { ownAnswerText } from './title-words.ts';
import { isSighting } from './verdict.ts';
import { ACTIONS_TAKEN, typeWords } from './words.ts';

/** What an answer says, in a few words. */
export function AnswerWords({ answer }: { answer: Reference }): ReactNode {
  if (answer.action !== undefined) {
    return <span className="tag good">{t(ACTIONS_TAKEN[answer.action])}</span>;
  }
  if (answer.opinion !== undefined) {
    if (answer.opinion.endsWith('disagree')) {
      return <span className="tag caution">{t('False positive')}</span>;
    }
    return (
      <span className="tag">
        {answer.opinion.endsWith('agree') ? t('Agrees') : t('Has no opinion either way')}
      </span>
    );
  }
  if (!isSighting(answer)) return <span className="tag">{typeWords(answer.type)}</span>;
  const count = answer.count ?? 1;
  return (
    <span className="tag">{plural(count, { one: 'Saw it', other: 'Saw it {{count}} times' })}</span>
  );
}

/** What somebody wrote themselves; the sign above says the rest. */
export function OwnWords({ text = '' }: { text: string | undefined }): ReactNode {
  const words = ownAnswerText(text);
  return words === '' ? null : <p>{words}</p>;
}
