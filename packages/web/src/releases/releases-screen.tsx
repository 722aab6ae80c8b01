import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { useCommunity } from '../kernel/community.ts';
import { listReleases } from '../kernel/contract.ts';
import type { Community, ReleaseRequest } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { ReleaseCard } from './release-card.tsx';

/** What was asked to be shared wider: decisions that wait, what I asked, and what is over. */
export function ReleasesScreen(): ReactNode {
  const community = useCommunity();
  const releases = useAnswer(listReleases, { params: { community: community.id } });
  const items = releases.data?.items ?? [];
  const mine = items.filter(({ may }) => may.includes('answer') || may.includes('reply'));
  const waiting = items.filter((one) => !mine.includes(one) && isWaiting(one));
  const over = items.filter((one) => !mine.includes(one) && !isWaiting(one));
  return (
    <>
      <PageHead
        title={t('Requests')}
        tab={t('Requests')}
        levels={items.flatMap(({ object, sanitised }) => [object.level, sanitised?.level])}
        lead={t(
          'Who asked a source to share wider, and what the source said. Only both sides see it.',
        )}
      />
      <p>
        <Link to="/c/$community/before-asked" params={{ community: community.slug }}>
          {t('What you say before anybody asks')}
        </Link>
      </p>
      <ProblemPanel error={releases.error} onRetry={() => void releases.refetch()} />
      {releases.isPending && <Loading />}
      {releases.isSuccess && items.length === 0 && (
        <EmptyState
          title={t('Nobody has asked for anything yet')}
          action={
            <Link
              to="/c/$community/intelligence"
              params={{ community: community.slug }}
              search={{}}
            >
              {t('Go to Intelligence')}
            </Link>
          }
        >
          {t(
            'When something should reach more people than its marking allows, open it and ask its source. The source grants, sends something else, refuses or asks back; you find it here.',
          )}
        </EmptyState>
      )}
      <Part title={t('You are asked')} items={mine} community={community} />
      <Part title={t('Waits for the source')} items={waiting} community={community} />
      <Part title={t('Decided and over')} items={over} community={community} />
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly items: readonly ReleaseRequest[];
  readonly community: Community;
}

function Part({ title, items, community }: PartProps): ReactNode {
  if (items.length === 0) return null;
  return (
    <section className="stack">
      <h2>{title}</h2>
      {items.map((release) => (
        <ReleaseCard key={release.id} release={release} community={community} />
      ))}
    </section>
  );
}

function isWaiting({ state }: ReleaseRequest): boolean {
  return state === 'asked' || state === 'asked-back';
}
