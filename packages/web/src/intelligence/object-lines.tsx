import type { Virtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import { cellOf, TitleCell } from './columns.tsx';
import type { ColumnName } from './columns.tsx';
import type { LightRow } from './light-row.ts';
import type { ListActs } from './list-acts.ts';
import type { ObjectList } from './object-list.ts';
import { useSlots } from './use-slots.ts';

interface ObjectLinesProps {
  readonly list: ObjectList;
  readonly acts: ListActs;
  readonly columns: readonly ColumnName[];
  readonly seenUntil: string | undefined;
  readonly hrefOf: (id: string) => string;
  /** Says which lines are in sight, and where each stands. */
  readonly lines: Virtualizer<HTMLDivElement, Element>;
  readonly height: number;
  readonly isPhone: boolean;
}

/** The lines in sight, in elements that go on to the next line when one leaves. */
export function ObjectLines(props: ObjectLinesProps): ReactNode {
  const { list, acts, lines, height, isPhone, seenUntil } = props;
  const items = lines.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  useEffect(() => {
    if (first !== undefined && last !== undefined) list.want(first.index, last.index);
  }, [list, first?.index, last?.index, list.length]);
  const focused = useRef<string>(undefined);
  const rows = items.map(({ index }) => list.at(index));
  const keys = keysOf(rows, first?.index ?? 0);
  const slots = useSlots(keys, { isMoving: lines.isScrolling, alone: focused.current });
  return (
    <tbody
      role="rowgroup"
      style={{ height: lines.getTotalSize() }}
      onClick={(event) => clicked(event, acts, isPhone)}
      onFocus={({ target }) => {
        focused.current = keys[indexAround(target) - (first?.index ?? 0)];
      }}
      onBlur={() => {
        focused.current = undefined;
      }}
    >
      {slots.map(({ slot, place }) => {
        const row = rows[place];
        const { index, start } = items[place] ?? { index: 0, start: 0 };
        if (row === undefined) {
          return <Skeleton key={slot} height={height} top={start} index={index} />;
        }
        return (
          <Row
            key={slot}
            row={row}
            index={index}
            height={height}
            top={start}
            columns={props.columns}
            href={props.hrefOf(row.id)}
            isActive={index === list.active}
            isChosen={list.chosen.has(row.id)}
            isFresh={seenUntil !== undefined && row.added > seenUntil}
          />
        );
      })}
    </tbody>
  );
}

/** What a line keeps while others come and go around it: its object, once; while that is read, its place. */
function keysOf(rows: readonly (LightRow | undefined)[], first: number): readonly string[] {
  const keys = new Set<string>();
  rows.forEach((row, place) => {
    const isNew = row !== undefined && !keys.has(row.id);
    keys.add(isNew ? row.id : `at ${String(first + place)}`);
  });
  return [...keys];
}

function clicked(event: MouseEvent<HTMLElement>, acts: ListActs, isPhone: boolean): void {
  if (!(event.target instanceof Element)) return;
  const index = indexAround(event.target);
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

/** Which line something is in, or -1. */
function indexAround(element: Element): number {
  return Number(attributeAround(element, 'data-index') ?? -1);
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
      data-part={row.isPart ? '' : undefined}
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
