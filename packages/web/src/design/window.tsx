import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useOpenDialog } from './open-dialog.ts';

interface WindowProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog: the browser's own, which traps focus, closes on Escape and needs no style element. */
export function Window({ title, isOpen, onClose, children }: WindowProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useOpenDialog(dialog, isOpen, showModal);
  return (
    <dialog ref={dialog} className="window" aria-labelledby={heading} onClose={onClose}>
      {isOpen && (
        <div className="stack">
          <h2 id={heading}>{title}</h2>
          {children}
        </div>
      )}
    </dialog>
  );
}

function showModal(element: HTMLDialogElement): void {
  element.showModal();
}
