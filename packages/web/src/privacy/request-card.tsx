import { Button, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { safeText, typeWords } from '../exchange/words.ts';
import {
  askAboutSubject,
  listSubjectRequests,
  moveSubjectRequest,
  searchSubject,
  showHome,
  showPrivacyReport,
} from '../kernel/contract.ts';
import type { Community, SubjectRequest } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { hubText, rich, t } from '../kernel/words.ts';
import { HitList } from './hit-list.tsx';
import { letterOf } from './letter.ts';
import { answerWords, subjectKindWords, subjectStateWords } from './subject-words.ts';

interface RequestCardProps {
  readonly of: SubjectRequest;
  readonly community: Community;
}

/** What one person asked, with its next steps. */
export function RequestCard({ of, community }: RequestCardProps): ReactNode {
  const isOpen = of.closed_at === undefined;
  return (
    <article className="panel stack tight">
      <h3>{subjectKindWords(of.kind)}</h3>
      <p>
        <span className="tag">{subjectStateWords(of.state)}</span>{' '}
        {isOpen && rich('Answer it until {{time}}.', { time: <DateTime at={of.due_at} /> })}
      </p>
      {of.sought === undefined ? (
        <p className="quiet">{t('The values are forgotten.')}</p>
      ) : (
        <p className="mono small">{of.sought.map(safeText).join(', ')}</p>
      )}
      {of.extension !== undefined && (
        <p className="said">
          {t('It takes up to three months: {{words}}', { words: safeText(of.extension) })}
        </p>
      )}
      {of.words !== '' && <p className="said">{safeText(of.words)}</p>}
      {of.answers.length > 0 && (
        <ul className="plain">
          {of.answers.map(({ organization, answer, words }) => (
            <li key={organization.id}>
              <strong>{hubText(organization.name)}</strong>: {answerWords(answer)}
              {words !== '' && <div className="said">{safeText(words)}</div>}
            </li>
          ))}
        </ul>
      )}
      {of.sources.length > 0 && <AskedAlone of={of} community={community} />}
      {of.letter !== undefined && <SentLetter of={of.letter} />}
      {isOpen && <Steps of={of} community={community} />}
    </article>
  );
}

/** Sources asked one by one, each about one object, and what they said. */
function AskedAlone({ of, community }: RequestCardProps): ReactNode {
  return (
    <ul className="plain">
      {of.sources.map(({ object, source, at, answered }) => (
        <li key={`${source.id} ${object}`}>
          {rich('{{source}}, about {{object}}, asked {{time}}:', {
            source: <strong>{hubText(source.name)}</strong>,
            object: (
              <Link
                to="/c/$community/objects/$object"
                params={{ community: community.slug, object }}
              >
                {typeWords(object.split('--')[0] ?? '')}
              </Link>
            ),
            time: <DateTime at={at} />,
          })}{' '}
          {answered === undefined ? t('no answer yet') : answerWords(answered.answer)}
          {answered !== undefined && answered.words !== '' && (
            <div className="said">{safeText(answered.words)}</div>
          )}
        </li>
      ))}
    </ul>
  );
}

type Step = 'identified' | 'answered' | 'refused' | 'extended';

function Steps({ of, community }: RequestCardProps): ReactNode {
  const [step, setStep] = useState<Step>();
  const [edited, setEdited] = useState<string>();
  const stale = [listSubjectRequests, showHome, showPrivacyReport];
  const search = useAct(searchSubject, { stale });
  const params = { community: community.id, request: of.id };
  const isKnown = of.state !== 'received';
  // Only what was looked for just now is told: without hits nothing may be said of what is held.
  const letter = edited ?? (search.data === undefined ? '' : letterOf(of, search.data));
  return (
    <div className="stack tight">
      <div className="row">
        {of.state === 'received' && (
          <Button variant="default" onClick={() => setStep('identified')}>
            {t('It is known who asks')}
          </Button>
        )}
        {isKnown && (
          <Button
            variant="default"
            loading={search.isPending}
            onClick={() => {
              setEdited(undefined);
              search.mutate({ params });
            }}
          >
            {t('Look for the values')}
          </Button>
        )}
        {isKnown && of.asked === undefined && <AskOthers of={of} community={community} />}
        {of.state === 'searched' && (
          <Button variant="default" onClick={() => setStep('answered')}>
            {t('It is answered')}
          </Button>
        )}
        {of.extension === undefined && (
          <Button variant="default" onClick={() => setStep('extended')}>
            {t('It takes longer')}
          </Button>
        )}
        <Button variant="default" onClick={() => setStep('refused')}>
          {t('Refuse it')}
        </Button>
      </div>
      <AskedWords of={of} />
      <ProblemPanel error={search.error} />
      {step !== undefined && (
        <StepForm
          key={step}
          to={step}
          of={of}
          community={community}
          letter={letter}
          onClose={() => setStep(undefined)}
        />
      )}
      {search.data !== undefined && <HitList hits={search.data} community={community} of={of} />}
      {of.state === 'searched' && (
        <Letter text={letter} isDrafted={search.data !== undefined} onChange={setEdited} />
      )}
    </div>
  );
}

function AskOthers({ of, community }: RequestCardProps): ReactNode {
  const ask = useAct(askAboutSubject, { stale: [listSubjectRequests, showHome] });
  const params = { community: community.id, request: of.id };
  return (
    <>
      <Button
        variant="default"
        loading={ask.isPending}
        onClick={() => ask.mutate({ params, body: { how: 'compared' } })}
      >
        {t('Ask the others without showing the values')}
      </Button>
      <Button
        variant="default"
        loading={ask.isPending}
        onClick={() => ask.mutate({ params, body: { how: 'shown' } })}
      >
        {t('Ask the others with the values')}
      </Button>
      <ProblemPanel error={ask.error} />
    </>
  );
}

function AskedWords({ of }: Pick<RequestCardProps, 'of'>): ReactNode {
  if (of.asked === undefined) return null;
  return (
    <p className="small quiet">
      {of.asked.how === 'shown'
        ? t('The other organizations were asked, with the values.')
        : t(
            'The other organizations were asked; the hub compares for each in what it brought, and shows it to that organization alone.',
          )}
    </p>
  );
}

interface LetterProps {
  readonly text: string;
  readonly isDrafted: boolean;
  readonly onChange: (text: string) => void;
}

function Letter({ text, isDrafted, onChange }: LetterProps): ReactNode {
  return (
    <div className="stack tight">
      <Textarea
        label={t('The answer, to complete and copy')}
        description={
          isDrafted
            ? t('It is kept exactly as it stands here when you enter that it is answered.')
            : t('Look for the values again to have it drafted.')
        }
        rows={8}
        maxLength={20_000}
        value={text}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
      <div>
        <CopyButton text={text}>{t('Copy the answer')}</CopyButton>
      </div>
    </div>
  );
}

/** What was answered, and by what an outsider sees that it was this. */
function SentLetter({ of }: { of: NonNullable<SubjectRequest['letter']> }): ReactNode {
  const { text, salt, sha256 } = of;
  return (
    <details>
      <summary>{t('What was answered')}</summary>
      <div className="stack tight">
        {text === undefined || salt === undefined ? (
          <p className="quiet">{t('The text is forgotten with the values.')}</p>
        ) : (
          <>
            <p className="said">{safeText(text)}</p>
            <div>
              <CopyButton text={`${salt}\n${text}`}>{t('Copy salt and letter')}</CopyButton>
            </div>
          </>
        )}
        <p className="small quiet">
          {t('SHA-256 of salt and letter, as the record names it:')}{' '}
          <span className="mono">{sha256}</span>
        </p>
      </div>
    </details>
  );
}

interface StepFormProps extends RequestCardProps {
  readonly to: Step;
  /** What is sent to the person with it. */
  readonly letter: string;
  readonly onClose: () => void;
}

function StepForm({ to, of, community, letter, onClose }: StepFormProps): ReactNode {
  const [words, setWords] = useState('');
  const move = useAct(moveSubjectRequest, {
    stale: [listSubjectRequests, showHome, showPrivacyReport],
    onDone: onClose,
  });
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        const params = { community: community.id, request: of.id };
        const isSent = to === 'answered' && letter !== '';
        move.mutate({ params, body: { to, words, ...(isSent ? { letter } : {}) } });
      }}
    >
      <Textarea
        label={stepLabel(to)}
        required
        rows={2}
        maxLength={2000}
        value={words}
        onChange={({ currentTarget: { value } }) => setWords(value)}
      />
      <ProblemPanel error={move.error} />
      <div className="row">
        <Button type="submit" loading={move.isPending}>
          {t('Enter it')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

function stepLabel(to: Step): string {
  switch (to) {
    case 'identified':
      return t('How you know that it is them');
    case 'answered':
      return t('What you answered and did');
    case 'extended':
      return t('Why it takes longer than a month; they must be told within it');
    case 'refused':
      return t('Why it is refused; they must be told, and where to complain');
  }
}
