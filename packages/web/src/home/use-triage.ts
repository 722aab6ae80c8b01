import { useCallback, useMemo, useState } from 'react';
import { sendTriage } from '../exchange/triage.ts';
import { listInbox, showHome } from '../kernel/contract.ts';
import type { Community, InboxItem } from '../kernel/contract.ts';
import { queryClient } from '../kernel/query.ts';

/** Something of the inbox with where it lies. */
export interface Waiting extends InboxItem {
  readonly community: Pick<Community, 'id' | 'name'>;
}

/** What is open still, and what can be done with it. */
export interface Triage {
  readonly open: readonly Waiting[];
  readonly done: (item: Waiting) => void;
  readonly undone: Waiting | undefined;
  readonly undo: () => void;
  readonly error: unknown;
}

/** Shown as done at once, because it can be undone; what the hub refuses comes back with the reason. */
export function useTriage(items: readonly Waiting[]): Triage {
  const [finished, setFinished] = useState<readonly Waiting[]>([]);
  const [error, setError] = useState<unknown>();
  const say = useCallback((item: Waiting, state: 'done' | 'open'): void => {
    const ids = [item.row.id, ...(item.under?.ids ?? [])];
    setError(undefined);
    setFinished((before) =>
      state === 'done'
        ? [...before, item]
        : before.filter((one) => waitingKey(one) !== waitingKey(item)),
    );
    void (async () => {
      try {
        await sendTriage(item.community.id, { ids, state });
        void queryClient.invalidateQueries({ queryKey: [listInbox.name] });
        // Asked before the hub knows, it would give a list without what was undone.
        if (state === 'open') void queryClient.invalidateQueries({ queryKey: [showHome.name] });
      } catch (fault) {
        setError(fault);
        setFinished((before) => before.filter((one) => waitingKey(one) !== waitingKey(item)));
      }
    })();
  }, []);
  const undone = finished.at(-1);
  const undo = useCallback((): void => {
    if (undone !== undefined) say(undone, 'open');
  }, [undone, say]);
  const done = useCallback((item: Waiting) => say(item, 'done'), [say]);
  const open = useMemo(() => {
    const keys = new Set(finished.map(waitingKey));
    return items.filter((item) => !keys.has(waitingKey(item)));
  }, [items, finished]);
  return { open, done, undone, undo, error };
}

/** Which line of an inbox something is. */
export function waitingKey({ row, community }: Waiting): string {
  return `${community.id} ${row.id} ${row.version}`;
}
