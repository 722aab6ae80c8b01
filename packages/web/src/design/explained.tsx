import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { placeTip } from './place-tip.ts';

interface ExplainedProps {
  readonly meaning: ReactNode;
  readonly children: ReactNode;
}

/** Few words with more to say on hover and focus (WCAG 1.4.13: it can be closed, hovered and stays). */
export function Explained({ meaning, children }: ExplainedProps): ReactNode {
  const id = useId();
  const tip = useRef<HTMLSpanElement>(null);
  const [isClosed, setClosed] = useState(false);
  const place = (): void => placeTip(tip.current);
  return (
    <span
      className="term"
      {...(isClosed ? { 'data-closed': '' } : {})}
      onPointerEnter={place}
      onFocus={place}
      onPointerLeave={() => setClosed(false)}
      onBlur={() => setClosed(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setClosed(true);
      }}
    >
      <button type="button" aria-describedby={id}>
        {children}
      </button>
      <span role="tooltip" id={id} ref={tip}>
        {meaning}
      </span>
    </span>
  );
}
