import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { titleWords } from '../exchange/title-words.ts';
import { useCommunity } from '../kernel/community.ts';
import {
  keepMarkings,
  listObjects,
  listRechecks,
  lowerMarking,
  showHome,
  showObject,
} from '../kernel/contract.ts';
import type { Community, Rechecks } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { plural, rich, t } from '../kernel/words.ts';

type Item = Rechecks['items'][number];

/** "Still AMBER?": what of one's own is marked so since long, to keep or to lower. */
export function RechecksScreen(): ReactNode {
  const community = useCommunity();
  const params = { community: community.id };
  const rechecks = useAnswer(listRechecks, { params });
  const keep = useAct(keepMarkings, { stale: [listRechecks, showHome] });
  const items = rechecks.data?.items ?? [];
  return (
    <>
      <PageHead
        title={t('Does the marking still fit?')}
        tab={t('Markings to look at')}
        levels={items.map(({ level }) => level)}
        lead={t(
          'Your organization marked these AMBER or RED a while ago. What need not be so narrow any more helps more people.',
        )}
      />
      <ProblemPanel error={rechecks.error} onRetry={() => void rechecks.refetch()} />
      {rechecks.isPending && <Loading />}
      {rechecks.isSuccess && items.length === 0 && (
        <EmptyState
          title={t('No marking waits for you')}
          action={
            <Link to="/c/$community/privacy" params={{ community: community.slug }}>
              {t('See when sources are asked')}
            </Link>
          }
        >
          {t(
            'When something of yours stands as AMBER or RED for long, it is asked here and on Home.',
          )}
        </EmptyState>
      )}
      {items.length > 0 && (
        <section className="stack" aria-labelledby="asked">
          <h2 id="asked">
            {plural(items.length, { one: '1 marking', other: '{{count}} markings' })}
          </h2>
          <div className="row">
            <Button
              variant="default"
              loading={keep.isPending}
              onClick={() => keep.mutate({ params, body: { ids: items.map(({ id }) => id) } })}
            >
              {t('Keep all as they are')}
            </Button>
          </div>
          <ProblemPanel error={keep.error} />
          <ul className="plain stack tight">
            {items.map((item) => (
              <li key={item.id}>
                <Asked item={item} community={community} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Asked({ item, community }: { item: Item; community: Community }): ReactNode {
  const [isSure, setSure] = useState(false);
  const stale = [listRechecks, showHome, listObjects, showObject];
  const keep = useAct(keepMarkings, { stale });
  const lower = useAct(lowerMarking, { stale });
  const params = { community: community.id, id: item.id };
  const name = titleWords(item);
  const level = lowerOf(item.level);
  const lowerLabel = isSure
    ? t('Yes, {{level}} from now on', { level })
    : t('Lower to {{level}}', { level });
  return (
    <article className="panel stack tight">
      <h3>
        <Link
          to="/c/$community/objects/$object"
          params={{ community: community.slug, object: item.id }}
        >
          {name}
        </Link>
      </h3>
      <p>
        <TlpPlate level={item.level} />{' '}
        <span className="quiet">
          {rich('Since {{from}}', { from: <DateTime at={item.since} /> })}
        </span>
      </p>
      <ProblemPanel error={keep.error ?? lower.error} />
      <div className="row">
        <Button
          variant="default"
          aria-label={`${t('Keep as it is')}: ${name}`}
          loading={keep.isPending}
          onClick={() =>
            keep.mutate({ params: { community: community.id }, body: { ids: [item.id] } })
          }
        >
          {t('Keep as it is')}
        </Button>
        <Button
          variant="default"
          aria-label={`${lowerLabel}: ${name}`}
          loading={lower.isPending}
          onClick={() => (isSure ? lower.mutate({ params }) : setSure(true))}
        >
          {lowerLabel}
        </Button>
      </div>
      {isSure && (
        <p role="status">
          {t(
            'More people read it then, and nobody can unread it. Its audience, limits and terms stay.',
          )}
        </p>
      )}
    </article>
  );
}

const LOWER: Readonly<Record<Item['level'], string>> = {
  red: 'TLP:AMBER+STRICT',
  'amber+strict': 'TLP:AMBER',
  amber: 'TLP:GREEN',
  green: 'TLP:CLEAR',
  clear: 'TLP:CLEAR',
};

function lowerOf(level: Item['level']): string {
  return LOWER[level];
}
