import { lazy, Suspense, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { jobsAtHand, onWork } from '../kernel/at-work.ts';
import { DRAFT_PLACES, draftsOf, ownerOf } from '../kernel/drafts.ts';
import { useMe } from '../kernel/session.ts';

const UnfinishedWork = lazy(async () => ({
  default: (await import('./unfinished-work.tsx')).UnfinishedWork,
}));

/** Long work, where there is some: nobody else waits for what shows it. */
export function Unfinished(): ReactNode {
  const { id: person } = useMe();
  const isThere = useSyncExternalStore(onWork, () => jobsAtHand() > 0 || isKept(person));
  return (
    isThere && (
      <Suspense fallback={null}>
        <UnfinishedWork />
      </Suspense>
    )
  );
}

function isKept(person: string): boolean {
  return [DRAFT_PLACES.jobs, DRAFT_PLACES.parts].some(
    (place) => draftsOf(ownerOf(person, place)).length > 0,
  );
}
