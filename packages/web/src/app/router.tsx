import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { FILTER_MAX, listCommunities, showHome, showSetup } from '../kernel/contract.ts';
import { answerQuery, queryClient } from '../kernel/query.ts';
import { sessionQuery } from '../kernel/session.ts';
import { wasSignedIn } from '../kernel/signed-in.ts';
import { applying, invitation, join, root, setup, signIn } from './doorway-routes.tsx';
import { wordsOf } from './words-of.ts';

/** Everything for people who are signed in and belong somewhere. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location, matches }) => {
    // At once, not one after the other: the page's code, who I am, where I belong, what Home shows.
    loadCode(matches.map(({ routeId }) => routeId));
    const listing = answerQuery(listCommunities, {});
    if (wasSignedIn() === true) {
      void queryClient.prefetchQuery(listing);
      if (location.pathname === '/') void queryClient.prefetchQuery(answerQuery(showHome, {}));
    }
    const me = await queryClient.ensureQueryData(sessionQuery);
    if (me === null) {
      const { open: isNew } = await queryClient.fetchQuery(answerQuery(showSetup, {}));
      if (isNew) redirect({ to: '/setup', throw: true });
      const next = location.href === '/' ? {} : { next: location.href };
      redirect({ to: '/sign-in', search: next, throw: true });
    }
    const communities = await queryClient.ensureQueryData(listing);
    if (communities.items.length === 0) redirect({ to: '/setup', throw: true });
  },
  component: lazyRouteComponent(() => import('../shell/shell.tsx'), 'Shell'),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('../home/home-screen.tsx'), 'HomeScreen'),
});

const community = createRoute({ getParentRoute: () => inside, path: '/c/$community' });

const intelligence = createRoute({
  getParentRoute: () => community,
  path: 'intelligence',
  validateSearch: (search): { filter?: string; view?: string; order?: 'oldest-first' } => ({
    ...wordsOf(search, ['filter', 'view'], FILTER_MAX),
    // Asking for everything is not the same as asking for nothing in particular.
    ...(search['filter'] === '' ? { filter: '' } : {}),
    ...(search['order'] === 'oldest-first' ? { order: 'oldest-first' } : {}),
  }),
  component: lazyRouteComponent(
    () => import('../intelligence/intelligence-screen.tsx'),
    'IntelligenceScreen',
  ),
});

const find = createRoute({
  getParentRoute: () => community,
  path: 'find',
  component: lazyRouteComponent(() => import('../exchange/find-screen.tsx'), 'FindScreen'),
});

const share = createRoute({
  getParentRoute: () => community,
  path: 'share',
  component: lazyRouteComponent(() => import('../exchange/share-screen.tsx'), 'ShareScreen'),
});

const receipts = createRoute({
  getParentRoute: () => community,
  path: 'shares',
  component: lazyRouteComponent(() => import('../exchange/receipts-screen.tsx'), 'ReceiptsScreen'),
});

const receipt = createRoute({
  getParentRoute: () => community,
  path: 'shares/$receipt',
  component: lazyRouteComponent(() => import('../exchange/receipt-screen.tsx'), 'ReceiptScreen'),
});

const object = createRoute({
  getParentRoute: () => community,
  path: 'objects/$object',
  validateSearch: (search): { version?: string } => wordsOf(search, ['version']),
  component: lazyRouteComponent(() => import('../exchange/object-screen.tsx'), 'ObjectScreen'),
});

/** A tab of the object's page; the page itself reads which. */
const objectTab = createRoute({ getParentRoute: () => object, path: '$tab' });

const welcome = createRoute({
  getParentRoute: () => community,
  path: 'welcome',
  component: lazyRouteComponent(() => import('../onboarding/welcome-screen.tsx'), 'WelcomeScreen'),
});

const releases = createRoute({
  getParentRoute: () => community,
  path: 'releases',
  component: lazyRouteComponent(() => import('../releases/releases-screen.tsx'), 'ReleasesScreen'),
});

const beforeAsked = createRoute({
  getParentRoute: () => community,
  path: 'before-asked',
  component: lazyRouteComponent(
    () => import('../releases/before-asked-screen.tsx'),
    'BeforeAskedScreen',
  ),
});

const recalls = createRoute({
  getParentRoute: () => community,
  path: 'recalls',
  component: lazyRouteComponent(() => import('../recalls/recalls-screen.tsx'), 'RecallsScreen'),
});

const sealed = createRoute({
  getParentRoute: () => community,
  path: 'sealed',
  component: lazyRouteComponent(() => import('../custody/sealed-screen.tsx'), 'SealedScreen'),
});

const custody = createRoute({
  getParentRoute: () => community,
  path: 'custody',
  component: lazyRouteComponent(() => import('../custody/custody-screen.tsx'), 'CustodyScreen'),
});

const reviews = createRoute({
  getParentRoute: () => community,
  path: 'reviews',
  component: lazyRouteComponent(() => import('../reviews/reviews-screen.tsx'), 'ReviewsScreen'),
});

const review = createRoute({
  getParentRoute: () => community,
  path: 'reviews/$review',
  component: lazyRouteComponent(() => import('../reviews/review-screen.tsx'), 'ReviewScreen'),
});

const misuse = createRoute({
  getParentRoute: () => community,
  path: 'misuse',
  component: lazyRouteComponent(() => import('../misuse/misuse-screen.tsx'), 'MisuseScreen'),
});

const privacy = createRoute({
  getParentRoute: () => community,
  path: 'privacy',
  component: lazyRouteComponent(() => import('../privacy/privacy-screen.tsx'), 'PrivacyScreen'),
});

