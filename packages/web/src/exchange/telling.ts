import type { FilePart } from '@tocsin/stix';
import type { Receipt } from '../kernel/contract.ts';

/** Where a share that answers a request stands once it was sent. */
export type Answered = 'answered' | 'waits';

/** What a share can answer with: what says most of it, or the share itself while that waits for a sharing officer. */
export interface Telling {
  /** What says most of it; of a share that waits, of what was sent. */
  readonly object: string | undefined;
  /** The share, while it waits. */
  readonly review: string | undefined;
}

/** What a share came to; `sent`: what was in it, of a share that waits and so has not come to anything. */
export function tellingOf(
  receipt: Pick<Receipt, 'id' | 'review' | 'lines'>,
  sent: readonly string[] = [],
): Telling {
  const ids = receipt.lines.flatMap(({ id, fate }) =>
    id !== undefined && (fate === 'kept' || fate === 'already-here') ? [id] : [],
  );
  return receipt.review === undefined
    ? { object: ids.toSorted(byTelling)[0], review: undefined }
    : { object: sent.toSorted(byTelling)[0], review: receipt.id };
}

/** What answers a request best, of the parts of a file: of equals the earlier; `undefined` when nothing does. */
export function mostTelling(parts: readonly Telling[]): Telling | undefined {
  return parts
    .filter(({ object, review }) => object !== undefined || review !== undefined)
    .toSorted((a, b) => byTelling(a.object ?? '', b.object ?? ''))[0];
}

/** The ids of what is in a part of a file; what cannot be read has none. */
export function idsIn({ bytes }: Pick<FilePart, 'bytes'>): string[] {
  try {
    const { objects } = JSON.parse(new TextDecoder().decode(bytes)) as { objects?: unknown };
    if (!Array.isArray(objects)) return [];
    return objects.flatMap((one: unknown) =>
      typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string'
        ? [one.id]
        : [],
    );
  } catch {
    return [];
  }
}

/** Of equals the earlier stays first. */
function byTelling(a: string, b: string): number {
  return rankOf(a) - rankOf(b);
}

function rankOf(id: string): number {
  const rank = TELLING.findIndex((type) => id.startsWith(type));
  return rank < 0 ? TELLING.length : rank;
}

const TELLING = ['report--', 'note--', 'indicator--'];
