import { Button } from '@mantine/core';
import { IconCheckbox } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { mayDecide, outcomeWords } from '../decisions/decision-words.ts';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime, TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { Window } from '../design/window.tsx';
import { safeText } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import { listBallots } from '../kernel/contract.ts';
import type { Ballot, Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { BallotForm } from './ballot-form.tsx';
import { stateWords, typeWords } from './ballot-words.ts';
import { VotersPanel } from './voters-panel.tsx';
import '../decisions/decisions.css';
import './ballots.css';

/** Ballots: what waits for one's vote, what is open, and what came out. */
export function BallotsScreen(): ReactNode {
  const community = useCommunity();
  const navigate = useNavigate();
  const [isBeginning, setBeginning] = useState(false);
  const ballots = useAnswer(listBallots, { params: { community: community.id } });
  const items = ballots.data?.items ?? [];
  const mine = items.filter((one) => one.waits_for_me.length > 0);
  const rest = items.filter((one) => one.waits_for_me.length === 0);
  const begin = (
    <Button leftSection={<IconCheckbox size={17} />} onClick={() => setBeginning(true)}>
      {t('Propose a ballot')}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t('Ballots')}
        tab={t('Ballots')}
        levels={items.map(({ level }) => level)}
        lead={t('One vote of each organization. Nothing of the count is told before it is closed.')}
      />
      <ProblemPanel error={ballots.error} onRetry={() => void ballots.refetch()} />
      {ballots.isPending && <Loading />}
      <div className="stack wide">
        <p>
          <Link to="/c/$community/decisions" params={{ community: community.slug }}>
            {t('Decisions')}
          </Link>
        </p>
        {mayDecide(community) && items.length > 0 && <p>{begin}</p>}
        <Window
          title={t('Propose a ballot')}
          isOpen={isBeginning}
          onClose={() => setBeginning(false)}
        >
          <BallotForm
            community={community}
            onClose={() => setBeginning(false)}
            onDone={(ballot) => {
              setBeginning(false);
              void navigate({
                to: '/c/$community/ballots/$ballot',
                params: { community: community.slug, ballot },
              });
            }}
          />
        </Window>
        {ballots.isSuccess && items.length === 0 && (
          <EmptyState
            title={t('Nothing was voted on yet')}
            action={mayDecide(community) ? begin : undefined}
          >
            {t(
              'Whoever represents an organization proposes what is voted on; a chair opens it until a day. The result becomes a decision by itself.',
            )}
          </EmptyState>
        )}
        <Part title={t('Waits for you')} items={mine} community={community} />
        <Part title={t('Ballots')} items={rest} community={community} isPlain={mine.length === 0} />
        <VotersPanel community={community} />
      </div>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly items: readonly Ballot[];
  readonly community: Community;
  /** Alone on its page it needs no heading to be seen. */
  readonly isPlain?: boolean;
}

function Part({ title, items, community, isPlain = false }: PartProps): ReactNode {
  if (items.length === 0) return null;
  return (
    <section className="stack">
      <h2 className={isPlain ? 'unseen' : ''}>{title}</h2>
      <ul className="plain stack tight">
        {items.map((one) => (
          <li key={one.id}>
            <BallotRow of={one} community={community} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function BallotRow({ of, community }: { of: Ballot; community: Community }): ReactNode {
  return (
    <article className="panel stack tight">
      <h3>
        <Link
          to="/c/$community/ballots/$ballot"
          params={{ community: community.slug, ballot: of.id }}
        >
          {safeText(of.title)}
        </Link>
      </h3>
      <p className="row">
        <TlpPlate level={of.level} />
        <span className="tag">{typeWords(of.type)}</span>
        <span className="tag">{stateWords(of.state)}</span>
        {of.anonymous && <span className="tag">{t('Anonymous')}</span>}
        {of.outcome !== undefined && (
          <span className="tag">
            {outcomeWords(of.outcome)}
            {of.chosen !== undefined && `: ${safeText(of.chosen)}`}
          </span>
        )}
        {of.waits_for_me.map((what) => (
          <span key={what} className="tag caution">
            {what === 'vote' ? t('Your vote is asked for') : t('To be decided by you')}
          </span>
        ))}
      </p>
      <p className="small quiet">
        <BallotTime of={of} />
      </p>
    </article>
  );
}

/** Until when is voted, or when it was closed. */
export function BallotTime({ of }: { of: Ballot }): ReactNode {
  if (of.state === 'draft') return t('A chair opens it.');
  if (of.state === 'open' && of.open_until !== undefined) {
    return Date.parse(of.open_until) <= Date.now()
      ? t('The time is over: it is being counted.')
      : rich('Votes are taken until {{time}}.', { time: <DateTime at={of.open_until} /> });
  }
  if (of.closed_at === undefined) return null;
  return of.state === 'dropped'
    ? rich('Dropped {{time}}.', { time: <TimeText at={of.closed_at} /> })
    : rich('Closed {{time}}.', { time: <TimeText at={of.closed_at} /> });
}
