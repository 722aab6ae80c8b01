import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { DateTime } from '../design/time-text.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { PartyChip } from '../design/party-chip.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import type { ObjectDetail, Reference } from '../kernel/contract.ts';
import { hubText, t } from '../kernel/words.ts';
import { AnswerWords, OwnWords } from './answer-words.tsx';
import { SightingChart } from './sighting-chart.tsx';
import { answersOf, seenAt, verdictOf } from './verdict.ts';

interface ObjectSightingsProps {
  readonly object: ObjectDetail;
  readonly references: readonly Reference[];
}

/** Who saw it and when, who calls it false, and what was done about it. */
export function ObjectSightings({ object, references }: ObjectSightingsProps): ReactNode {
  const [who, setWho] = useState('');
  const all = answersOf(references);
  const list = [...all.sightings, ...all.disagreements, ...all.actions];
  if (list.length === 0) {
    return (
      <EmptyState title={t('No answers yet')}>
        {t(
          'When somebody says “I saw this”, “False positive” or what they did, it stands here with its time. Be the first: press the button above, or s, f or a.',
        )}
      </EmptyState>
    );
  }
  const parties = new Map(list.map(({ origin }) => [origin.id, hubText(origin.name)]));
  const shown = who === '' ? references : references.filter(({ origin }) => origin.id === who);
  const answers = answersOf(shown);
  return (
    <div className="stack">
      <NativeSelect
        className="narrow no-print"
        label={t('Who')}
        value={who}
        onChange={(event) => setWho(event.currentTarget.value)}
        data={[
          { value: '', label: t('Everybody') },
          ...[...parties].map(([value, label]) => ({ value, label })),
        ]}
      />
      <section className="panel stack" aria-labelledby="over-time">
        <h2 id="over-time">{t('Over time')}</h2>
        <p>{verdictOf(object, answers)}</p>
        <SightingChart answers={answers} />
      </section>
      <AnswerTable title={t('Sightings')} answers={answers.sightings} />
      <AnswerTable title={t('False positives')} answers={answers.disagreements} />
      <AnswerTable title={t('What was done')} answers={answers.actions} />
    </div>
  );
}

function AnswerTable({
  title,
  answers,
}: {
  title: string;
  answers: readonly Reference[];
}): ReactNode {
  if (answers.length === 0) return null;
  const sorted = [...answers].sort((a, b) => seenAt(b).localeCompare(seenAt(a)));
  return (
    <section className="panel">
      <h2>{title}</h2>
      <div className="scrolls" tabIndex={0} role="region" aria-label={title}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('Who')}</th>
              <th scope="col">{t('What they said')}</th>
              <th scope="col">{t('When')}</th>
              <th scope="col">{t('Marking')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((answer) => (
              <tr key={answer.id}>
                <td>
                  <PartyChip name={answer.origin.name} />
                </td>
                <td>
                  <AnswerWords answer={answer} />
                  <OwnWords text={answer.text} />
                </td>
                <td>
                  <DateTime at={seenAt(answer)} />
                </td>
                <td>
                  <TlpPlate level={answer.marking.level} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
