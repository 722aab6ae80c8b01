import { useRouterState } from '@tanstack/react-router';
import { useRef } from 'react';
import { textOfHash } from './hash-text.ts';

/** The text behind the "#" of a page's address, followed; while somebody goes elsewhere, what it was. */
export function useAddressHash(page: 'find' | 'share'): string {
  const hash = useRouterState({
    select: ({ location }) => (location.pathname.endsWith(`/${page}`) ? location.hash : undefined),
  });
  const last = useRef('');
  if (hash !== undefined) last.current = hash;
  return textOfHash(last.current);
}
