import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { listMisuse, moveMisuse, showHome } from '../kernel/contract.ts';
import type { Community, MisuseCase } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { stepWords } from '../protection/misuse-words.ts';
import type { Step } from '../protection/misuse-words.ts';

interface CaseStepProps {
  readonly of: MisuseCase;
  readonly community: Community;
}

/** The next step of a case; where there are two, the reader chooses. */
export function CaseStep({ of, community }: CaseStepProps): ReactNode {
  const [chosen, setChosen] = useState<Step>();
  return (
    <div className="stack tight">
      <div className="row" role="group" aria-label={t('Next step')}>
        {of.may.map((step) => (
          <Button
            key={step}
            variant={chosen === step ? 'filled' : 'default'}
            aria-pressed={chosen === step}
            onClick={() => setChosen(chosen === step ? undefined : step)}
          >
            {stepWords(step).act}
          </Button>
        ))}
      </div>
      {chosen !== undefined && of.may.includes(chosen) && (
        <StepForm key={chosen} of={of} community={community} step={chosen} />
      )}
    </div>
  );
}

function StepForm({ of, community, step }: CaseStepProps & { step: Step }): ReactNode {
  const [words, setWords] = useState('');
  const [contained, setContained] = useState('');
  const [until, setUntil] = useState('');
  const move = useAct(moveMisuse, { stale: [listMisuse, showHome] });
  const { label } = stepWords(step);
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        move.mutate({
          params: { community: community.id, case: of.id },
          body: {
            to: step,
            words,
            ...(contained.trim() === '' ? {} : { contained }),
            ...(until === '' ? {} : { until: new Date(`${until}T00:00:00`).toISOString() }),
          },
        });
      }}
    >
      <Textarea
        label={label}
        required
        rows={3}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {step === 'assessed' && (
        <Textarea
          label={t('What was done so that it goes no further (optional)')}
          rows={2}
          maxLength={4000}
          value={contained}
          onChange={(event) => setContained(event.currentTarget.value)}
        />
      )}
      {step === 'sanctioned' && (
        <TextInput
          type="date"
          label={t('Until when (optional)')}
          description={t('A membership is suspended under Members.')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
      <ProblemPanel error={move.error} />
      <div className="row">
        <Button type="submit" loading={move.isPending}>
          {t('Enter it')}
        </Button>
      </div>
    </form>
  );
}
