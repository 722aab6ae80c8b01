import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { safeText } from '../exchange/words.ts';
import {
  listBallots,
  listDecisions,
  moveBallot,
  showBallot,
  showHome,
} from '../kernel/contract.ts';
import type { BallotDetail, Community } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { choiceWords } from './ballot-words.ts';

interface MovesProps {
  readonly of: BallotDetail;
  readonly community: Community;
}

const STEPS = ['open', 'close', 'settle', 'drop'] as const;
type Step = (typeof STEPS)[number];
const TO = { open: 'open', close: 'closed', settle: 'settled', drop: 'dropped' } as const;

/** The next steps of a ballot, for chairs; whoever proposed it may drop it. */
export function BallotMoves(props: MovesProps): ReactNode {
  const steps = STEPS.filter((step) => props.of.may.includes(step));
  const [chosen, setChosen] = useState<Step>();
  if (steps.length === 0) return null;
  return (
    <section className="panel stack tight" aria-labelledby="ballot-moves">
      <h2 id="ballot-moves">{t('Next step')}</h2>
      {steps.includes('close') && <p>{t('All have voted: it can be closed now.')}</p>}
      <div className="row" role="group" aria-label={t('Next step')}>
        {steps.map((step) => (
          <Button
            key={step}
            variant={chosen === step ? 'filled' : 'default'}
            aria-pressed={chosen === step}
            onClick={() => setChosen(chosen === step ? undefined : step)}
          >
            {stepWords(step)}
          </Button>
        ))}
      </div>
      {chosen !== undefined && steps.includes(chosen) && (
        <StepForm key={chosen} {...props} step={chosen} onDone={() => setChosen(undefined)} />
      )}
    </section>
  );
}

function stepWords(step: Step): string {
  const words = {
    open: t('Open it'),
    close: t('Close it now'),
    settle: t('Decide the tie'),
    drop: t('Drop it'),
  };
  return words[step];
}

function StepForm({
  of,
  community,
  step,
  onDone,
}: MovesProps & { step: Step; onDone: () => void }): ReactNode {
  const [until, setUntil] = useState('');
  const [words, setWords] = useState('');
  const [choice, setChoice] = useState(of.count?.tied?.[0] ?? '');
  const move = useAct(moveBallot, {
    stale: [showBallot, listBallots, listDecisions, showHome],
    onDone,
  });
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        move.mutate({
          params: { community: community.id, ballot: of.id },
          body: {
            to: TO[step],
            ...(step === 'open' ? { until: new Date(`${until}T23:59:59`).toISOString() } : {}),
            ...(step === 'settle' ? { choice } : {}),
            ...(words.trim() === '' ? {} : { words }),
          },
        });
      }}
    >
      {step === 'open' && <OpenUntil until={until} onChange={setUntil} />}
      {step === 'settle' && (
        <NativeSelect
          label={t('What is it to be?')}
          data={(of.count?.tied ?? []).map((value) => ({
            value,
            label: safeText(choiceWords(of, value)),
          }))}
          value={choice}
          onChange={(event) => setChoice(event.currentTarget.value)}
        />
      )}
      {(step === 'settle' || step === 'drop') && (
        <Textarea
          label={t('Why?')}
          required
          rows={2}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <ProblemPanel error={move.error} />
      <div className="row">
        <Button type="submit" loading={move.isPending}>
          {stepWords(step)}
        </Button>
      </div>
    </form>
  );
}

function OpenUntil({
  until,
  onChange,
}: {
  until: string;
  onChange: (until: string) => void;
}): ReactNode {
  return (
    <>
      <p className="quiet">
        {t(
          'Who may vote is fixed by opening it: every organization of which somebody who votes may read it.',
        )}
      </p>
      <TextInput
        type="date"
        className="decision-date"
        label={t('Until when is voted?')}
        required
        value={until}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}
