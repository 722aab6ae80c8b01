import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { useCommunity } from '../kernel/community.ts';
import { listDecisions } from '../kernel/contract.ts';
import type { Community, Decision } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { DecisionCard } from './decision-card.tsx';
import { KINDS, mayDecide } from './decision-words.ts';
import { RecordDecision } from './record-decision.tsx';
import './decisions.css';

/** What the community decided, and the line in which what was just agreed is written down. */
export function DecisionsScreen(): ReactNode {
  const community = useCommunity();
  const [wanted, setWanted] = useState<Wanted>(ALL);
  // Each cursor that was followed, the page one looks at last.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const decisions = useAnswer(listDecisions, {
    params: { community: community.id },
    query: { ...queryOf(wanted), ...(cursor === undefined ? {} : { cursor }) },
  });
  const items = decisions.data?.items ?? [];
  const next = decisions.data?.next_cursor;
  const choose = (now: Wanted): void => {
    setWanted(now);
    setCursors([]);
  };
  return (
    <>
      <PageHead
        title={t('Decisions')}
        tab={t('Decisions')}
        levels={items.map(({ level }) => level)}
        lead={t(
          'What was agreed, ruled or voted. Nothing is edited: a later decision replaces it.',
        )}
      />
      <div className="stack wide">
        <p>
          <Link to="/c/$community/ballots" params={{ community: community.slug }}>
            {t('Ballots')}
          </Link>
        </p>
        {mayDecide(community) && (
          <section className="panel stack tight" aria-labelledby="record-title">
            <h2 id="record-title">{t('Record what we just agreed')}</h2>
            <RecordDecision community={community} onDone={() => choose(ALL)} />
          </section>
        )}
        <Wishes wanted={wanted} onChange={choose} />
        <ProblemPanel error={decisions.error} onRetry={() => void decisions.refetch()} />
        {decisions.isPending && <Loading />}
        {decisions.isSuccess && (
          <Listed items={items} isAll={wanted === ALL} community={community} />
        )}
        <p className="row">
          {cursor !== undefined && (
            <Button variant="default" onClick={() => setCursors(cursors.slice(0, -1))}>
              {t('Newer')}
            </Button>
          )}
          {next !== undefined && (
            <Button variant="default" onClick={() => setCursors([...cursors, next])}>
              {t('Older')}
            </Button>
          )}
        </p>
      </div>
    </>
  );
}

interface Wanted {
  readonly kind: Decision['kind'] | '';
  readonly words: string;
  readonly isStanding: boolean;
}

const ALL: Wanted = { kind: '', words: '', isStanding: false };

function queryOf({ kind, words, isStanding }: Wanted): {
  limit: string;
  kind?: Decision['kind'];
  words?: string;
  standing?: 'true';
} {
  return {
    limit: '20',
    ...(kind === '' ? {} : { kind }),
    ...(words.trim() === '' ? {} : { words }),
    ...(isStanding ? { standing: 'true' } : {}),
  };
}

function Wishes({
  wanted,
  onChange,
}: {
  wanted: Wanted;
  onChange: (wanted: Wanted) => void;
}): ReactNode {
  return (
    <div className="row low" role="search" aria-label={t('Find a decision')}>
      <TextInput
        label={t('Words in it')}
        maxLength={200}
        value={wanted.words}
        onChange={(event) => onChange({ ...wanted, words: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('How it came about')}
        data={[
          { value: '', label: t('Any way') },
          ...KINDS.map(([value, words]) => ({ value, label: t(words) })),
        ]}
        value={wanted.kind}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ ...wanted, kind: KINDS.find(([one]) => one === value)?.[0] ?? '' });
        }}
      />
      <Checkbox
        label={t('Only what stands')}
        checked={wanted.isStanding}
        onChange={(event) => onChange({ ...wanted, isStanding: event.currentTarget.checked })}
      />
    </div>
  );
}

function Listed({
  items,
  isAll,
  community,
}: {
  items: readonly Decision[];
  isAll: boolean;
  community: Community;
}): ReactNode {
  if (items.length === 0 && isAll) {
    return (
      <EmptyState title={t('Nothing is decided yet')}>
        {t('One line is enough: what was agreed, as it was said. Ballots enter their result here.')}
      </EmptyState>
    );
  }
  if (items.length === 0) return <p className="quiet">{t('Nothing fits that.')}</p>;
  return (
    <section className="stack">
      <h2 className="unseen">{t('Decisions')}</h2>
      <ul className="plain stack tight">
        {items.map((one) => (
          <li key={one.id}>
            <DecisionCard of={one} community={community} />
          </li>
        ))}
      </ul>
    </section>
  );
}
