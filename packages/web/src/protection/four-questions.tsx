import { Button, NativeSelect } from '@mantine/core';
import { ASSESSED, isAssessment, suggestedLevel } from '@tocsin/policy';
import type { ReactNode } from 'react';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { rich, t, word } from '../kernel/words.ts';
import type { MarkingDraft } from './marking-draft.ts';

const QUESTIONS: Readonly<Record<(typeof ASSESSED)[number], string>> = {
  value: word('What is it worth to those who have it?'),
  criticality: word('How much depends on having it when it is needed?'),
  disclosure: word('What would it do if others learnt of it?'),
  modification: word('What would it do if somebody changed it?'),
};
const ANSWERS = [
  word('Not answered'),
  word('Hardly anything'),
  word('Something'),
  word('A lot'),
  word('Grave'),
] as const;

interface FourQuestionsProps {
  readonly draft: MarkingDraft;
  readonly set: (part: Partial<MarkingDraft>) => void;
}

/** For whoever does not know which level: four questions (ISO 22396 6.4.4) and the level they come to. Closed until wanted. */
export function FourQuestions({ draft, set }: FourQuestionsProps): ReactNode {
  const { answers } = draft;
  return (
    <details className="small">
      <summary>{t('Not sure which? Answer four questions')}</summary>
      <div className="stack tight">
        {ASSESSED.map((name) => (
          <NativeSelect
            key={name}
            label={t(QUESTIONS[name])}
            value={String(answers[name])}
            data={ANSWERS.map((label, value) => ({ value: String(value), label: t(label) }))}
            onChange={(event) => {
              const { value } = event.currentTarget;
              set({ answers: { ...answers, [name]: Number(value) } });
            }}
          />
        ))}
        {isAssessment(answers) && (
          <div className="stack tight" role="status">
            <p>
              {rich(
                'That comes to {{plate}}. Your answers are kept with it, for your organization alone.',
                {
                  plate: <TlpPlate level={suggestedLevel(answers)} />,
                },
              )}
            </p>
            {answers.modification >= 3 && (
              <p>{t('A change in it would do harm: have a colleague read it before it leaves.')}</p>
            )}
            <div>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => set({ level: suggestedLevel(answers), word: '' })}
              >
                {t('Take this level')}
              </Button>
            </div>
          </div>
        )}
      </div>
    </details>
  );
}
