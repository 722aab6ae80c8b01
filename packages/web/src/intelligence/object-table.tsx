import { Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { MouseEvent, ReactNode, RefObject } from 'react';
import { t } from '../kernel/words.ts';
import { cellOf, COLUMNS, fitting, TitleCell, widthOf } from './columns.tsx';
import type { ColumnName } from './columns.tsx';
import type { LightRow } from './light-row.ts';
import type { ListActs } from './list-acts.ts';
import type { ObjectList } from './object-list.ts';

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
  const columns = isPhone ? PHONE_COLUMNS : fitting(props.columns, room);
  useSyncExternalStore(list.subscribe, list.changes);
  const height = rem(isCompact ? ROW_REM.compact : ROW_REM.comfortable);
  const lines = useLines(list, scroller, height);
  const widths = tracks(columns, room.hasLargePlates, isPhone);
  useLayoutEffect(() => scroller.current?.style.setProperty('--columns', widths), [widths]);
  const items = lines.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  useEffect(() => {
    if (first !== undefined && last !== undefined) list.want(first.index, last.index);
  }, [list, first?.index, last?.index, list.length]);
  useActiveInSight(list, toWholeLine(lines, height), scroller);
  return (
    <div className="object-table" ref={scroller} data-compact={isCompact ? '' : undefined}>
      <table role="table" aria-rowcount={rowCount(list, total)} aria-label={t('Objects')}>
        <Head columns={columns} list={list} acts={acts} order={order} />
        <tbody
          role="rowgroup"
          style={{ height: lines.getTotalSize() }}
          onClick={(event) => clicked(event, acts, isPhone)}
        >
          {items.map(({ index, key, start }) => {
            const row = list.at(index);
            if (row === undefined) {
              return <Skeleton key={key} height={height} top={start} index={index} />;
            }
            return (
              <Row
                key={row.id}
                row={row}
                index={index}
                height={height}
                top={start}
                columns={columns}
                href={props.hrefOf(row.id)}
                isActive={index === list.active}
                isChosen={list.chosen.has(row.id)}
                isFresh={props.seenUntil !== undefined && row.added > props.seenUntil}
              />
            );
          })}
        </tbody>
      </table>
      <p className="list-end small quiet" role="status">
        {list.isWhole ? t('That is all.') : t('Reading more …')}
      </p>
    </div>
  );
}

/** How wide the list is, and how large its plates. */
function useRoom(scroller: RefObject<HTMLDivElement | null>) {
  const [room, setRoom] = useState({ rem: 60, hasLargePlates: false });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const next = {
        rem: Math.floor(element.clientWidth / rem(1)),
        hasLargePlates: document.documentElement.dataset['contrast'] === 'more',
      };
      setRoom((old) =>
        old.rem === next.rem && old.hasLargePlates === next.hasLargePlates ? old : next,
      );
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

function clicked(event: MouseEvent<HTMLElement>, acts: ListActs, isPhone: boolean): void {
  if (!(event.target instanceof Element)) return;
  const index = Number(attributeAround(event.target, 'data-index') ?? -1);
  if (index < 0) return;
  const act = attributeAround(event.target, 'data-act') ?? 'open';
  if (act === 'choose') {
    acts.choose(index, event.shiftKey);
    return;
  }
  if (isOtherwise(event)) return;
  event.preventDefault();
  if (act === 'beside' || isPhone) acts.beside(index);
  else acts.open(index);
}

function attributeAround(element: Element, name: string): string | undefined {
  return element.closest(`[${name}]`)?.getAttribute(name) ?? undefined;
}

/** With these keys the browser opens a link elsewhere; text somebody marks is not a click. */
function isOtherwise({ metaKey, ctrlKey, shiftKey, button }: MouseEvent): boolean {
  if (metaKey || ctrlKey || shiftKey || button !== 0) return true;
  return document.getSelection()?.isCollapsed === false;
}

interface RowProps {
  readonly row: LightRow;
  readonly index: number;
  readonly height: number;
  readonly top: number;
  readonly columns: readonly ColumnName[];
  readonly href: string;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly isFresh: boolean;
}

const Row = memo(function Row(props: RowProps): ReactNode {
  const { row, index, height, top, columns, href, isActive, isChosen, isFresh } = props;
  return (
    <tr
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      data-active={isActive ? '' : undefined}
      data-chosen={isChosen ? '' : undefined}
      data-done={row.isDone ? '' : undefined}
      style={{ height, transform: `translateY(${String(top)}px)` }}
    >
      <td role="cell" className="choose" data-act="choose">
        <input
          type="checkbox"
          data-act="choose"
          aria-label={t('Select {{title}}', { title: row.title })}
          checked={isChosen}
          readOnly
        />
      </td>
      <th scope="row" role="rowheader">
        <TitleCell row={row} href={href} isFresh={isFresh} />
      </th>
      {columns.map((name) => (
        <td key={name} role="cell" data-column={name}>
          {cellOf(name, row)}
        </td>
      ))}
    </tr>
  );
});

interface HeadProps {
  readonly columns: readonly ColumnName[];
  readonly list: ObjectList;
  readonly acts: ListActs;
  readonly order: ObjectTableProps['order'];
}

function Head({ columns, list, acts, order }: HeadProps): ReactNode {
  const isAll = list.chosen.size > 0;
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <th scope="col" role="columnheader" className="choose">
          <Checkbox
            size="xs"
            aria-label={isAll ? t('Select nothing') : t('Select all that is read')}
            checked={isAll}
            indeterminate={isAll && list.chosen.size < list.length}
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
}

interface SkeletonProps {
  readonly height: number;
  readonly top: number;
  readonly index: number;
}

/** A line that is being read, as high as it will be. */
function Skeleton({ height, top, index }: SkeletonProps): ReactNode {
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      style={{ height, transform: `translateY(${String(top)}px)` }}
    >
      <td role="cell" />
      <td role="cell">
        <span className="skeleton" aria-label={t('Reading')} role="img" />
      </td>
    </tr>
  );
}

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

/** Pixels, so that larger letters make higher lines. */
function rem(count: number): number {
  return Math.round(count * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
}
