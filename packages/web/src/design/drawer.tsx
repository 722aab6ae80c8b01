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
  useClosedByEscape(drawer, isOpen);
  return (
    <dialog ref={drawer} className="drawer" aria-labelledby={heading} onClose={onClose}>
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

function show(element: HTMLDialogElement): void {
  if (matchMedia('(max-width: 52rem)').matches) element.showModal();
  else element.show();
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
