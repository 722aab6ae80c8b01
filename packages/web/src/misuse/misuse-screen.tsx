import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { useCommunity } from '../kernel/community.ts';
import { listMisuse } from '../kernel/contract.ts';
import type { Community, MisuseCase } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { CaseCard } from './case-card.tsx';

/** Cases of misuse the reader has a part in: those that wait for them, open ones, closed ones. */
export function MisuseScreen(): ReactNode {
  const community = useCommunity();
  const cases = useAnswer(listMisuse, { params: { community: community.id } });
  const items = cases.data?.items ?? [];
  const mine = items.filter(({ may, state }) => may.length > 0 && state !== 'closed');
  const open = items.filter((one) => !mine.includes(one) && one.state !== 'closed');
  const closed = items.filter(({ state }) => state === 'closed');
  return (
    <>
      <PageHead
        title={t('Misuse')}
        tab={t('Misuse')}
        levels={items.map(({ object }) => object.level)}
        lead={t(
          'What was done with something against the rules it was shared under. Each side sees its own part, and nobody else anything.',
        )}
      />
      <ProblemPanel error={cases.error} onRetry={() => void cases.refetch()} />
      {cases.isPending && <Loading />}
      {cases.isSuccess && items.length === 0 && (
        <EmptyState
          title={t('Nothing was reported that you have a part in')}
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
          {t('Open what it is about and press “Report misuse”. The chairs assess it.')}
        </EmptyState>
      )}
      <Part title={t('Waits for you')} items={mine} community={community} />
      <Part title={t('Open')} items={open} community={community} />
      <Part title={t('Closed')} items={closed} community={community} />
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly items: readonly MisuseCase[];
  readonly community: Community;
}

function Part({ title, items, community }: PartProps): ReactNode {
  if (items.length === 0) return null;
  return (
    <section className="stack">
      <h2>{title}</h2>
      {items.map((one) => (
        <CaseCard key={one.id} of={one} community={community} />
      ))}
    </section>
  );
}
