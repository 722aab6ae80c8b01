import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { typeWords } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import { confirmRecall, listRecalled, listRecalls, showHome } from '../kernel/contract.ts';
import type { AskedToDelete, Community, Recall } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { rich, t, word } from '../kernel/words.ts';
import { expiryWords, RecallFacts, recallTitle } from '../handling/recall-panel.tsx';

/** What others took back and asks for deleting copies, and what became of what we took back. */
export function RecallsScreen(): ReactNode {
  const community = useCommunity();
  const params = { community: community.id };
  const asked = useAnswer(listRecalls, { params });
  const own = useAnswer(listRecalled, { params });
  const [toDelete, recalled] = [asked.data?.items ?? [], own.data?.items ?? []];
  const isRead = asked.isSuccess && own.isSuccess;
  return (
    <>
      <PageHead
        title={t('Taken back')}
        tab={t('Taken back')}
        lead={t(
          'What sources took back or marked more narrowly: copies you are asked to delete, and how far it has come with your own.',
        )}
      />
      <ProblemPanel error={asked.error ?? own.error} />
      {(asked.isPending || own.isPending) && <Loading />}
      {isRead && toDelete.length + recalled.length === 0 && (
        <EmptyState
          title={t('Nothing was taken back')}
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
            'When a source takes something back that you were given, you find it here and on Home. When your organization does, you see here who took note.',
          )}
        </EmptyState>
      )}
      <Part title={t('Delete your copies')}>
        {toDelete.map((item) => (
          <ToDelete key={`${item.id} ${item.source.id}`} item={item} community={community} />
        ))}
      </Part>
      <Part title={t('What your organization took back')}>
        {recalled.map((item) => (
          <Own key={item.id} {...item} community={community} />
        ))}
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: readonly ReactNode[] }): ReactNode {
  if (children.length === 0) return null;
  return (
    <section className="stack">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

const TAKEN_BACK = word(
  '{{source}} took it back, or marked it so that you may not read it any more: {{time}}.',
);
const TIME_OVER = word('{{source}} brought it, and its time was over {{time}}.');

/** Nothing is told but what they were given: its type and id, and who brought it. */
function ToDelete({ item, community }: { item: AskedToDelete; community: Community }): ReactNode {
  const done = useAct(confirmRecall, { stale: [listRecalls, showHome] });
  const params = { community: community.id, id: item.id };
  return (
    <article className="panel stack tight">
      <h3>{typeWords(item.type)}</h3>
      <p className="mono small" translate="no">
        {item.id}
      </p>
      <p>
        {rich(item.why === undefined ? TAKEN_BACK : TIME_OVER, {
          source: <PartyChip name={item.source.name} />,
          time: <DateTime at={item.at} />,
        })}
      </p>
      {item.why !== undefined && (
        <p>
          {expiryWords(item.why)}{' '}
          <Link
            to="/c/$community/objects/$object"
            params={{ community: community.slug, object: item.id }}
          >
            {t('What can still be shown')}
          </Link>
        </p>
      )}
      <p>
        {t(
          'Delete your copies: files, tickets, mails, rules made of it. Its source sees that you were told, and that you say it is done.',
        )}
      </p>
      <ProblemPanel error={done.error} />
      <div>
        <Button loading={done.isPending} onClick={() => done.mutate({ params })}>
          {t('Done: we deleted our copies')}
        </Button>
      </div>
    </article>
  );
}

function Own({
  id,
  type,
  recall,
  community,
}: {
  id: string;
  type: string;
  recall: Recall;
  community: Community;
}): ReactNode {
  return (
    <article className="panel stack tight">
      <h3>{typeWords(type)}</h3>
      <p className="mono small">
        <Link to="/c/$community/objects/$object" params={{ community: community.slug, object: id }}>
          {id}
        </Link>
      </p>
      <p>
        <span className="tag">{recallTitle(recall)}</span>
      </p>
      <RecallFacts recall={recall} />
    </article>
  );
}
