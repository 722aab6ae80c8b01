import { useEffect, useSyncExternalStore } from 'react';
import type { ReactNode, RefObject } from 'react';
import { listFacets } from '../kernel/contract.ts';
import { queryClient } from '../kernel/query.ts';
import { useArrivals, useGone, withoutGone } from '../kernel/stream.ts';
import { plural, t } from '../kernel/words.ts';
import type { ObjectList } from './object-list.ts';

/** Arrivals that come together are asked for together. */
const TOGETHER_MS = 250;

interface ArrivedProps {
  readonly list: ObjectList;
  readonly order: 'newest-first' | 'oldest-first';
  /** The list and what lies beside it: whoever is in it reads. */
  readonly place: RefObject<HTMLElement | null>;
  /** Reads the list anew. */
  readonly onAnew: () => void;
}

/** Says that something arrived. It is put in by itself only while nobody can be reading; else when asked to. */
export function Arrived({ list, order, place, onAnew }: ArrivedProps): ReactNode {
  const arrivals = useArrivals();
  useSyncExternalStore(list.subscribe, list.turns);
  const newest = arrivals[0];
  useEffect(() => {
    if (newest === undefined || order === 'oldest-first') return undefined;
    const timer = setTimeout(() => void list.peek(), TOGETHER_MS);
    return () => clearTimeout(timer);
  }, [list, newest, order]);
  const gone = useGone();
  useEffect(() => list.keepOnly((rows) => withoutGone(rows, gone)), [list, gone]);
  const count = list.pending.length;
  useEffect(() => {
    if (count > 0 && isIdle(list, place.current)) take(list, onAnew);
  }, [list, count]);
  return (
    <div className="arrived" role="status">
      {count > 0 && (
        <button
          type="button"
          onClick={() => {
            list.scroll = 0;
            take(list, onAnew);
            place.current?.querySelector('.object-table')?.scrollTo({ top: 0 });
          }}
        >
          {list.hasMorePending
            ? t('{{count}} or more new: show them', { count })
            : plural(count, { one: '1 new: show it', other: '{{count}} new: show them' })}
        </button>
      )}
    </div>
  );
}

function take(list: ObjectList, readAnew: () => void): void {
  if (list.isOutgrown) readAnew();
  else list.insert();
  void queryClient.invalidateQueries({ queryKey: [listFacets.name] });
}

/** At the top, nothing chosen, and neither keys nor pointer in the list. */
function isIdle(list: ObjectList, place: HTMLElement | null): boolean {
  if (list.length === 0) return true;
  if (list.scroll > 0 || list.chosen.size > 0 || list.active >= 0) return false;
  if (document.querySelector('dialog[open]') !== null) return false;
  const table = place?.querySelector('.object-table');
  return table?.matches(':hover') !== true && table?.contains(document.activeElement) !== true;
}
