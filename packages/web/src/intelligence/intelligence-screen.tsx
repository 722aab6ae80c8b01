import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import './intelligence.css';
import { USUAL_FILTER } from '../exchange/usual-filter.ts';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { useCommunity } from '../kernel/community.ts';
import type { Community } from '../kernel/contract.ts';
import { hashOfText } from '../kernel/hash-text.ts';
import { plural, t } from '../kernel/words.ts';
import { countWords, useFacets } from './facet-panel.tsx';
import { canonical } from './filter-edit.ts';
import { FilterLine } from './filter-line.tsx';
import { listQuery } from './list-query.ts';
import { ListStage } from './list-stage.tsx';
import { ListWaiting } from './list-waiting.tsx';
import type { ObjectList } from './object-list.ts';
import { useViews } from './use-view.ts';

/** Everything I may see of a community: narrowed, read, answered and cleared. */
export function IntelligenceScreen(): ReactNode {
  const community = useCommunity();
  return <Screen key={community.id} community={community} />;
}

function Screen({ community }: { community: Community }): ReactNode {
  const {
    filter = USUAL_FILTER,
    order = 'newest-first',
    view: viewId,
  } = useSearch({
    from: '/inside/c/$community/intelligence',
  });
  const navigate = useNavigate({ from: '/c/$community/intelligence' });
  const { views, view } = useViews(community, viewId);
  const list = useQuery(listQuery(community, { filter: canonical(filter), order }));
  const setFilter = useCallback(
    (next: string) => {
      void navigate({
        search: ({ filter: _old, ...rest }) =>
          next === USUAL_FILTER ? rest : { ...rest, filter: next },
        replace: true,
      });
    },
    [navigate],
  );
  const turn = useCallback(() => {
    void navigate({
      search: ({ order: old, ...rest }) =>
        old === undefined ? { ...rest, order: 'oldest-first' } : rest,
      replace: true,
    });
  }, [navigate]);
  const lookUp = (values: readonly string[]): void =>
    void navigate({
      to: '/c/$community/find',
      params: { community: community.slug },
      hash: hashOfText(values.join('\n')),
    });
  const shown = list.isError ? undefined : list.data;
  return (
    <div className="intelligence">
      <Head community={community} list={shown} filter={filter} viewName={view?.name} />
      <FilterLine community={community} filter={filter} onFilter={setFilter} onLookUp={lookUp} />
      <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
      {shown === undefined ? (
        list.isPending && <ListWaiting />
      ) : (
        <ListStage
          community={community}
          list={shown}
          ask={{ filter, order }}
          views={views}
          view={view}
          onFilter={setFilter}
          onTurn={turn}
        />
      )}
    </div>
  );
}

interface HeadProps {
  readonly community: Community;
  readonly list: ObjectList | undefined;
  readonly filter: string;
  readonly viewName: string | undefined;
}

/** The plate is that of everything listed. */
function Head({ community, list, filter, viewName }: HeadProps): ReactNode {
  useSyncExternalStore(list?.subscribe ?? never, () => list?.levels.join());
  const facets = useFacets(community, filter);
  const count = facets?.types.reduce((sum, one) => sum + one.count, 0);
  return (
    <PageHead
      title={
        viewName === undefined ? t('Intelligence') : t('Intelligence: {{name}}', { name: viewName })
      }
      tab={t('Intelligence')}
      lead={
        facets === undefined || count === undefined
          ? t('What members of {{name}} shared and you may see.', { name: community.name })
          : plural(
              count,
              {
                one: '{{shown}} object of {{name}} that you may see.',
                other: '{{shown}} objects of {{name}} that you may see.',
              },
              { name: community.name, shown: countWords(count, facets.exact) },
            )
      }
      levels={list?.levels ?? []}
    />
  );
}

function never(): () => void {
  return () => undefined;
}
