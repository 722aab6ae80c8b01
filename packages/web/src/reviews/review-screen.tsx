import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { mayFollowReview } from '@tocsin/policy';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { contributionTitle } from '../exchange/title-words.ts';
import { safeText } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import {
  listReviews,
  previewReview,
  showHome,
  showReview,
  withdrawReview,
} from '../kernel/contract.ts';
import type { Community, ReviewChanges, ReviewDetail } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { hubText, rich, t } from '../kernel/words.ts';
import { withLeftOut, withReplaced } from './changes.ts';
import type { ChangesInHand } from './changes.ts';
import { ReviewContent } from './review-content.tsx';
import { ReviewDecision } from './review-decision.tsx';
import { ReviewFindings } from './review-findings.tsx';
import { objectsWords, reviewStateWords, wayWords, whyWords } from './review-words.ts';
import './reviews.css';

/** One share before it leaves: what it holds, what would leave, and the decision. */
export function ReviewScreen(): ReactNode {
  const { review: id } = useParams({ from: '/inside/c/$community/reviews/$review' });
  const community = useCommunity();
  const params = { community: community.id, review: id };
  const review = useAnswer(showReview, { params }, { staleTime: 0 });
  if (review.data === undefined) {
    return (
      <>
        <PageHead title={t('Before it leaves')} tab={t('Before it leaves')} />
        <ProblemPanel error={review.error} onRetry={() => void review.refetch()} />
        {review.isPending && <Loading />}
      </>
    );
  }
  return <ReviewPage review={review.data} community={community} />;
}

const OwnCheck = lazy(async () => ({ default: (await import('./own-check.tsx')).OwnCheck }));

interface PageProps {
  readonly review: ReviewDetail;
  readonly community: Community;
}

function ReviewPage({ review, community }: PageProps): ReactNode {
  const inHand = useChanges();
  const { content } = review;
  const isOfficer = review.may.includes('release') && content !== undefined;
  const preview = useAnswer(
    previewReview,
    { params: { community: community.id, review: review.id }, body: inHand.changes },
    { enabled: isOfficer && !inHand.isEmpty },
  );
  const after = inHand.isEmpty ? undefined : preview.data;
  return (
    <div className="stack wide">
      <PageHead
        title={contributionTitle(review)}
        tab={t('Before it leaves')}
        levels={review.levels}
        lead={<Lead review={review} />}
      />
      <State review={review} community={community} />
      {content !== undefined && (
        <>
          <ReviewFindings
            findings={content.findings}
            isMore={content.more_findings}
            {...(isOfficer ? { inHand } : {})}
          />
          {isOfficer && (
            <Suspense fallback={<Loading />}>
              <OwnCheck content={content} community={community} inHand={inHand} />
            </Suspense>
          )}
          <ProblemPanel error={preview.error} />
          <ReviewContent content={content} after={after} {...(isOfficer ? { inHand } : {})} />
        </>
      )}
      {isOfficer && (
        <ReviewDecision review={review} community={community} inHand={inHand} after={after} />
      )}
    </div>
  );
}

function useChanges(): ChangesInHand {
  const [changes, setChanges] = useState<ReviewChanges>({ replace: [], leave_out: [] });
  return {
    changes,
    isEmpty: changes.replace.length + changes.leave_out.length === 0,
    replace: (find, instead) => setChanges((held) => withReplaced(held, find, instead)),
    leaveOut: (index, isOut) => setChanges((held) => withLeftOut(held, index, isOut)),
  };
}

function Lead({ review }: { review: ReviewDetail }): ReactNode {
  const { under } = review;
  return (
    <>
      {rich('{{name}} shared {{objects}} {{way}}, {{time}}. {{why}}', {
        name: safeText(review.author.name),
        objects: objectsWords(review.objects),
        way: wayWords(review.via),
        time: <TimeText at={review.at} />,
        why: whyWords(review),
      })}
      {under !== undefined && (
        <> {t('It leaves under the name {{name}}.', { name: hubText(under.name) })}</>
      )}
    </>
  );
}

/** Where it stands, what was said, and what whoever shared it can do. */
function State({ review, community }: PageProps): ReactNode {
  const { decided } = review;
  return (
    <section className="panel note stack tight" aria-labelledby="review-state">
      <h2 id="review-state">{reviewStateWords(review.state)}</h2>
      {decided !== undefined && (
        <p>
          {rich('{{name}}, {{time}}.', {
            name: safeText(decided.by),
            time: <TimeText at={decided.at} />,
          })}{' '}
          {decided.words !== undefined && <span className="said">{safeText(decided.words)}</span>}
        </p>
      )}
      {review.answers !== undefined && mayFollowReview(review.state, 'released') && (
        <p>
          {t(
            'It is to answer a request to share wider: when it is released, the request is answered.',
          )}
        </p>
      )}
      {review.needs_another && (
        <p>
          {t(
            'You shared it yourself: another sharing officer of your organization decides, so that two people have seen it.',
          )}
        </p>
      )}
      {review.state === 'returned' && (
        <p className="measure">
          {t(
            'It did not leave. Put right what is said, share it anew, and put this one away. It is kept for 30 days.',
          )}
        </p>
      )}
      <div className="row">
        {review.may.includes('withdraw') && <Withdraw review={review} community={community} />}
        <Link to="/c/$community/reviews" params={{ community: community.slug }}>
          {t('All that waits')}
        </Link>
      </div>
    </section>
  );
}

function Withdraw({ review, community }: PageProps): ReactNode {
  const stale = [listReviews, showReview, showHome];
  const withdraw = useAct(withdrawReview, { stale });
  const params = { community: community.id, review: review.id };
  return (
    <>
      <Button
        variant="default"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ params })}
      >
        {review.state === 'returned' ? t('Put it away') : t('Take it back')}
      </Button>
      <ProblemPanel error={withdraw.error} />
    </>
  );
}
