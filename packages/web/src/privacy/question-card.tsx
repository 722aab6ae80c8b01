import { Button, NativeSelect, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { titleWords } from '../exchange/title-words.ts';
import { safeText } from '../exchange/words.ts';
import {
  answerAboutSubject,
  listSubjectQuestions,
  lookForSubject,
  showHome,
} from '../kernel/contract.ts';
import type { Community, SubjectQuestion } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { HitList } from './hit-list.tsx';
import { ANSWERS_SHOWN, answerWords, subjectKindWords } from './subject-words.ts';
import type { Answer } from './subject-words.ts';

interface QuestionCardProps {
  readonly of: SubjectQuestion;
  readonly community: Community;
}

/** What another organization asks: look in what one brought, and answer. */
export function QuestionCard({ of, community }: QuestionCardProps): ReactNode {
  const look = useAct(lookForSubject);
  const params = { community: community.id, request: of.id };
  return (
    <article className="panel stack tight">
      <h3>{subjectKindWords(of.kind)}</h3>
      <p>
        {rich('{{organization}} asks, until {{time}}.', {
          organization: <PartyChip name={of.organization.name} />,
          time: <DateTime at={of.due_at} />,
        })}
      </p>
      {of.object !== undefined && <AboutOne of={of.object} community={community} />}
      {of.sought === undefined ? (
        <p>
          {t(
            'The values are not shown to you: the hub compares them with what your organization brought.',
          )}
        </p>
      ) : (
        <p className="mono small">{of.sought.map(safeText).join(', ')}</p>
      )}
      {of.answered !== undefined && (
        <p>
          <span className="tag">{answerWords(of.answered.answer)}</span>{' '}
          {safeText(of.answered.words)}
        </p>
      )}
      <div>
        <Button variant="default" loading={look.isPending} onClick={() => look.mutate({ params })}>
          {t('Look in what we brought')}
        </Button>
      </div>
      <ProblemPanel error={look.error} />
      {look.data !== undefined && <HitList hits={look.data} community={community} />}
      {look.data?.items.some(({ under_alias: alias }) => alias) === true && (
        <p>
          {t(
            'Some of it stands under another name. You answer under your own: take back nothing of it at the same time, and name nothing, or they learn whose it is.',
          )}
        </p>
      )}
      <AnswerForm of={of} community={community} />
    </article>
  );
}

/** Only you are asked, and only about this. */
function AboutOne({
  of,
  community,
}: {
  of: NonNullable<SubjectQuestion['object']>;
  community: Community;
}): ReactNode {
  const type = of.id.split('--')[0] ?? '';
  return (
    <p>
      {rich('You alone are asked, about one object: {{object}}.', {
        object: (
          <Link
            to="/c/$community/objects/$object"
            params={{ community: community.slug, object: of.id }}
          >
            {titleWords({ type, title: of.title ?? '' })}
          </Link>
        ),
      })}
    </p>
  );
}

function AnswerForm({ of, community }: QuestionCardProps): ReactNode {
  const [answer, setAnswer] = useState<Answer>('nothing');
  const [words, setWords] = useState('');
  const send = useAct(answerAboutSubject, { stale: [listSubjectQuestions, showHome] });
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        const params = { community: community.id, request: of.id };
        send.mutate({ params, body: { answer, words } });
      }}
    >
      <NativeSelect
        label={t('What you tell them')}
        value={answer}
        data={ANSWERS_SHOWN.map((value) => ({ value, label: answerWords(value) }))}
        onChange={({ currentTarget: { value } }) =>
          setAnswer(ANSWERS_SHOWN.find((one) => one === value) ?? 'nothing')
        }
      />
      <Textarea
        label={t('In words; name what you found only if you want to')}
        required={answer !== 'nothing'}
        rows={2}
        maxLength={2000}
        value={words}
        onChange={({ currentTarget: { value } }) => setWords(value)}
      />
      <ProblemPanel error={send.error} />
      <div>
        <Button type="submit" loading={send.isPending}>
          {t('Answer them')}
        </Button>
      </div>
    </form>
  );
}
