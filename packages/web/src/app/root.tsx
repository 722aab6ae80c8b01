import { Outlet, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFocusOnHeading } from '../design/heading-focus.ts';

/** What holds every page, inside and outside. */
export function Root(): ReactNode {
  useFocusOnHeading(useRouterState({ select: (state) => state.resolvedLocation?.pathname }));
  return <Outlet />;
}
