import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import { showPaper } from '../kernel/contract.ts';
import type { Community, PaperDetail } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
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

function Whole({ of, community }: { of: PaperDetail; community: Community }): ReactNode {
  const { version: wanted } = useSearch({ from: '/inside/c/$community/papers/$paper' });
  const n = wanted ?? of.next?.n ?? of.in_force?.n;
  const version = of.versions.find((one) => one.n === n) ?? of.versions[0];
  return (
    <div className="stack wide">
      <p className="small quiet">
        {rich('Looked after by {{person}} of {{organization}}.', {
          person: safeText(of.keeper.person.name),
          organization: <PartyChip name={of.keeper.organization.name} />,
        })}{' '}
        {of.reviewed_at !== undefined &&
          rich('Last found to stand {{time}}.', { time: <TimeText at={of.reviewed_at} /> })}
      </p>
      {of.versions.length > 1 && (
        <nav aria-label={t('Versions')}>
          <ul className="row plain">
            {of.versions.map((one) => (
              <li key={one.n}>
                <Link
                  to="/c/$community/papers/$paper"
                  params={{ community: community.slug, paper: of.id }}
                  search={{ version: one.n }}
                  aria-current={one.n === version?.n ? 'page' : undefined}
                >
                  {t('Version {{n}}: {{state}}', { n: one.n, state: stateWords(one.state) })}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
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
