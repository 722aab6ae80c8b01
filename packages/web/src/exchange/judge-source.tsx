import { Button, NativeSelect, Radio, Textarea } from '@mantine/core';
import { JUDGED_TOPICS, RELIABILITIES } from '@tocsin/policy';
import type { JudgedTopic, Reliability as Letter } from '@tocsin/policy';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { call } from '../kernel/client.ts';
import { judgeSource, showObject, showReliability } from '../kernel/contract.ts';
import type { Community, ObjectDetail, Reliability } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { plural, t } from '../kernel/words.ts';
import { RELIABILITY_WORDS, TOPIC_WORDS } from './grade-words.ts';
import { safeText } from './words.ts';

const REASON_MAX = 500;
const LETTERS = [...RELIABILITIES, 'F'] as const;

interface JudgeSourceProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  readonly onClose: () => void;
}

/** What an organization holds of a source, what it can rest on, and the letter it gives. */
export function JudgeSource({ object, community, onClose }: JudgeSourceProps): ReactNode {
  const params = { community: community.id, source: object.origin.id };
  const held = useQuery({
    queryKey: [showReliability.name, params],
    queryFn: ({ signal }) => call(showReliability, { params }, { signal }),
    staleTime: 0,
  });
  if (held.error !== null) return <ProblemPanel error={held.error} />;
  if (held.data === undefined) return <p role="status">{t('Looking …')}</p>;
  const { judgements, history, may } = held.data;
  return (
    <div className="stack">
      <p>
        {t('Only your organization sees it; the source never does.')} {historyWords(history)}
      </p>
      {judgements.length > 0 && (
        <ul className="stack tight">
          {judgements.map(({ topic, letter, reason, person, at }) => (
            <li key={topic}>
              <strong>{letter}</strong> {t(RELIABILITY_WORDS[letter])}: {t(TOPIC_WORDS[topic])}
              <div className="small quiet">
                {person.name}, <TimeText at={at} />
                {reason !== '' && `: ${safeText(reason)}`}
              </div>
            </li>
          ))}
        </ul>
      )}
      {may ? (
        <LetterForm params={params} held={judgements} onClose={onClose} />
      ) : (
        <p className="quiet">{t('Who shares for your organization gives the letter.')}</p>
      )}
    </div>
  );
}

function historyWords({ looked_at: looked, seen, disputed }: Reliability['history']): string {
  return [
    plural(looked, {
      one: 'Of the one thing of it that you may read:',
      other: 'Of the newest {{count}} things of it that you may read:',
    }),
    plural(seen, { one: 'one was seen by others,', other: '{{count}} were seen by others,' }),
    plural(disputed, {
      one: 'one was called wrong.',
      other: '{{count}} were called wrong.',
    }),
  ].join(' ');
}

interface LetterFormProps {
  readonly params: { readonly community: string; readonly source: string };
  readonly held: Reliability['judgements'];
  readonly onClose: () => void;
}

function LetterForm({ params, held, onClose }: LetterFormProps): ReactNode {
  const [topic, setTopic] = useState<JudgedTopic>('everything');
  const [chosen, setLetter] = useState<Letter | 'F'>();
  const [written, setReason] = useState<string>();
  const judge = useAct(judgeSource, { stale: [showReliability, showObject], onDone: onClose });
  const given = held.find((one) => one.topic === topic);
  const letter = chosen ?? given?.letter ?? 'F';
  const reason = written ?? given?.reason ?? '';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        judge.mutate({ params, body: { topic, letter, reason } });
      }}
    >
      <NativeSelect
        label={t('For')}
        value={topic}
        onChange={(event) => {
          const next = JUDGED_TOPICS.find((one) => one === event.currentTarget.value);
          if (next === undefined) return;
          setTopic(next);
          setLetter(undefined);
          setReason(undefined);
        }}
        data={JUDGED_TOPICS.map((one) => ({ value: one, label: t(TOPIC_WORDS[one]) }))}
      />
      <fieldset className="plain stack tight">
        <legend className="field-label">{t('How reliable it has been')}</legend>
        {LETTERS.map((one) => (
          <Radio
            key={one}
            name="letter"
            value={one}
            checked={letter === one}
            onChange={() => setLetter(one)}
            label={
              <>
                <strong>{one}</strong> {t(RELIABILITY_WORDS[one])}
              </>
            }
          />
        ))}
      </fieldset>
      <Textarea
        label={t('Why (optional)')}
        description={t('For your colleagues: what it rests on.')}
        rows={2}
        maxLength={REASON_MAX}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemPanel error={judge.error} />
      <div className="row">
        <Button type="submit" loading={judge.isPending}>
          {t('Give the letter')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}
