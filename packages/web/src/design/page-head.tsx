import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { TlpLevel } from '@tocsin/policy';
import { ComputedPlate } from './computed-plate.tsx';
import { useFollowedHeading } from './heading-focus.ts';

interface PageHeadProps {
  readonly title: ReactNode;
  /** What the browser shows in tabs and keeps in its history: never anything protected. */
  readonly tab: string;
  readonly lead?: ReactNode;
  /** The title is a value: an address, a hash. */
  readonly isCode?: boolean;
  /** The levels of everything the page shows; its plate is the strictest of them. */
  readonly levels?: readonly (TlpLevel | undefined)[];
}

/** The head of a page: its one h1, and the marking of what is on it, computed. */
export function PageHead({ title, tab, lead, levels = [], isCode }: PageHeadProps): ReactNode {
  useEffect(() => {
    document.title = `${tab} · Tocsin`;
  }, [tab]);
  const heading = useRef<HTMLHeadingElement>(null);
  useFollowedHeading(heading);
  return (
    <header className="page-head">
      <h1
        ref={heading}
        tabIndex={-1}
        {...(isCode === true ? { className: 'mono', translate: 'no' } : {})}
      >
        {title}
      </h1>
      <ComputedPlate levels={levels} />
      {lead !== undefined && <p className="lead">{lead}</p>}
    </header>
  );
}
