import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAdjustments } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { Drawer } from '../design/drawer.tsx';
import { KeyHint } from '../design/keys.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { AnswerFields } from '../exchange/answer-form.tsx';
import type { AnswerBody } from '../exchange/answer-form.tsx';
import { ANSWER_TITLES } from '../exchange/answer-window.tsx';
import { Window } from '../design/window.tsx';
import { USUAL_FILTER } from '../exchange/usual-filter.ts';
import { seenBefore } from '../exchange/seen-until.ts';
import { JobList } from '../jobs/job-list.tsx';
import { startJob } from '../jobs/jobs.ts';
import type { Community } from '../kernel/contract.ts';
import { usePreferences } from '../kernel/preferences.ts';
import { useMe } from '../kernel/session.ts';
import { plural, t } from '../kernel/words.ts';
import { Arrived } from './arrived.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { FacetPanel, useFacets } from './facet-panel.tsx';
import { canonical } from './filter-edit.ts';
import type { LightRow } from './light-row.ts';
import { readListAnew } from './list-query.ts';
import type { ListAsked } from './list-query.ts';
import { ListEmpty } from './list-waiting.tsx';
import type { Run } from './mark-acts.ts';
import type { ObjectList } from './object-list.ts';
import { ObjectTable } from './object-table.tsx';
import { RowDrawer } from './row-drawer.tsx';
import { useColumns } from './use-columns.ts';
import { useListActs } from './use-list-acts.ts';
import { useListKeys } from './use-list-keys.ts';
import type { SavedView } from './use-view.ts';
import { ViewMenu } from './view-menu.tsx';

interface ListStageProps {
  readonly community: Community;
  readonly list: ObjectList;
  readonly ask: ListAsked;
  readonly views: readonly SavedView[];
  readonly view: SavedView | undefined;
  readonly onFilter: (filter: string) => void;
  readonly onTurn: () => void;
}

/** The list with what is beside and above it. */
export function ListStage(props: ListStageProps): ReactNode {
  const { community, list, ask, onFilter, onTurn } = props;
  const run = useRun(community, list);
  const look = useLook(props);
  const state = useListActs({ community, list, run, onTurn });
  const { acts } = state;
  useListKeys(list, acts);
  // Not with every page that is read: only the table is about those.
  useSyncExternalStore(list.subscribe, list.turns);
  const isWide = useMediaQuery('(min-width: 80rem)', true, { getInitialValueInEffect: false });
  const hrefOf = useMemo(() => hrefIn(community), [community]);
  const place = useRef<HTMLDivElement>(null);
  const chosen = [...list.chosen.values()];
  return (
    <div className="list-stage" ref={place} data-beside={state.isBeside ? '' : undefined}>
      {isWide && !state.isBeside && (
        <aside className="facet-panel" aria-label={t('Narrow down')}>
          <FacetPanel community={community} filter={ask.filter} onFilter={onFilter} />
        </aside>
      )}
      <div className="list-place">
        <div className="list-tools">
          {!isWide && <Facets community={community} filter={ask.filter} onFilter={onFilter} />}
          <ViewMenu {...props} now={look.now} isChanged={look.isChanged} />
          <ColumnMenu
            columns={look.columns}
            onColumns={look.setColumns}
            density={look.density}
            onDensity={look.setDensity}
          />
          <Said notice={state.notice} onClose={() => state.setNotice(undefined)} />
        </div>
        <BulkBar
          rows={chosen}
          onDone={acts.done}
          onCopy={acts.copy}
          onAnswer={acts.answer}
          onExport={() => run('stix-file', chosen)}
          community={community}
          onClear={acts.chooseAll}
        />
        <JobList community={community.id} />
        <Arrived
          list={list}
          order={ask.order}
          place={place}
          onAnew={() => void readListAnew(community, ask)}
        />
        {list.length === 0 && list.isWhole ? (
          <ListEmpty community={community} filter={ask.filter} onFilter={onFilter} />
        ) : (
          <ObjectTable
            key={look.density}
            list={list}
            acts={acts}
            columns={look.columns}
            isCompact={look.density === 'compact'}
            order={ask.order}
            total={look.total}
            seenUntil={look.seenUntil}
            hrefOf={hrefOf}
          />
        )}
        <ProblemPanel error={list.error} onRetry={() => void list.readOn(true)} />
      </div>
      <Beside community={community} list={list} state={state} />
      <Answering state={state} onSend={(rows, body) => run('answer', rows, { body })} />
    </div>
  );
}

/** Begins work over many rows; what was marked shows in the list when it is over. */
function useRun(community: Community, list: ObjectList): Run {
  const { id: person, organization } = useMe();
  const doer = useMemo(
    () => ({ person, organization: organization?.id ?? '' }),
    [person, organization?.id],
  );
  return useCallback(
    (kind, rows, { body, onOver } = {}) =>
      startJob(
        doer,
        { kind, community: community.id, rows, ...(body === undefined ? {} : { body }) },
        ({ settled, refused }) => {
          if (kind !== 'mark-done' && kind !== 'mark-open') return;
          const not = new Set(refused.map(({ at }) => at));
          const done = rows.filter((_row, at) => at < settled && !not.has(at));
          list.change(new Set(done.map(({ id }) => id)), { isDone: kind === 'mark-done' });
          onOver?.(done);
        },
      ),
    [doer, community.id, list],
  );
}

