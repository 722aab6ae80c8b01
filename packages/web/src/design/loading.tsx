import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';

/** Says that something is being read, and only when it takes long enough to be noticed. */
export function Loading({ what = t('Reading') }: { what?: string }): ReactNode {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="quiet" role="status">
      {isLate ? `${what} …` : ''}
    </p>
  );
}
