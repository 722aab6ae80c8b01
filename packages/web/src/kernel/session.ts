import { queryOptions, useQuery } from '@tanstack/react-query';
import { forgetActing } from './acting.ts';
import { call, isProblem, setCsrf } from './client.ts';
import { showMe, showSetup } from './contract.ts';
import type { Me } from './contract.ts';
import { beginDrafts, endDrafts } from './drafts.ts';
import { answerQuery, queryClient } from './query.ts';
import { forgetObjects } from './recent-objects.ts';
import { noteSignedIn, wasSignedIn } from './signed-in.ts';

/** Who is signed in; `null` when nobody is. */
export const sessionQuery = queryOptions<Me | null>({
  queryKey: [showMe.name],
  queryFn: async () => {
    if (!(await mayBeSignedIn())) {
      noteSignedIn(false);
      return null;
    }
    try {
      const me = await call(showMe, {});
      setCsrf(me.csrf);
      noteSignedIn(true);
      return me;
    } catch (error) {
      if (!isProblem(error, 'unauthenticated')) throw error;
      noteSignedIn(false);
      return null;
    }
  },
  staleTime: 60_000,
});

/**
 * Whether asking who is signed in can be answered. A browser that saw nobody asks first whether it brings a session:
 * what it remembers may be of a moment in which it brought none.
 */
async function mayBeSignedIn(): Promise<boolean> {
  if (wasSignedIn() === true) return true;
  return (await queryClient.fetchQuery(answerQuery(showSetup, {}))).has_session;
}

/** The signed-in person, on pages that only they reach. */
export function useMe(): Me {
  const { data } = useQuery(sessionQuery);
  if (data === undefined || data === null) throw new Error('Nobody is signed in');
  return data;
}

/** Takes over the session an operation opened: everything read before belonged to somebody else. */
export function enterSession(me: Me): void {
  setCsrf(me.csrf);
  noteSignedIn(true);
  forget();
  beginDrafts(me.id);
  queryClient.setQueryData([showMe.name], me);
}

/** Forgets everything that was read, and what was being written. */
export function leaveSession(): void {
  setCsrf(undefined);
  noteSignedIn(false);
  forget();
  endDrafts();
  queryClient.setQueryData([showMe.name], null);
}

const ends = new Set<() => void>();

/** Tells when what was read and begun here belongs to nobody any more: somebody signed out, or signs in. */
export function onSessionEnd(listener: () => void): void {
  ends.add(listener);
}

function forget(): void {
  forgetActing();
  for (const listener of ends) listener();
  forgetObjects();
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== showMe.name });
}