const persons = createRoute({
  getParentRoute: () => community,
  path: 'persons',
  component: lazyRouteComponent(() => import('../privacy/persons-screen.tsx'), 'PersonsScreen'),
});

const rechecks = createRoute({
  getParentRoute: () => community,
  path: 'rechecks',
  component: lazyRouteComponent(() => import('../privacy/rechecks-screen.tsx'), 'RechecksScreen'),
});

const members = createRoute({
  getParentRoute: () => community,
  path: 'members',
  component: lazyRouteComponent(() => import('../membership/members-screen.tsx'), 'MembersScreen'),
});

const applications = createRoute({
  getParentRoute: () => community,
  path: 'applications',
  component: lazyRouteComponent(
    () => import('../joining/applications-screen.tsx'),
    'ApplicationsScreen',
  ),
});

const application = createRoute({
  getParentRoute: () => community,
  path: 'applications/$application',
  component: lazyRouteComponent(
    () => import('../joining/application-screen.tsx'),
    'ApplicationScreen',
  ),
});

const rules = createRoute({
  getParentRoute: () => community,
  path: 'rules',
  component: lazyRouteComponent(() => import('./rules-page.tsx'), 'RulesPage'),
});

const papers = createRoute({
  getParentRoute: () => community,
  path: 'papers',
  component: lazyRouteComponent(() => import('../papers/papers-screen.tsx'), 'PapersScreen'),
});

const paper = createRoute({
  getParentRoute: () => community,
  path: 'papers/$paper',
  validateSearch: (search): { version?: number } => {
    const version = Number(search['version']);
    return Number.isSafeInteger(version) && version > 0 ? { version } : {};
  },
  component: lazyRouteComponent(() => import('../papers/paper-screen.tsx'), 'PaperScreen'),
});

const decisions = createRoute({
  getParentRoute: () => community,
  path: 'decisions',
  component: lazyRouteComponent(
    () => import('../decisions/decisions-screen.tsx'),
    'DecisionsScreen',
  ),
});

const decision = createRoute({
  getParentRoute: () => community,
  path: 'decisions/$decision',
  component: lazyRouteComponent(() => import('../decisions/decision-screen.tsx'), 'DecisionScreen'),
});

const ballots = createRoute({
  getParentRoute: () => community,
  path: 'ballots',
  component: lazyRouteComponent(() => import('../ballots/ballots-screen.tsx'), 'BallotsScreen'),
});

const ballot = createRoute({
  getParentRoute: () => community,
  path: 'ballots/$ballot',
  component: lazyRouteComponent(() => import('../ballots/ballot-screen.tsx'), 'BallotScreen'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(
    () => import('../membership/settings-screen.tsx'),
    'SettingsScreen',
  ),
});

const tokens = createRoute({
  getParentRoute: () => inside,
  path: '/settings/tokens',
  component: lazyRouteComponent(() => import('../membership/tokens-screen.tsx'), 'TokensScreen'),
});

const appearance = createRoute({
  getParentRoute: () => inside,
  path: '/settings/appearance',
  component: lazyRouteComponent(
    () => import('../membership/appearance-screen.tsx'),
    'AppearanceScreen',
  ),
});

const notices = createRoute({
  getParentRoute: () => inside,
  path: '/settings/notifications',
  component: lazyRouteComponent(() => import('../membership/notices-screen.tsx'), 'NoticesScreen'),
});

const keyboard = createRoute({
  getParentRoute: () => inside,
  path: '/settings/keyboard',
  component: lazyRouteComponent(
    () => import('../membership/keyboard-screen.tsx'),
    'KeyboardScreen',
  ),
});

const ownProfile = createRoute({
  getParentRoute: () => inside,
  path: '/settings/own',
  component: lazyRouteComponent(
    () => import('../membership/own-profile-screen.tsx'),
    'OwnProfileScreen',
  ),
});

const clients = createRoute({
  getParentRoute: () => inside,
  path: '/settings/clients',
  component: lazyRouteComponent(() => import('../handling/clients-screen.tsx'), 'ClientsScreen'),
});

const record = createRoute({
  getParentRoute: () => inside,
  path: '/settings/record',
  component: lazyRouteComponent(() => import('../membership/record-screen.tsx'), 'RecordScreen'),
});

const design = createRoute({
  getParentRoute: () => inside,
  path: '/design',
  component: lazyRouteComponent(() => import('../design/design-screen.tsx'), 'DesignScreen'),
});

const tree = root.addChildren([
  setup,
  signIn,
  invitation,
  join,
  applying,
  inside.addChildren([
    home,
    community.addChildren([
      intelligence,
      find,
      share,
      receipts,
      receipt,
      object.addChildren([objectTab]),
      releases,
      beforeAsked,
      reviews,
      review,
      misuse,
      recalls,
      privacy,
      rechecks,
      persons,
      sealed,
      custody,
      members,
      applications,
      application,
      rules,
      papers,
      paper,
      decisions,
      decision,
      ballots,
      ballot,
      welcome,
    ]),
    settings,
    appearance,
    notices,
    keyboard,
    ownProfile,
    design,
    tokens,
    clients,
    record,
  ]),
]);

/** Every address of the app. Screens are loaded when somebody goes there. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

/** Screens are asked for when it is known where somebody goes, before it is known whether they may. */
function loadCode(routes: readonly string[]): void {
  for (const id of routes) {
    const route = Object.entries(router.routesById).find(([one]) => one === id)?.[1];
    if (route !== undefined) void router.loadRouteChunk(route);
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
