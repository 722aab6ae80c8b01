import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import type { ReactNode } from 'react';
import './exchange.css';
import './object.css';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { ShownLevelsProvider, useShownLevels } from '../design/shown-levels.tsx';
import { TabList } from '../design/tab-list.tsx';
import type { Tab } from '../design/tab-list.tsx';
import { PrintLine } from '../handling/print-line.tsx';
import { isProblem } from '../kernel/client.ts';
import { useCommunity } from '../kernel/community.ts';
import { listReferences, listVersions, showAccess, showObject } from '../kernel/contract.ts';
import type { Access, Community, ObjectDetail, ObjectRow, Reference } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rememberObject } from '../kernel/recent-objects.ts';
import { useGone } from '../kernel/stream.ts';
import { t } from '../kernel/words.ts';
import { AskRelease } from '../protection/ask-release.tsx';
import { AccessPanel } from '../protection/access-panel.tsx';
import { TrySomebody } from '../protection/simulator.tsx';
import { AbsentObject } from './absent-object.tsx';
import { AnswerThread } from './answer-thread.tsx';
import { ObjectFacts } from './object-facts.tsx';
import { ObjectHead } from './object-head.tsx';
import { ObjectHistory } from './object-history.tsx';
import { ObjectRelations } from './object-relations.tsx';
import { AboutPanel, ObjectReports } from './object-reports.tsx';
import { ObjectSightings } from './object-sightings.tsx';
import { RawStix } from './raw-stix.tsx';
import { titleWords } from './title-words.ts';
import { aboutOf, ownOf, relationsFrom, reportsOf } from './relations.ts';
import { SharedText } from './shared-text.tsx';
import { answersOf } from './verdict.ts';

/** How many referring objects the page of an object reads: the most the hub gives. */
const REFERENCES_READ = 500;
const TABS = [
  'overview',
  'sightings',
  'relations',
  'reports',
  'history',
  'raw',
  'handling',
] as const;
type TabName = (typeof TABS)[number];

/** One object: what to make of it, who may see it and why, and what others answered. */
export function ObjectScreen(): ReactNode {
  const community = useCommunity();
  const { object: id } = useParams({ from: '/inside/c/$community/objects/$object' });
  const { version } = useSearch({ from: '/inside/c/$community/objects/$object' });
  const params = { community: community.id, id };
  const query = version === undefined ? {} : { version };
  const object = useAnswer(showObject, { params, query });
  const isAbsent = isProblem(object.error, 'not-found');
  const wasHere = useGone().has(id) || (isAbsent && object.data !== undefined);
  if (wasHere || isAbsent) return <AbsentObject id={id} community={community} wasHere={wasHere} />;
  if (isProblem(object.error, 'attestation-needed')) {
    return (
      <Suspense fallback={<Loading />}>
        <ConfirmOpening id={id} community={community} version={version} />
      </Suspense>
    );
  }
  if (object.data === undefined) {
    return (
      <>
        <PageHead title={t('Object')} tab={t('Object')} />
        <ProblemPanel error={object.error} onRetry={() => void object.refetch()} />
        {object.isPending && <Loading />}
      </>
    );
  }
  return (
    <ShownLevelsProvider key={id}>
      <ObjectPage object={object.data} community={community} />
    </ShownLevelsProvider>
  );
}

const ConfirmOpening = lazy(async () => ({
  default: (await import('./confirm-opening.tsx')).ConfirmOpening,
}));

/** Only sources look at it. */
const ReportMisuse = lazy(async () => ({
  default: (await import('../protection/report-misuse.tsx')).ReportMisuse,
}));

const OwnWiderHint = lazy(async () => ({
  default: (await import('../protection/own-wider-hint.tsx')).OwnWiderHint,
}));

const HandleAs = lazy(async () => ({
  default: (await import('../keeping/handle-as.tsx')).HandleAs,
}));

const DeterminationPanel = lazy(async () => ({
  default: (await import('./determination-panel.tsx')).DeterminationPanel,
}));

const HandlingPanels = lazy(async () => ({
  default: (await import('../handling/handling-panels.tsx')).HandlingPanels,
}));

interface ObjectPageProps {
  readonly object: ObjectDetail;
  readonly community: Community;
}

function ObjectPage({ object, community }: ObjectPageProps): ReactNode {
  const params = { community: community.id, id: object.id };
  const references = useAnswer(listReferences, {
    params,
    query: { limit: String(REFERENCES_READ) },
  });
  const versions = useAnswer(listVersions, { params });
  const access = useAnswer(showAccess, { params });
  useEffect(() => rememberObject(community.id, object.id), [community.id, object.id]);
  const elsewhere = useShownLevels();
  const parts: Parts = {
    object,
    community,
    references: references.data?.items ?? [],
    versions: versions.data?.items ?? [],
    access: access.data,
    accessError: access.error,
  };
  return (
    <article className="object-page">
      <ObjectHead
        {...parts}
        levels={[
          ...[object, ...parts.references, ...parts.versions].map(({ marking }) => marking.level),
          ...elsewhere,
        ]}
      />
      <div className="object-body">
        <ObjectTabs {...parts} />
        <ProblemPanel error={references.error ?? versions.error} />
      </div>
      <PrintLine object={object} community={community} />
      <aside className="object-aside" aria-labelledby="answers">
        <AnswerThread {...parts} />
      </aside>
    </article>
  );
}

