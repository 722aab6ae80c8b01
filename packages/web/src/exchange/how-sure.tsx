import { lazy, Suspense, useState } from 'react';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Window } from '../design/window.tsx';
import type { Community, ObjectDetail } from '../kernel/contract.ts';
import { hubText, t } from '../kernel/words.ts';
import { confidenceWords } from './confidence-words.ts';
import { CREDIBILITY_WORDS, GROUND_WORDS, RELIABILITY_WORDS, TOPIC_WORDS } from './grade-words.ts';

interface HowSureProps {
  readonly object: ObjectDetail;
  readonly community: Community;
}

const JudgeSource = lazy(async () => ({
  default: (await import('./judge-source.tsx')).JudgeSource,
}));

/** How sure one can be: the letter for the source and the number for the object, each with what it rests on. */
export function HowSure({ object, community }: HowSureProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { grade, origin, own } = object;
  const name = hubText(origin.name);
  const title = t('How reliable is {{name}}?', { name });
  return (
    <span className="how-sure">
      <Credible object={object} />
      {!own && (
        <span>
          {grade.reliability === undefined ? (
            t('Your organization has not judged the source.')
          ) : (
            <>
              <strong>{grade.reliability}</strong> {t(RELIABILITY_WORDS[grade.reliability])}
              <span className="small quiet">
                {' '}
                {grade.topic === undefined
                  ? t('Your organization’s judgement.')
                  : t('Your organization’s judgement: {{topic}}.', {
                      topic: t(TOPIC_WORDS[grade.topic]),
                    })}
              </span>
            </>
          )}
        </span>
      )}
      {!own && (
        <span className="no-print">
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            {t('Judge the source')}
          </Button>
          <Window title={title} isOpen={isOpen} onClose={() => setOpen(false)}>
            <Suspense>
              <JudgeSource object={object} community={community} onClose={() => setOpen(false)} />
            </Suspense>
          </Window>
        </span>
      )}
    </span>
  );
}

function Credible({ object }: Pick<HowSureProps, 'object'>): ReactNode {
  const { credibility, by } = object.grade;
  const confidence: unknown = object.object['confidence'];
  if (credibility === undefined || by === undefined) {
    return <span>{t('Its source did not say how sure it is.')}</span>;
  }
  return (
    <span>
      <strong>{credibility}</strong> {t(CREDIBILITY_WORDS[credibility])}
      <span className="small quiet">
        {' '}
        {t(GROUND_WORDS[by])}{' '}
        {typeof confidence === 'number' &&
          t('Stated confidence: {{words}}.', { words: confidenceWords(confidence) })}
      </span>
    </span>
  );
}
