import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import { isChair, useCommunity } from '../kernel/community.ts';
import { listApplications } from '../kernel/contract.ts';
import type { Application, Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { JoiningSection } from './joining-section.tsx';
import { stateWords } from './joining-words.ts';

/** Who wants to join: for chairs all of them, for members those that lie before them. */
export function ApplicationsScreen(): ReactNode {
  const community = useCommunity();
  const applications = useAnswer(listApplications, { params: { community: community.id } });
  const items = applications.data?.items ?? [];
  const mine = items.filter(({ waits_for_me }) => waits_for_me.length > 0);
  const rest = items.filter(({ waits_for_me }) => waits_for_me.length === 0);
  return (
    <>
      <PageHead
        title={t('Who wants to join')}
        tab={t('Who wants to join')}
        lead={t(
          'Organizations that wrote to the community. What members say about them is read by the chairs alone.',
        )}
      />
      <ProblemPanel error={applications.error} onRetry={() => void applications.refetch()} />
      {applications.isPending && <Loading />}
      <div className="stack wide">
        {applications.isSuccess && items.length === 0 && (
          <EmptyState title={t('Nobody waits')}>
            {isChair(community)
              ? t('Open the community below, and letters of intent come in here.')
              : t(
                  'Once the chairs put somebody before the members, you read their name here, and say whether anything speaks for or against them.',
                )}
          </EmptyState>
        )}
        <Part title={t('Waits for you')} items={mine} community={community} />
        <Part title={t('Others')} items={rest} community={community} />
        {isChair(community) && <JoiningSection community={community} />}
      </div>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly items: readonly Application[];
  readonly community: Community;
}

function Part({ title, items, community }: PartProps): ReactNode {
  if (items.length === 0) return null;
  return (
    <section className="stack">
      <h2>{title}</h2>
      <ul className="plain stack tight">
        {items.map((one) => (
          <li key={one.id}>
            <Row of={one} community={community} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ of, community }: { of: Application; community: Community }): ReactNode {
  return (
    <article className="panel stack tight">
      <h3>
        <Link
          to="/c/$community/applications/$application"
          params={{ community: community.slug, application: of.id }}
        >
          {safeText(of.applicant.name)}
        </Link>
      </h3>
      <p className="row">
        <span className="tag">{stateWords(of.state)}</span>
        {of.waits_for_me.map((what) => (
          <span key={what} className="tag caution">
            {what === 'handle' ? t('The next step is yours') : t('Your word is asked for')}
          </span>
        ))}
        {(of.chair?.alike.length ?? 0) > 0 && (
          <span className="tag bad">{t('A name that looks like another')}</span>
        )}
      </p>
      {of.window_until !== undefined && of.state === 'window' && (
        <p className="small quiet">
          {rich('Members may speak until {{time}}.', { time: <DateTime at={of.window_until} /> })}
        </p>
      )}
    </article>
  );
}