interface Parts extends ObjectPageProps {
  readonly references: readonly Reference[];
  readonly versions: readonly ObjectRow[];
  readonly access: Access | undefined;
  readonly accessError: unknown;
}

function ObjectTabs(parts: Parts): ReactNode {
  const { object, community } = parts;
  const { tab: wanted } = useParams({ strict: false });
  const found = TABS.find((one) => one === wanted) ?? 'overview';
  const chosen = found === 'handling' && !isSourceOf(parts) ? 'overview' : found;
  const search = useSearch({ from: '/inside/c/$community/objects/$object' });
  const navigate = useNavigate();
  const router = useRouter();
  const placeOf = (
    tab: TabName,
  ): {
    to: '/c/$community/objects/$object/$tab';
    params: { community: string; object: string; tab: TabName };
    search: typeof search;
  } => ({
    to: '/c/$community/objects/$object/$tab',
    params: { community: community.slug, object: object.id, tab },
    search,
  });
  const shown = TABS.filter((tab) => tab !== 'handling' || isSourceOf(parts));
  const tabs: Tab<TabName>[] = shown.map((id) => {
    const count = countOf(id, parts);
    const href = router.buildLocation(placeOf(id)).href;
    return { id, words: tabWords(id), href, ...(count === undefined ? {} : { count }) };
  });
  return (
    <>
      <TabList
        label={t('About this object')}
        panel="object-panel"
        tabs={tabs}
        chosen={chosen}
        onChoose={(tab) => void navigate({ ...placeOf(tab), resetScroll: false })}
      />
      <div
        id="object-panel"
        role="tabpanel"
        aria-labelledby={`object-panel-${chosen}`}
        className="stack"
      >
        <TabPanel {...parts} tab={chosen} />
      </div>
    </>
  );
}

function TabPanel({ tab, ...parts }: Parts & { tab: TabName }): ReactNode {
  const { object, community, access, accessError } = parts;
  switch (tab) {
    case 'sightings':
      return <ObjectSightings {...parts} />;
    case 'relations':
      return <ObjectRelations {...parts} />;
    case 'reports':
      return <ObjectReports {...parts} />;
    case 'history':
      return <ObjectHistory {...parts} />;
    case 'raw':
      return <RawStix id={object.id} raw={object.raw} level={object.marking.level} />;
    case 'handling':
      return (
        <Suspense fallback={<Loading />}>
          <HandlingPanels id={object.id} community={community} />
        </Suspense>
      );
    default:
      return (
        <>
          <ObjectFacts object={object} community={community} />
          <AboutPanel object={object} community={community} />
          <SharedText object={object} community={community} />
          <Suspense fallback={null}>
            <DeterminationPanel id={object.id} community={community} />
          </Suspense>
          <AccessPanel object={object} access={access} error={accessError}>
            <AskRelease object={object} community={community} />
            <Suspense fallback={null}>
              <OwnWiderHint object={object} community={community} access={access} />
            </Suspense>
            <TrySomebody object={object} community={community} title={titleWords(object)} />
            <Suspense fallback={null}>
              <HandleAs object={object} community={community} />
              <ReportMisuse id={object.id} community={community} />
            </Suspense>
          </AccessPanel>
        </>
      );
  }
}

/** Whom deliveries are told of is the source. */
function isSourceOf({ access }: Parts): boolean {
  return access?.deliveries !== undefined;
}

function tabWords(tab: TabName): string {
  const words: Readonly<Record<TabName, string>> = {
    overview: t('Overview'),
    sightings: t('Sightings'),
    relations: t('Relations'),
    reports: t('Reports'),
    history: t('History'),
    raw: t('Raw'),
    handling: t('Handling'),
  };
  return words[tab];
}

/** How much lies behind a tab, by what this reader may see. */
function countOf(tab: TabName, { object, references, versions }: Parts): number | undefined {
  switch (tab) {
    case 'sightings': {
      const { sightings, disagreements, actions } = answersOf(references);
      return sightings.length + disagreements.length + actions.length;
    }
    case 'relations':
      return relationsFrom(object, references).length + ownOf(object).length;
    case 'reports':
      return reportsOf(references).length + aboutOf(object).length;
    case 'history':
      return versions.length;
    default:
      return undefined;
  }
}
