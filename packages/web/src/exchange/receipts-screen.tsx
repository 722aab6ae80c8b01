import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { actingAs } from '../kernel/acting.ts';
import { useCommunity } from '../kernel/community.ts';
import { listReceipts } from '../kernel/contract.ts';
import type { ReceiptSummary } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t, word } from '../kernel/words.ts';
import { contributionTitle } from './title-words.ts';
import { contributionWords } from './words.ts';
import './exchange.css';

/** What my organization shared here, and what became of it. */
export function ReceiptsScreen(): ReactNode {
  const community = useCommunity();
  const receipts = useAnswer(listReceipts, {
    params: { community: community.id },
    query: { limit: '100' },
  });
  const items = receipts.data?.items ?? [];
  return (
    <>
      <PageHead
        title={t('Our shares')}
        tab={t('Our shares')}
        lead={
          actingAs()?.community === community.id
            ? t('Everything your sealed source gave here, with its receipt.')
            : t('Everything your organization gave here, also through programs, with its receipt.')
        }
      />
      <Elsewhere slug={community.slug} />
      <ProblemPanel error={receipts.error} onRetry={() => void receipts.refetch()} />
      {receipts.isPending && <Loading />}
      {receipts.isSuccess && items.length === 0 && (
        <EmptyState
          title={t('Your organization has not shared anything yet')}
          action={
            <Link to="/c/$community/share" params={{ community: community.slug }}>
              {t('Share something')}
            </Link>
          }
        >
          {t(
            'Each share gets a receipt that says object by object what was kept, what was refused and why. You find them here.',
          )}
        </EmptyState>
      )}
      {items.length > 0 && (
        <div className="scrolls panel" tabIndex={0} role="region" aria-label={t('Shares')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('What was shared')}</th>
                <th scope="col" className="wide-only">
                  {t('When')}
                </th>
                <th scope="col">{t('What became of it')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <ReceiptRow key={item.id} item={item} slug={community.slug} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function ReceiptRow({ item, slug }: { item: ReceiptSummary; slug: string }): ReactNode {
  return (
    <tr>
      <td>
        <Link to="/c/$community/shares/$receipt" params={{ community: slug, receipt: item.id }}>
          {contributionTitle(item)}
        </Link>
        <div className="small quiet">
          {contributionWords(item.kind)}
          <span className="narrow-only">
            , <TimeText at={item.at} />
          </span>
        </div>
      </td>
      <td className="wide-only">
        <TimeText at={item.at} />
      </td>
      <td>{countWords(item)}</td>
    </tr>
  );
}

/** What else there is about what one shared. */
function Elsewhere({ slug }: { slug: string }): ReactNode {
  const params = { community: slug };
  return (
    <p className="row elsewhere">
      <Link to="/c/$community/releases" params={params}>
        {t('Requests to share wider')}
      </Link>
      <Link to="/c/$community/recalls" params={params}>
        {t('What was taken back')}
      </Link>
      <Link to="/c/$community/sealed" params={params}>
        {t('Sealed shares')}
      </Link>
      <Link to="/c/$community/reviews" params={params}>
        {t('Before it leaves')}
      </Link>
      <Link to="/c/$community/misuse" params={params}>
        {t('Misuse')}
      </Link>
    </p>
  );
}

function countWords({ counts, atomic_refused: isNothing }: ReceiptSummary): string {
  if (isNothing) return t('Nothing kept: all or nothing was asked for');
  const parts: [number, string][] = [
    [counts.kept, word('{{count}} kept')],
    [counts.already_here, word('{{count}} already here')],
    [counts.held, word('{{count}} held')],
    [counts.quarantined, word('{{count}} quarantined')],
    [counts.refused, word('{{count}} refused')],
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, text]) => t(text, { count }));
  return words.length === 0 ? t('Empty') : words.join(', ');
}
