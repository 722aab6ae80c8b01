import { Button } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime, TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { Window } from '../design/window.tsx';
import { safeText } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import { listPapers } from '../kernel/contract.ts';
import type { Community, Paper } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { BeginPaper } from './begin-paper.tsx';
import { kindWords, owedWords } from './paper-words.ts';

/** What the community wrote down and agreed: what waits for the reader's organization first. */
export function PapersScreen(): ReactNode {
  const community = useCommunity();
  const [isBeginning, setBeginning] = useState(false);
  const papers = useAnswer(listPapers, { params: { community: community.id } });
  const items = papers.data?.items ?? [];
  const mine = items.filter((one) => one.waits_for_me.length > 0);
  const rest = items.filter((one) => one.waits_for_me.length === 0);
  const mayWrite = mayWritePapers(community);
  const begin = (
    <Button leftSection={<IconFilePlus size={17} />} onClick={() => setBeginning(true)}>
      {t('Begin a paper')}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t('Papers')}
        tab={t('Papers')}
        levels={items.map(({ level }) => level)}
        lead={t(
          'What the community wrote down and agreed: who decides, what is expected, what each member signs.',
        )}
      />
      <ProblemPanel error={papers.error} onRetry={() => void papers.refetch()} />
      {papers.isPending && <Loading />}
      <div className="stack wide">
        {mayWrite && items.length > 0 && <p>{begin}</p>}
        <Window title={t('Begin a paper')} isOpen={isBeginning} onClose={() => setBeginning(false)}>
          <BeginPaper community={community} onClose={() => setBeginning(false)} />
        </Window>
        {papers.isSuccess && items.length === 0 && (
          <EmptyState
            title={t('Nothing is written down yet')}
            action={mayWrite ? begin : undefined}
          >
            {mayWrite
              ? t(
                  'A code of conduct of half a page is a good beginning: it is put before the members, who may object, and a chair puts it in force.',
                )
              : t(
                  'Once the chairs put something before the members, you read it here, object or approve, and sign what your organization is bound by.',
                )}
          </EmptyState>
        )}
        <Part title={t('Waits for you')} items={mine} community={community} />
        <Part title={t('Papers')} items={rest} community={community} isPlain={mine.length === 0} />
      </div>
    </>
  );
}

/** Chairs and whoever represents their organization. */
export function mayWritePapers({ standing }: Community): boolean {
  return standing.roles.some((role) => WRITERS.has(role));
}

const WRITERS: ReadonlySet<string> = new Set(['chair', 'co-chair', 'representative']);

interface PartProps {
  readonly title: string;
  readonly items: readonly Paper[];
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
            <PaperRow of={one} community={community} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PaperRow({ of, community }: { of: Paper; community: Community }): ReactNode {
  return (
    <article className="panel stack tight">
      <h3>
        <Link to="/c/$community/papers/$paper" params={{ community: community.slug, paper: of.id }}>
          {safeText(of.title)}
        </Link>
      </h3>
      <p className="row">
        <TlpPlate level={of.level} />
        <span className="tag">{kindWords(of.kind)}</span>
        {of.waits_for_me.map((what) => (
          <span key={what} className="tag caution">
            {owedWords(what)}
          </span>
        ))}
      </p>
      <p className="small quiet">
        {of.in_force === undefined
          ? t('Nothing of it is in force yet.')
          : rich('Version {{n}} is in force since {{time}}.', {
              n: String(of.in_force.n),
              time: <TimeText at={of.in_force.since} as="day" />,
            })}{' '}
        {of.next?.state === 'draft' &&
          (of.in_force === undefined
            ? t('It is being written.')
            : t('Another version is being written.'))}
        {of.next?.open_until !== undefined &&
          rich('Version {{n}} lies before the members; they may object until {{time}}.', {
            n: String(of.next.n),
            time: <DateTime at={of.next.open_until} />,
          })}{' '}
        {of.review_due !== undefined &&
          rich('To be looked at again on {{time}}.', {
            time: <TimeText at={of.review_due} as="day" />,
          })}
      </p>
    </article>
  );
}
