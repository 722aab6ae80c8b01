import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { NothingHere } from '../shell/nothing-here.tsx';
import { Root } from './root.tsx';

/** The frame of every address, and those of people nobody knows yet: their first account, a sign-in, an invitation, a wish to join. */
export const root = createRootRoute({
  component: Root,
  errorComponent: ({ error }) => <ProblemPanel error={error} />,
  notFoundComponent: NothingHere,
});

export const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../onboarding/setup-screen.tsx'), 'SetupScreen'),
});

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } =>
    typeof search['next'] === 'string' ? { next: search['next'] } : {},
  component: lazyRouteComponent(() => import('../membership/sign-in-screen.tsx'), 'SignInScreen'),
});

export const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations',
  component: lazyRouteComponent(
    () => import('../membership/invitation-screen.tsx'),
    'InvitationScreen',
  ),
});

export const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$community',
  component: lazyRouteComponent(() => import('../joining/join-screen.tsx'), 'JoinScreen'),
});

export const applying = createRoute({
  getParentRoute: () => root,
  path: '/applying',
  component: lazyRouteComponent(() => import('../joining/applying-screen.tsx'), 'ApplyingScreen'),
});