/** The line the keys are at, in the drawer. */
function Beside({
  community,
  list,
  state,
}: Pick<ListStageProps, 'community' | 'list'> & { state: State }): ReactNode {
  // It may be read again only now: let go while it was far away.
  const row = useSyncExternalStore(list.subscribe, () => list.at(list.active));
  const isDone = row?.isDone === true && list.under(list.active).every((one) => one.isDone);
  const { acts } = state;
  return (
    <RowDrawer
      row={row}
      isDone={isDone}
      community={community}
      isOpen={state.isBeside}
      href={hrefIn(community)(row?.id ?? '')}
      onClose={() => state.setBeside(false)}
      onOpen={() => acts.open(list.active)}
      onDone={acts.done}
      onAnswer={acts.answer}
    />
  );
}

/** What the list looks like: by me, by the view, or as usual. */
function useLook({ community, list, ask, view }: ListStageProps) {
  const kept = useColumns(view?.id ?? 'objects', view?.columns ?? []);
  const preferred = usePreferences().density;
  const [chosen, setDensity] = useState<'comfortable' | 'compact'>();
  const density = chosen ?? view?.density ?? preferred;
  const total = useTotal(community, ask.filter);
  const seenUntil = useSeen(community, list, ask);
  const now = {
    filter: canonical(ask.filter),
    columns: [...kept.columns],
    order: ask.order,
    density,
  };
  const isChanged = view !== undefined && (kept.isChanged || isOther(view, now, chosen));
  return {
    columns: kept.columns,
    setColumns: kept.set,
    density,
    setDensity,
    total,
    seenUntil,
    now,
    isChanged,
  };
}

/** How many there are, when all were counted. */
function useTotal(community: Community, filter: string): number | undefined {
  const facets = useFacets(community, filter);
  if (facets?.exact !== true) return undefined;
  return facets.types.reduce((sum, { count }) => sum + count, 0);
}

/** Whether what is shown differs from what a view keeps; closeness only when it was chosen here. */
function isOther(view: SavedView, now: ListAsked, density: SavedView['density']): boolean {
  if (view.filter !== now.filter || view.order !== now.order) return true;
  return density !== undefined && density !== view.density;
}

/** What came since the last visit is new; looking at all of it, newest first, is the visit. */
function useSeen(community: Community, list: ObjectList, ask: ListAsked): string | undefined {
  const [seen] = useState(() => seenBefore(community.id));
  const isAll = ask.filter === '' || ask.filter === USUAL_FILTER;
  const newest = isAll && ask.order === 'newest-first' ? list.at(0)?.added : undefined;
  useEffect(() => {
    if (newest !== undefined) seen.remember(newest);
  }, [newest, seen]);
  return seen.at;
}

interface FacetsProps {
  readonly community: Community;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}

/** What is beside the list where there is room, else lies in a drawer. */
function Facets(props: FacetsProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconAdjustments size={16} />}
        onClick={() => setOpen(true)}
      >
        {t('Narrow down')}
      </Button>
      <Drawer title={t('Narrow down')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <FacetPanel {...props} />
      </Drawer>
    </>
  );
}

type State = ReturnType<typeof useListActs>;

function Said({ notice, onClose }: { notice: State['notice']; onClose: () => void }): ReactNode {
  const undo = notice?.undo;
  return (
    <div className="said" role="status">
      {notice !== undefined && (
        <>
          <span>{notice.words}</span>
          {undo !== undefined && (
            <Button size="compact-sm" variant="subtle" onClick={undo}>
              {t('Undo')}
              <KeyHint name="undo" />
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={onClose}>
            {t('Close')}
          </Button>
        </>
      )}
    </div>
  );
}

interface AnsweringProps {
  readonly state: State;
  readonly onSend: (rows: readonly LightRow[], body: AnswerBody) => void;
}

function Answering({ state, onSend }: AnsweringProps): ReactNode {
  const { answering, setAnswering } = state;
  const close = (): void => setAnswering(undefined);
  return (
    <Window
      title={answering === undefined ? '' : t(ANSWER_TITLES[answering.kind])}
      isOpen={answering !== undefined}
      onClose={close}
    >
      {answering !== undefined && (
        <>
          <p>
            {answering.rows.length === 1
              ? answering.rows[0]?.title
              : plural(answering.rows.length, {
                  one: 'To 1 object',
                  other: 'To {{count}} objects',
                })}
          </p>
          <AnswerFields
            kind={answering.kind}
            isSending={false}
            onCancel={close}
            onSend={(body) => {
              onSend(answering.rows, body);
              close();
            }}
          />
        </>
      )}
    </Window>
  );
}

function hrefIn(community: Community): (id: string) => string {
  return (id) => `/c/${encodeURIComponent(community.slug)}/objects/${encodeURIComponent(id)}`;
}
