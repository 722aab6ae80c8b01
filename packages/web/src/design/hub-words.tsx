import type { ReactNode } from 'react';
import { knownHubText } from '../kernel/words.ts';

/**
 * Words the hub says, in the reader's language. A screen reader is told of English that could not be turned into
 * it: what is not the hub's own, or of a newer hub.
 */
export function HubWords({ children }: { children: string }): ReactNode {
  return knownHubText(children) ?? <span lang="en">{children}</span>;
}
