import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import './home.css';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { ShownLevelsProvider, useShownLevels } from '../design/shown-levels.tsx';
import { TimeText } from '../design/time-text.tsx';
import { useCommunities, useCommunity, useCommunityIfAny } from '../kernel/community.ts';
import { markVisit, showHome } from '../kernel/contract.ts';
import type { Home } from '../kernel/contract.ts';
import { usePreferences } from '../kernel/preferences.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { useArrivals, useGone, withoutGone } from '../kernel/stream.ts';
import { plural, rich, t } from '../kernel/words.ts';
import { GettingStarted } from '../onboarding/getting-started.tsx';
import { Duties } from './duties.tsx';
import { Inbox } from './inbox.tsx';
import { Recent } from './recent.tsx';
import { Unfinished } from './unfinished.tsx';
import { useTriage } from './use-triage.ts';
import { WorkedOn } from './worked-on.tsx';

/** What changed for me since I was here last, what waits for me, and where I was. */
export function HomeScreen(): ReactNode {
  return (
    <ShownLevelsProvider>
      <HomePage />
    </ShownLevelsProvider>
  );
}

function HomePage(): ReactNode {
  const elsewhere = useShownLevels();
  const home = useAnswer(showHome, {});
  const { data } = home;
  const { silent } = usePreferences();
  const gone = useGone();
  const items = itemsOf(data).filter(
    ({ reason, row }) => !silent.includes(reason) && withoutGone([row], gone).length > 0,
  );
  const triage = useTriage(items);
  const slugOf = useSlugs();
  return (
    <>
      <PageHead
        title={t('Home')}
        tab={t('Home')}
        levels={[...items.map(({ row }) => row.marking.level), ...elsewhere]}
        {...(data === undefined
          ? {}
          : { lead: <Since home={data} finished={items.length - triage.open.length} /> })}
      />
      <ProblemPanel error={home.error} onRetry={() => void home.refetch()} />
      {home.isPending && <Loading />}
      {data !== undefined && (
        <div className="home">
          <section className="stack" aria-labelledby="inbox-title">
            <div className="row spread">
              <h2 id="inbox-title">{t('For you')}</h2>
              {items.length > 0 && <SeenAll home={data} />}
            </div>
            <Newer
              onShow={() => void home.refetch()}
              shown={items.flatMap(({ row, under }) => [row.id, ...(under?.ids ?? [])])}
            />
            {items.length === 0 ? (
              <UpToDate home={data} />
            ) : (
              <Inbox triage={triage} slugOf={slugOf} />
            )}
            {data.communities.some(({ more }) => more) && items.length > 0 && (
              <p className="quiet">
                {t(
                  'There is more: it follows when these are done. All of it is under Intelligence.',
                )}
              </p>
            )}
          </section>
          <aside className="stack" aria-label={t('Duties and recent work')}>
            <Unfinished />
            <FirstSteps />
            {!silent.includes('duty') && <Duties duties={data.duties} slugOf={slugOf} />}
            <WorkedOn slugOf={slugOf} />
            <Recent shares={data.recent} slugOf={slugOf} />
          </aside>
        </div>
      )}
    </>
  );
}

/** What is still open in the community looked at last, until it is done or put away. */
function FirstSteps(): ReactNode {
  const community = useCommunityIfAny();
  return community === undefined ? null : <GettingStarted community={community} />;
}

function itemsOf(home: Home | undefined) {
  return (home?.communities ?? [])
    .flatMap(({ community, inbox }) => inbox.map((item) => ({ ...item, community })))
    .toSorted((a, b) => (a.row.date_added < b.row.date_added ? 1 : -1));
}

/** Addresses name communities by their short names. */
function useSlugs(): (community: string) => string {
  const communities = useCommunities();
  return (id) => communities.find((one) => one.id === id)?.slug ?? id;
}

/** How much came and is not done; what was done on this page is no longer counted. */
function Since({ home, finished }: { home: Home; finished: number }): ReactNode {
  const arrivals = home.communities.reduce((sum, { arrivals: { value } }) => sum + value, 0);
  const isExact = home.communities.every(({ arrivals: { exact } }) => exact);
  const since = home.communities.map((one) => one.since).toSorted()[0];
  if (since === undefined) return null;
  const time = <TimeText at={since} as="day" />;
  if (arrivals === 0) return rich('Nothing arrived since {{time}}.', { time });
  const open = Math.max(0, arrivals - finished);
  if (open === 0) return rich('What arrived since {{time}} is done.', { time });
  const words = plural(open, { one: '1 new thing', other: '{{count}} new things' });
  return isExact
    ? rich('{{words}} since {{time}}.', { words, time })
    : rich('At least {{words}} since {{time}}.', { words, time });
}

/** Everything up to now is seen: what is left undone does not come back tomorrow. */
function SeenAll({ home }: { home: Home }): ReactNode {
  const visit = useAct(markVisit, { stale: [showHome] });
  const mark = async (): Promise<void> => {
    for (const { community, inbox } of home.communities) {
      const newest = inbox
        .flatMap(({ row, under }) => [
          row.date_added,
          ...(under === undefined ? [] : [under.newest]),
        ])
        .toSorted()
        .at(-1);
      if (newest === undefined) continue;
      await visit.mutateAsync({ params: { community: community.id }, body: { up_to: newest } });
    }
  };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={visit.isPending}
        onClick={() => void mark()}
      >
        {t('I have seen all of this')}
      </Button>
      <ProblemPanel error={visit.error} />
    </>
  );
}

/** What arrives is announced, and comes in when asked for: nothing moves under anybody's eyes. */
function Newer({ onShow, shown }: { onShow: () => void; shown: readonly string[] }): ReactNode {
  const count = useArrivals().filter(({ id }) => !shown.includes(id)).length;
  return (
    <div className="arrived" role="status">
      {count > 0 && (
        <button type="button" onClick={onShow}>
          {plural(count, { one: '1 new: show it', other: '{{count}} new: show them' })}
        </button>
      )}
    </div>
  );
}

function UpToDate({ home }: { home: Home }): ReactNode {
  const community = useCommunity();
  const isEver = home.recent.length > 0;
  return (
    <EmptyState
      title={t('You are up to date')}
      action={
        <p className="row">
          <Link to="/c/$community/intelligence" params={{ community: community.slug }} search={{}}>
            {t('Look at everything you may see')}
          </Link>
          {!isEver && (
            <Link to="/c/$community/share" params={{ community: community.slug }}>
              {t('Share the first thing')}
            </Link>
          )}
        </p>
      }
    >
      {t(
        'What members share with you, and what they answer to things of yours, waits here until you are done with it.',
      )}
    </EmptyState>
  );
}
