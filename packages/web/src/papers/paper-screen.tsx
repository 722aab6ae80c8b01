import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import { showPaper } from '../kernel/contract.ts';
import type { Community, PaperDetail } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { hubText, rich, t } from '../kernel/words.ts';
import { PaperReview } from './paper-review.tsx';
import { PaperText } from './paper-text.tsx';
import { kindWords, stateWords } from './paper-words.ts';
import './papers.css';

/** One paper: the version in force or the one that is next, what was said about it, and what one may do. */
export function PaperScreen(): ReactNode {
  const community = useCommunity();
  const { paper: id } = useParams({ from: '/inside/c/$community/papers/$paper' });
  const paper = useAnswer(showPaper, { params: { community: community.id, paper: id } });
  return (
    <>
      <PageHead
        title={paper.data === undefined ? t('Paper') : safeText(paper.data.title)}
        tab={t('Papers')}
        levels={paper.data === undefined ? [] : [paper.data.level]}
        lead={paper.data === undefined ? '' : kindWords(paper.data.kind)}
      />
      <ProblemPanel error={paper.error} onRetry={() => void paper.refetch()} />
      {paper.isPending && <Loading />}
      {paper.data !== undefined && <Whole of={paper.data} community={community} />}
    </>
  );
}

/** The newest of what is written, lies before the members, or is in force. */
function isUp({ state }: PaperDetail['versions'][number]): boolean {
  return state === 'open' || state === 'draft' || state === 'adopted';
}

function Whole({ of, community }: { of: PaperDetail; community: Community }): ReactNode {
  const { version: wanted } = useSearch({ from: '/inside/c/$community/papers/$paper' });
  const n = wanted ?? of.versions.find(isUp)?.n ?? of.versions[0]?.n;
  const version = of.versions.find((one) => one.n === n) ?? of.versions[0];
  return (
    <div className="stack wide">
      <Keeper of={of} />
      <Versions of={of} community={community} shown={version?.n} />
      <InForceWaits of={of} community={community} shown={version?.n} />
      {version !== undefined && (
        <PaperText
          key={`${of.id} ${String(version.n)}`}
          paper={of}
          version={version}
          community={community}
        />
      )}
      {of.may.includes('review') && <PaperReview of={of} community={community} />}
    </div>
  );
}

/** Who looks after a paper, and whether somebody writes on it where the reader does not see it. */
function Keeper({ of }: { of: PaperDetail }): ReactNode {
  return (
    <p className="small quiet">
      {rich('Looked after by {{person}} of {{organization}}.', {
        person: safeText(of.keeper.person.name),
        organization: hubText(of.keeper.organization.name),
      })}{' '}
      {of.reviewed_at !== undefined &&
        rich('Last found to stand {{time}}.', { time: <TimeText at={of.reviewed_at} /> })}{' '}
      {of.next?.state === 'draft' &&
        of.versions.every(({ state }) => state !== 'draft') &&
        t('Another version is being written.')}
    </p>
  );
}

/** What is in force waits for a signature while another version is shown. */
function InForceWaits({ of, community, shown }: VersionsProps): ReactNode {
  const { in_force } = of;
  const isOwed = of.waits_for_me.some((what) => what === 'signs' || what === 'attests');
  if (!isOwed || in_force === undefined || in_force.n === shown) return null;
  return (
    <p className="panel caution">
      <Link
        to="/c/$community/papers/$paper"
        params={{ community: community.slug, paper: of.id }}
        search={{ version: in_force.n }}
      >
        {t('Version {{n}} is in force and waits for your organization’s word', { n: in_force.n })}
      </Link>
    </p>
  );
}

interface VersionsProps {
  readonly of: PaperDetail;
  readonly community: Community;
  readonly shown: number | undefined;
}

function Versions({ of, community, shown }: VersionsProps): ReactNode {
  if (of.versions.length < 2) return null;
  return (
    <nav aria-label={t('Versions')}>
      <ul className="row plain versions">
        {of.versions.map((one) => (
          <li key={one.n}>
            <Link
              to="/c/$community/papers/$paper"
              params={{ community: community.slug, paper: of.id }}
              search={{ version: one.n }}
              aria-current={one.n === shown ? 'page' : undefined}
            >
              {t('Version {{n}}: {{state}}', { n: one.n, state: stateWords(one.state) })}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
