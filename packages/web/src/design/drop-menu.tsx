import { IconCheck } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import type { ReactNode } from 'react';

interface DropMenuProps {
  /** What stands on the button. */
  readonly button: ReactNode;
  readonly className: string;
  /** Where it opens: the frame's own places, or under its button. */
  readonly at: 'top' | 'bottom' | 'here';
  readonly children: ReactNode;
}

/** A button and what it opens: the browser's own popover, which closes on Escape and on a click elsewhere. */
export function DropMenu({ button, className, at, children }: DropMenuProps): ReactNode {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={opener} type="button" className={className} popoverTarget={id}>
        {button}
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        className="drop-menu"
        data-at={at}
        onToggle={() => {
          if (at === 'here') putUnder(popover.current, opener.current);
        }}
        onClick={() => popover.current?.hidePopover()}
      >
        {children}
      </div>
    </>
  );
}

/** Under its button, and within the window. */
function putUnder(menu: HTMLElement | null, button: HTMLElement | null): void {
  if (menu === null || button === null) return;
  const { left, bottom, top } = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const isLow = bottom + height > innerHeight && top > height;
  menu.style.left = `${String(Math.max(8, Math.min(left, innerWidth - width - 8)))}px`;
  menu.style.top = `${String(isLow ? top - height - 4 : bottom + 4)}px`;
}

/** A group of choices under a name. */
export function DropGroup({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const heading = useId();
  return (
    <div role="group" aria-labelledby={heading}>
      <p id={heading} className="drop-title">
        {title}
      </p>
      {children}
    </div>
  );
}

interface DropItemProps {
  /** For one choice of several: whether it is the one. */
  readonly isChosen?: boolean;
  readonly icon?: ReactNode;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** One thing to choose. */
export function DropItem({ isChosen, icon, onClick, children }: DropItemProps): ReactNode {
  return (
    <button
      type="button"
      className="drop-item"
      {...(isChosen === undefined ? {} : { 'aria-pressed': isChosen })}
      onClick={onClick}
    >
      <span className="drop-icon" aria-hidden="true">
        {isChosen === true ? <IconCheck size={16} /> : icon}
      </span>
      <span>{children}</span>
    </button>
  );
}
