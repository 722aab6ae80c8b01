import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import './doorway.css';
import { Mark } from './mark.tsx';

interface DoorwayProps {
  /** Beside the wordmark: what this place is, or how far one has come. */
  readonly aside: ReactNode;
  readonly children: ReactNode;
}

/** The frame of pages for people who are not inside yet. */
export function Doorway({ aside, children }: DoorwayProps): ReactNode {
  return (
    <div className="doorway">
      <aside aria-label={t('About this hub')}>
        <span className="wordmark">
          <Mark /> Tocsin
        </span>
        {aside}
      </aside>
      <main>
        <div className="stack wide">{children}</div>
      </main>
    </div>
  );
}

/** How far a wizard has come. */
export function Steps({
  names,
  current,
}: {
  names: readonly string[];
  current: number;
}): ReactNode {
  return (
    <ol className="steps">
      {names.map((name, index) => (
        <li
          key={name}
          data-number={index + 1}
          {...(index < current ? { 'data-done': '' } : {})}
          {...(index === current ? { 'aria-current': 'step' as const } : {})}
        >
          <span>
            {name}
            {index < current && <span className="unseen"> {t('(done)')}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
