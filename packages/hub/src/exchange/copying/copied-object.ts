import type { TlpLevel } from '@tocsin/policy';
import type { MarkingView } from '../../protection/index.ts';

/** An object on its way into a copy. */
export interface CopiedObject {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly source: string;
  readonly addedAt: string;
  readonly level: TlpLevel;
  readonly marking: MarkingView;
  /** What its source asks of those who use it, as sentences. */
  readonly terms: readonly string[];
  /** As received. */
  readonly text: string;
}

/** Whose copy it is, in one line that stands in the copy. */
export function watermarkLine(copy: {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly organization: string;
  readonly client?: string;
}): string {
  if (copy.client !== undefined) {
    return `Copy ${copy.id}, given to ${copy.client} by ${copy.by} of ${copy.organization} on ${copy.at}. It is for them alone, to protect themselves; its source was told.`;
  }
  return `Copy ${copy.id}, taken by ${copy.by} for ${copy.organization} on ${copy.at}. Handle it as it is marked; its source was told.`;
}
