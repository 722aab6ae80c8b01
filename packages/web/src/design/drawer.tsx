import { CloseButton } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { t } from '../kernel/words.ts';
import { useOpenDialog } from './open-dialog.ts';

interface DrawerProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What lies beside a list: on a wide window the list stays in use, on a phone it covers the page. Escape closes it. */
export function Drawer({ title, isOpen, onClose, children }: DrawerProps): ReactNode {
  const drawer = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useOpenDialog(drawer, isOpen, show);
  useShownAsFits(drawer, isOpen);
  useClosedByEscape(drawer, isOpen);
  const closed = (): void => {
    // Shown again the other way meanwhile, it is not closed for whoever opened it.
    if (drawer.current?.open !== true) onClose();
  };
  return (
    <dialog ref={drawer} className="drawer" aria-labelledby={heading} onClose={closed}>
      {isOpen && (
        <div className="stack">
          <div className="row spread">
            <h2 id={heading}>{title}</h2>
            <CloseButton aria-label={t('Close')} onClick={() => drawer.current?.close()} />
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}

const NARROW = '(max-width: 52rem)';

function show(element: HTMLDialogElement): void {
  if (matchMedia(NARROW).matches) element.showModal();
  else element.show();
}

/** A window that is zoomed or turned while it is open covers the page, or gives it back. */
function useShownAsFits(drawer: RefObject<HTMLDialogElement | null>, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const narrow = matchMedia(NARROW);
    const turn = (): void => {
      if (drawer.current === null) return;
      drawer.current.close();
      show(drawer.current);
    };
    narrow.addEventListener('change', turn);
    return () => narrow.removeEventListener('change', turn);
  }, [drawer, isOpen]);
}

/** From anywhere on the page: the list beside it stays in use. What lies above it closes first. */
function useClosedByEscape(drawer: RefObject<HTMLDialogElement | null>, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const above = document.querySelector('dialog:modal, [popover]:popover-open');
      if (above === null || above === drawer.current) drawer.current?.close();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [drawer, isOpen]);
}
