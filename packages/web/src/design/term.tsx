import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import { Explained } from './explained.tsx';
import { TERMS } from './terms.ts';
import type { TermName } from './terms.ts';

interface TermProps {
  readonly name: TermName;
  /** As the sentence has it; absent for names no language changes. */
  readonly children?: ReactNode;
}

/** A word of the field with its meaning on hover and focus. */
export function Term({ name, children = name }: TermProps): ReactNode {
  return <Explained meaning={t(TERMS[name])}>{children}</Explained>;
}
