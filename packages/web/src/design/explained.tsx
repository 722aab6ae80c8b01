import { useId, useState } from 'react';
import type { ReactNode } from 'react';

interface ExplainedProps {
  readonly meaning: ReactNode;
  readonly children: ReactNode;
}

/** Few words with more to say on hover and focus (WCAG 1.4.13: it can be closed, hovered and stays). */
export function Explained({ meaning, children }: ExplainedProps): ReactNode {
  const id = useId();
  const [isClosed, setClosed] = useState(false);
  return (
    <span
      className="term"
      {...(isClosed ? { 'data-closed': '' } : {})}
      onPointerLeave={() => setClosed(false)}
      onBlur={() => setClosed(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setClosed(true);
      }}
    >
      <button type="button" aria-describedby={id}>
        {children}
      </button>
      <span role="tooltip" id={id}>
        {meaning}
      </span>
    </span>
  );
}
