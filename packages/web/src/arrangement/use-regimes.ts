import { useEffect } from 'react';
import { listRegimes } from '../kernel/contract.ts';
import type { Community, Regime } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';

/** Timers do not reach further; then it is looked at again. Milliseconds. */
const LOOK_AHEAD_MS = 3_600_000;

/** The laws to mind here, read again at the very moment one of them becomes something else. */
export function useRegimes({ id }: Community): { items: readonly Regime[]; error: unknown } {
  const regimes = useAnswer(listRegimes, { params: { community: id } });
  const { data, error, refetch, dataUpdatedAt } = regimes;
  const items = data?.items ?? [];
  const next = items
    .flatMap(({ changes_at: at }) => (at === undefined ? [] : [Date.parse(at)]))
    .reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
  useEffect(() => {
    if (next === Number.POSITIVE_INFINITY) return undefined;
    const wait = Math.min(Math.max(next - Date.now(), 1000), LOOK_AHEAD_MS);
    const timer = setTimeout(() => void refetch(), wait);
    return () => clearTimeout(timer);
  }, [next, refetch, dataUpdatedAt]);
  return { items, error };
}
