import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { contributionTitle } from '../exchange/title-words.ts';
import { safeText } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import { listReviews } from '../kernel/contract.ts';
import type { Community, Review } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { ReviewSettingPanel } from './review-setting.tsx';
import { objectsWords, reviewStateWords } from './review-words.ts';

/** What waits for a sharing officer before it leaves the organization, and what waits at all. */
export function ReviewsScreen(): ReactNode {
  const community = useCommunity();
  const params = { community: community.id };
  const reviews = useAnswer(listReviews, { params }, { staleTime: 0 });
  const items = reviews.data?.items ?? [];
  const isOpen = ({ state }: Review): boolean => state === 'waiting' || state === 'held';
  const toDecide = items.filter((one) => isOpen(one) && one.may.includes('release'));
  const waiting = items.filter((one) => isOpen(one) && !toDecide.includes(one));
  const over = items.filter((one) => !isOpen(one));
  return (
    <div className="stack wide">
      <PageHead
        title={t('Before it leaves')}
        tab={t('Before it leaves')}
        levels={items.flatMap(({ levels }) => levels)}
        lead={t(
          'What colleagues share and a sharing officer looks at first. Until it is released, only whoever shared it and the sharing officers of your organization see it.',
        )}
      />
      <ProblemPanel error={reviews.error} onRetry={() => void reviews.refetch()} />
      {reviews.isPending && <Loading />}
      {reviews.isSuccess && items.length === 0 && (
        <EmptyState title={t('Nothing waits here')} action={<ShareLink slug={community.slug} />}>
          {t('What your organization wants looked at before it leaves is said below.')}
        </EmptyState>
      )}
      <Part title={t('For you to decide')} items={toDecide} community={community} />
      <Part title={t('Waits for a sharing officer')} items={waiting} community={community} />
      <Part title={t('Decided')} items={over} community={community} />
      <ReviewSettingPanel community={community} />
    </div>
  );
}

function ShareLink({ slug }: { slug: string }): ReactNode {
  return (
    <Link to="/c/$community/shares" params={{ community: slug }}>
      {t('Our shares')}
    </Link>
  );
}

interface PartProps {
  readonly title: string;
  readonly items: readonly Review[];
  readonly community: Community;
}

function Part({ title, items, community }: PartProps): ReactNode {
  if (items.length === 0) return null;
  return (
    <section className="stack">
      <h2>{title}</h2>
      <div className="scrolls panel" tabIndex={0} role="region" aria-label={title}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('What was shared')}</th>
              <th scope="col">{t('By whom')}</th>
              <th scope="col">{t('When')}</th>
              <th scope="col">{t('State')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((review) => (
              <ReviewLine key={review.id} review={review} community={community} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ReviewLine({ review, community }: { review: Review; community: Community }): ReactNode {
  return (
    <tr>
      <td>
        <ReviewLink review={review} slug={community.slug} />
        <div className="small quiet">
          {objectsWords(review.objects)}{' '}
          {review.levels.map((level) => (
            <TlpPlate key={level} level={level} />
          ))}
        </div>
      </td>
      <td>
        {safeText(review.author.name)}
        {review.own && <span className="quiet"> {t('(you)')}</span>}
      </td>
      <td>
        <TimeText at={review.at} />
      </td>
      <td>
        <span className="tag">{reviewStateWords(review.state)}</span>
      </td>
    </tr>
  );
}

/** What left has its receipt; what did not is still here to look at. */
function ReviewLink({ review, slug }: { review: Review; slug: string }): ReactNode {
  if (review.state === 'released') {
    return (
      <Link to="/c/$community/shares/$receipt" params={{ community: slug, receipt: review.id }}>
        {t('Its receipt')}
      </Link>
    );
  }
  if (review.state === 'withdrawn') return <span className="quiet">{t('Taken back')}</span>;
  return (
    <Link to="/c/$community/reviews/$review" params={{ community: slug, review: review.id }}>
      {contributionTitle(review)}
    </Link>
  );
}
