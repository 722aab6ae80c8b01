import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { safeText } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import { showBallot } from '../kernel/contract.ts';
import type { BallotDetail, Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { hubText, plural, rich, t } from '../kernel/words.ts';
import { BallotForm } from './ballot-form.tsx';
import { BallotMoves } from './ballot-moves.tsx';
import { BallotResult } from './ballot-result.tsx';
import { BallotTime } from './ballots-screen.tsx';
import { ruleWords, typeWords } from './ballot-words.ts';
import { OwnVote } from './own-vote.tsx';
import '../decisions/decisions.css';
import './ballots.css';

/** One ballot: what is asked, by which rule, one's own vote, and once it is closed what came out. */
export function BallotScreen(): ReactNode {
  const community = useCommunity();
  const { ballot: id } = useParams({ from: '/inside/c/$community/ballots/$ballot' });
  const ballot = useAnswer(showBallot, { params: { community: community.id, ballot: id } });
  const { data } = ballot;
  return (
    <>
      <PageHead
        title={data === undefined ? t('Ballot') : safeText(data.title)}
        tab={t('Ballots')}
        levels={data === undefined ? [] : [data.level]}
        lead={data === undefined ? '' : typeWords(data.type)}
      />
      <ProblemPanel error={ballot.error} onRetry={() => void ballot.refetch()} />
      {ballot.isPending && <Loading />}
      {data !== undefined && (
        <div className="stack wide">
          <Asked of={data} community={community} />
          <BallotResult of={data} community={community} />
          <OwnVote of={data} community={community} />
          <BallotMoves of={data} community={community} />
          <Roll of={data} />
        </div>
      )}
    </>
  );
}

function Asked({ of, community }: { of: BallotDetail; community: Community }): ReactNode {
  const [isWriting, setWriting] = useState(false);
  return (
    <section className="panel stack tight">
      <p className="small quiet">
        <BallotTime of={of} />{' '}
        {rich('Proposed by {{person}} of {{organization}}.', {
          person: safeText(of.by.person.name),
          organization: hubText(of.by.organization.name),
        })}
      </p>
      {of.text !== '' && <p className="decision-text">{safeText(of.text)}</p>}
      {of.options.length > 0 && (
        <ol>
          {of.options.map(({ key, text }) => (
            <li key={key}>{safeText(text)}</li>
          ))}
        </ol>
      )}
      <ul>
        {ruleWords(of).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {of.out_of_reach && (
        <p className="panel caution">
          {t('Fewer may vote by now than have to: it cannot decide anything any more.')}
        </p>
      )}
      {of.words !== undefined && (
        <p className="decision-text">
          {rich('The reason: {{words}}', { words: safeText(of.words) })}
        </p>
      )}
      {of.decision !== undefined && (
        <p>
          <Link
            to="/c/$community/decisions/$decision"
            params={{ community: community.slug, decision: of.decision }}
          >
            {t('The decision it made')}
          </Link>
        </p>
      )}
      {of.may.includes('write') && (
        <p>
          <Button variant="default" onClick={() => setWriting(true)}>
            {t('Change it')}
          </Button>
        </p>
      )}
      <Window title={t('Change it')} isOpen={isWriting} onClose={() => setWriting(false)}>
        <BallotForm
          community={community}
          ballot={of}
          onClose={() => setWriting(false)}
          onDone={() => setWriting(false)}
        />
      </Window>
    </section>
  );
}

function Roll({ of }: { of: BallotDetail }): ReactNode {
  if (of.roll.length === 0) return null;
  return (
    <details className="panel">
      <summary>
        {plural(of.roll.length, {
          one: '1 organization may vote',
          other: '{{count}} organizations may vote',
        })}
      </summary>
      <ul className="row plain">
        {of.roll.map(({ id, name }) => (
          <li key={id}>
            <PartyChip name={name} />
          </li>
        ))}
      </ul>
    </details>
  );
}
