import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import {
  listApplications,
  listMembers,
  moveApplication,
  showApplication,
  showHome,
  showJoining,
} from '../kernel/contract.ts';
import type { Application, ApplicationStep, Community } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { AcceptForm } from './accept-form.tsx';
import { stepWords } from './joining-words.ts';

type Act = ApplicationStep['act'];

interface StepsProps {
  readonly of: Application;
  readonly community: Community;
}

const SHOWN: readonly Act[] = [
  'eligible',
  'vetting',
  'window',
  'hear',
  'agree',
  'accept',
  'reject',
  'ask',
];

/** What a chair may do next. */
export function ApplicationSteps(props: StepsProps): ReactNode {
  const { of } = props;
  const [chosen, setChosen] = useState<Act>();
  const acts = SHOWN.filter((act) => of.may.some((one) => one === act));
  if (acts.length === 0) return null;
  return (
    <section className="panel stack tight" aria-labelledby="steps">
      <h2 id="steps">{t('Next step')}</h2>
      <div className="row" role="group" aria-label={t('Next step')}>
        {acts.map((act) => (
          <Button
            key={act}
            variant={chosen === act ? 'filled' : 'default'}
            aria-pressed={chosen === act}
            onClick={() => setChosen(chosen === act ? undefined : act)}
          >
            {stepWords(act)}
          </Button>
        ))}
      </div>
      {chosen !== undefined && acts.includes(chosen) && (
        <StepForm key={chosen} {...props} act={chosen} onDone={() => setChosen(undefined)} />
      )}
    </section>
  );
}

function StepForm({
  of,
  community,
  act,
  onDone,
}: StepsProps & { act: Act; onDone: () => void }): ReactNode {
  const stale = [showApplication, listApplications, listMembers, showHome];
  const move = useAct(moveApplication, { stale, onDone });
  const [words, setWords] = useState('');
  const [until, setUntil] = useState('');
  const setting = useAnswer(showJoining, { params: { community: community.id } }).data;
  const send = (body: ApplicationStep): void =>
    move.mutate({ params: { community: community.id, application: of.id }, body });
  if (act === 'accept')
    return (
      <AcceptForm
        community={community}
        setting={setting}
        isBusy={move.isPending}
        error={move.error}
        onAccept={send}
      />
    );
  const isWritten = act === 'ask' || act === 'reject';
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        const end = until === '' ? {} : { until: new Date(`${until}T23:59:59`).toISOString() };
        send({ act, words, ...(act === 'window' ? end : {}) });
      }}
    >
      {isWritten && (
        <Textarea
          label={
            act === 'ask'
              ? t('What do you want to ask or say? The applicant reads it.')
              : t('Why? The applicant reads it; do not say who objected.')
          }
          required
          rows={3}
          maxLength={4000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      {act === 'window' && (
        <TextInput
          type="date"
          className="joining-date"
          label={t('Until when may members speak?')}
          description={t('Empty: {{count}} days, as the setting says', {
            count: setting?.window_days ?? 14,
          })}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
      <ProblemPanel error={move.error} />
      <div className="row">
        <Button type="submit" loading={move.isPending}>
          {stepWords(act)}
        </Button>
      </div>
    </form>
  );
}
