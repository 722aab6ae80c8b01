import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** For what takes the place of a form that was sent: the focus goes there with it. The element needs `tabIndex={-1}`. */
export function useFocusHere<E extends HTMLElement>(): RefObject<E | null> {
  const place = useRef<E>(null);
  useEffect(() => place.current?.focus(), []);
  return place;
}
