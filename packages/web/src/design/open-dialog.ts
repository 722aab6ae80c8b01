import { useEffect } from 'react';
import type { RefObject } from 'react';
import { focusHeading } from './heading-focus.ts';

/**
 * Opens and closes the browser's own dialog. The focus goes back to where it was, also when the dialog goes without
 * being closed, which the browser does not see to; to the heading of the page when that place is gone.
 */
export function useOpenDialog(
  dialog: RefObject<HTMLDialogElement | null>,
  isOpen: boolean,
  open: (element: HTMLDialogElement) => void,
): void {
  useEffect(() => {
    const element = dialog.current;
    if (!isOpen || element === null) return undefined;
    const before = document.activeElement;
    open(element);
    beginAboveWords(element);
    return () => {
      if (element.isConnected && element.open) element.close();
      giveBack(before);
    };
  }, [dialog, isOpen, open]);
}

/** A word that is explained would open its meaning over the first fields: reading begins at the heading instead. */
function beginAboveWords(element: HTMLDialogElement): void {
  const { activeElement } = document;
  if (activeElement === null || activeElement.closest('.term') === null) return;
  const heading = element.contains(activeElement) ? element.querySelector('h2') : null;
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus();
}

function giveBack(before: Element | null): void {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  if (before instanceof HTMLElement && before.isConnected && before !== body) before.focus();
  else focusHeading();
}
