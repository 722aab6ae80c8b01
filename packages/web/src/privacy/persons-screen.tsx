import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Link } from '@tanstack/react-router';
import { useCommunity } from '../kernel/community.ts';
import { listSubjectQuestions, listSubjectRequests, showRetention } from '../kernel/contract.ts';
import type { Community, SubjectQuestion, SubjectRequest } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { OpenRequest } from './open-request.tsx';
import { QuestionCard } from './question-card.tsx';
import { RequestCard } from './request-card.tsx';

/** What persons ask about data of theirs, and what other organizations ask because of it. */
export function PersonsScreen(): ReactNode {
  const community = useCommunity();
  const params = { community: community.id };
  const requests = useAnswer(listSubjectRequests, { params });
  const questions = useAnswer(listSubjectQuestions, { params });
  const retention = useAnswer(showRetention, { params });
  const keeps = retention.data?.may_set.includes('own') ?? false;
  return (
    <>
      <PageHead
        title={t('What persons ask')}
        tab={t('What persons ask')}
        lead={t(
          'Access, rectification, erasure, objection: who asked, what was found, what was answered, and by when it must be.',
        )}
      />
      <ProblemPanel error={requests.error ?? questions.error ?? retention.error} />
      {retention.isPending && <Loading />}
      {retention.isSuccess && !keeps && (
        <EmptyState
          title={t('This register is not yours')}
          action={
            <Link to="/c/$community/privacy" params={{ community: community.slug }}>
              {t('Go to Privacy')}
            </Link>
          }
        >
          {t('Representatives and sharing officers keep it for their organization.')}
        </EmptyState>
      )}
      {keeps && (
        <Register
          community={community}
          asked={itemsOf(questions.data)}
          items={itemsOf(requests.data)}
        />
      )}
    </>
  );
}

function itemsOf<T>(list: { items: readonly T[] } | undefined): readonly T[] {
  return list?.items ?? [];
}

interface RegisterProps {
  readonly community: Community;
  readonly asked: readonly SubjectQuestion[];
  readonly items: readonly SubjectRequest[];
}

function Register({ community, asked, items }: RegisterProps): ReactNode {
  const open = items.filter(({ closed_at: closed }) => closed === undefined);
  const closed = items.filter((one) => !open.includes(one));
  return (
    <div className="stack measure">
      {asked.length > 0 && (
        <section className="stack">
          <h2>{t('Asked of you')}</h2>
          {asked.map((one) => (
            <QuestionCard key={one.id} of={one} community={community} />
          ))}
        </section>
      )}
      <Requests title={t('Open')} items={open} community={community} />
      <OpenRequest community={community} />
      <Requests title={t('Closed')} items={closed} community={community} />
    </div>
  );
}

function Requests({
  title,
  items,
  community,
}: Pick<RegisterProps, 'items' | 'community'> & { title: string }): ReactNode {
  if (items.length === 0) return null;
  return (
    <section className="stack">
      <h2>{title}</h2>
      {items.map((one) => (
        <RequestCard key={one.id} of={one} community={community} />
      ))}
    </section>
  );
}
