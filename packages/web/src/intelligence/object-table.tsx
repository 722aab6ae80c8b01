import { Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  memo,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ReactNode, RefObject } from 'react';
import { t } from '../kernel/words.ts';
import { COLUMNS, fitting, widthOf } from './columns.tsx';
import type { ColumnName } from './columns.tsx';
import type { ListActs } from './list-acts.ts';
import type { ObjectList } from './object-list.ts';
import { ObjectLines } from './object-lines.tsx';

interface ObjectTableProps {
  readonly list: ObjectList;
  readonly acts: ListActs;
  readonly columns: readonly ColumnName[];
  readonly isCompact: boolean;
  readonly order: 'newest-first' | 'oldest-first';
  /** How many there are in all, when that is known. */
  readonly total: number | undefined;
  readonly seenUntil: string | undefined;
  readonly hrefOf: (id: string) => string;
}

const ROW_REM = { comfortable: 2.75, compact: 2.125 };
const OVERSCAN = 10;
/** On a phone: what it is and its marking; the rest lies in the drawer. */
const PHONE_TLP_REM = 8.25;
const PHONE_COLUMNS: readonly ColumnName[] = ['tlp'];

/** The list as a table, of which only the lines in sight exist. */
export function ObjectTable(props: ObjectTableProps): ReactNode {
  const { list, acts, isCompact, order, total } = props;
  const isPhone = useMediaQuery('(max-width: 52rem)', false, { getInitialValueInEffect: false });
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller);
  const columns = useShown(props.columns, room, isPhone);
  useSyncExternalStore(list.subscribe, list.changes);
  const height = Math.round((isCompact ? ROW_REM.compact : ROW_REM.comfortable) * room.letter);
  const lines = useLines(list, scroller, height);
  const widths = tracks(columns, room.hasLargePlates, isPhone);
  useLayoutEffect(() => scroller.current?.style.setProperty('--columns', widths), [widths]);
  useActiveInSight(list, toWholeLine(lines, height), scroller);
  return (
    <div className="object-table" ref={scroller} data-compact={isCompact ? '' : undefined}>
      <table role="table" aria-rowcount={rowCount(list, total)} aria-label={t('Objects')}>
        <Head
          columns={columns}
          isAny={list.chosen.size > 0}
          isAll={list.chosen.size >= list.length}
          acts={acts}
          order={order}
        />
        <ObjectLines {...props} columns={columns} lines={lines} height={height} isPhone={isPhone} />
      </table>
      <p className="list-end small quiet" role="status">
        {list.isWhole ? t('That is all.') : t('Reading more …')}
      </p>
    </div>
  );
}

/** Those that fit, the same array for as long as they are the same: lines are drawn anew when it changes. */
function useShown(
  columns: readonly ColumnName[],
  room: ReturnType<typeof useRoom>,
  isPhone: boolean,
): readonly ColumnName[] {
  const names = columns.join();
  return useMemo(() => (isPhone ? PHONE_COLUMNS : fitting(columns, room)), [names, room, isPhone]);
}

/** How wide the list is, how large its letters and its plates. */
function useRoom(scroller: RefObject<HTMLDivElement | null>) {
  const [room, setRoom] = useState(() => ({
    rem: 60,
    letter: letterPixels(),
    hasLargePlates: false,
  }));
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const letter = letterPixels();
      const next = {
        rem: Math.floor(element.clientWidth / letter),
        letter,
        hasLargePlates: document.documentElement.dataset['contrast'] === 'more',
      };
      setRoom((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const looks = new MutationObserver(measure);
    looks.observe(document.documentElement, { attributeFilter: ['data-contrast'] });
    return () => {
      observer.disconnect();
      looks.disconnect();
    };
  }, []);
  return room;
}

/** Only the lines in sight, from where somebody was before. */
function useLines(list: ObjectList, scroller: RefObject<HTMLDivElement | null>, height: number) {
  const lines = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    initialOffset: list.scroll,
    scrollPaddingStart: height,
    scrollPaddingEnd: height,
    // The next frame is early enough, and does not lay the page out twice.
    useFlushSync: false,
    // Asking the element for its place would lay out what was just changed.
    onChange: ({ scrollOffset }) => {
      if (scrollOffset !== null && scroller.current !== null) list.scroll = scrollOffset;
    },
  });
  useLayoutEffect(() => lines.measure(), [height]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = list.scroll;
  }, [list]);
  return lines;
}

/** Brings a line into sight so that whole lines stand below the head, and none lies half under it. */
function toWholeLine(lines: ReturnType<typeof useLines>, height: number): (index: number) => void {
  return (index) => {
    const [offset] = lines.getOffsetForIndex(index) ?? [0];
    lines.scrollToOffset(Math.ceil(offset / height) * height);
  };
}

/** The line the keys are at is in sight and has the focus, so that it is read out and Enter opens it. */
function useActiveInSight(
  list: ObjectList,
  scrollTo: (index: number) => void,
  scroller: RefObject<HTMLDivElement | null>,
): void {
  const shown = useRef(list.active);
  useEffect(() => {
    const { active } = list;
    if (active === shown.current || active < 0) return;
    shown.current = active;
    if (list.isMovedByKeys) {
      scrollTo(active);
      requestAnimationFrame(() => {
        const line = scroller.current?.querySelector<HTMLElement>(
          `[data-index="${String(active)}"]`,
        );
        line?.querySelector('a')?.focus({ preventScroll: true });
      });
    }
  }, [list.active]);
}

interface HeadProps {
  readonly columns: readonly ColumnName[];
  readonly isAny: boolean;
  readonly isAll: boolean;
  readonly acts: ListActs;
  readonly order: ObjectTableProps['order'];
}

const Head = memo(function Head({ columns, isAny, isAll, acts, order }: HeadProps): ReactNode {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <th scope="col" role="columnheader" className="choose">
          <Checkbox
            size="xs"
            aria-label={isAny ? t('Select nothing') : t('Select all that is read')}
            checked={isAny}
            indeterminate={isAny && !isAll}
            onChange={() => acts.chooseAll()}
          />
        </th>
        <th scope="col" role="columnheader">
          {t('What')}
        </th>
        {columns.map((name) => (
          <th
            key={name}
            scope="col"
            role="columnheader"
            {...(name === 'added'
              ? { 'aria-sort': order === 'newest-first' ? 'descending' : 'ascending' }
              : {})}
          >
            {name === 'added' ? (
              <button type="button" className="as-link" onClick={() => acts.turn()}>
                {t(COLUMNS[name].words)} {order === 'newest-first' ? '↓' : '↑'}
              </button>
            ) : (
              t(COLUMNS[name].words)
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
});

/** The widths of a line: its tick box, what it is called, its columns. */
function tracks(columns: readonly ColumnName[], hasLargePlates: boolean, isPhone: boolean): string {
  const widths = columns.map((name) =>
    isPhone && !hasLargePlates ? PHONE_TLP_REM : widthOf(name, hasLargePlates),
  );
  return ['2.5rem', 'minmax(0, 1fr)', ...widths.map((width) => `${String(width)}rem`)].join(' ');
}

/** The head counts as a row; -1 says that nobody knows (ARIA 1.2). */
function rowCount(list: ObjectList, total: number | undefined): number {
  if (list.isWhole) return list.length + 1;
  return total === undefined || total < list.length ? -1 : total + 1;
}

/** What a rem is in pixels, so that larger letters make higher lines. */
function letterPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
