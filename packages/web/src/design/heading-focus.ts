import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

const HEADING = 'main h1';

/** Whether the focus came to a heading last: when that heading makes way for another, the focus goes along. */
let isFollowed = false;
if (typeof document !== 'undefined') {
  document.addEventListener('focusin', ({ target }) => {
    isFollowed = target instanceof Element && target.matches(HEADING);
  });
}

/** After going to another page or step, reading begins at its heading, as after loading one. */
export function useFocusOnHeading(place: string | undefined): void {
  const last = useRef(place);
  useEffect(() => {
    if (place === undefined) return;
    // A tab of the page at hand keeps the focus on itself.
    const isTab = document.activeElement?.getAttribute('role') === 'tab';
    if (last.current !== undefined && last.current !== place && !isTab) focusHeading();
    last.current = place;
  }, [place]);
}

/** A page's first heading may only say that the page is on its way. */
export function useFollowedHeading(heading: RefObject<HTMLHeadingElement | null>): void {
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    if (isFollowed && (activeElement === null || activeElement === body)) focusOn(heading.current);
  }, [heading]);
}

/** Where the focus goes when what had it is gone. */
export function focusHeading(): void {
  focusOn(document.querySelector<HTMLElement>(HEADING));
}

function focusOn(heading: HTMLElement | null): void {
  heading?.focus({ preventScroll: true });
}
