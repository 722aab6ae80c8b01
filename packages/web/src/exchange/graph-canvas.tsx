import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { usePreferences } from '../kernel/preferences.ts';
import { plural, t } from '../kernel/words.ts';
import type { GraphData } from './graph-data.ts';
import { GraphDrawing } from './graph-drawing.ts';
import { nodeAfter } from './graph-walk.ts';
import type { Direction } from './graph-walk.ts';

interface GraphCanvasProps {
  readonly data: GraphData;
  readonly self: string;
  /** Goes further from a node. */
  readonly onOpen: (id: string) => void;
  /** Enter on a node: the same, or to its page when there is nothing further. */
  readonly onEnter: (id: string) => void;
  /** Escape: to where somebody came from. */
  readonly onLeave: () => void;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/**
 * The drawing itself, for eyes and a pointer; and over it a list of the same nodes for keys and for those who listen.
 * The tables beside it say the same.
 */
export function GraphCanvas(props: GraphCanvasProps): ReactNode {
  const { data, self } = props;
  const [at, setAt] = useState(self);
  const [isHere, setHere] = useState(false);
  const here = data.nodes.some(({ id }) => id === at) ? at : self;
  const { place, ring, drawing } = useDrawing(props, isHere ? here : undefined);
  const id = useId();
  const walk = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const act = keyAct(event.key, { ...props, here, drawing: drawing.current, setAt });
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div className="graph-frame">
      {(['indicators', 'threats', 'defence', 'other'] as const).map((family) => (
        <span key={family} hidden className="node-colour" data-family={family} />
      ))}
      {/* The library empties this element when it goes: nothing of React's is in it. */}
      <div className="graph-canvas" ref={place} aria-hidden />
      <ul
        className="graph-keys"
        role="listbox"
        tabIndex={0}
        aria-label={t('The relations, drawn')}
        aria-describedby={`${id}-hint`}
        aria-activedescendant={`${id}-${here}`}
        onKeyDown={walk}
        onFocus={() => setHere(true)}
        onBlur={() => setHere(false)}
      >
        {data.nodes.map((node) => (
          <li
            key={node.id}
            id={`${id}-${node.id}`}
            role="option"
            aria-selected={node.id === here}
            className="unseen"
          >
            {optionWords(node, data, self)}
          </li>
        ))}
      </ul>
      <span className="graph-ring" ref={ring} hidden />
      <p className="small quiet" id={`${id}-hint`}>
        {t(
          'By keys: Tab goes into the drawing, arrows go from object to object, Page Down goes through all of them. Enter goes further from one, and again to its page. Escape goes back out.',
        )}
      </p>
    </div>
  );
}

/** Draws anew when the relations or the theme change; the ring follows the node keys stand on. */
function useDrawing({ data, self, onOpen }: GraphCanvasProps, stand: string | undefined) {
  const place = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLSpanElement>(null);
  const drawing = useRef<GraphDrawing>(undefined);
  const open = useRef(onOpen);
  open.current = onOpen;
  const scheme = useComputedColorScheme();
  const { theme } = usePreferences();
  useEffect(() => {
    const container = place.current;
    if (container === null) return undefined;
    const drawn = new GraphDrawing(container, {
      data,
      self,
      onOpen: (id) => open.current(id),
      onPlace: (at) => putRing(ring.current, at),
    });
    drawing.current = drawn;
    return () => drawn.kill();
  }, [data, self, scheme, theme]);
  useEffect(() => drawing.current?.stand(stand), [stand, data, self, scheme, theme]);
  return { place, ring, drawing };
}

function putRing(
  ring: HTMLElement | null,
  at: { readonly x: number; readonly y: number; readonly size: number } | undefined,
): void {
  if (ring === null) return;
  ring.hidden = at === undefined;
  if (at === undefined) return;
  const side = `${String(Math.round(2 * at.size))}px`;
  ring.style.width = side;
  ring.style.height = side;
  ring.style.left = `${String(Math.round(at.x - at.size))}px`;
  ring.style.top = `${String(Math.round(at.y - at.size))}px`;
}

interface Walking extends GraphCanvasProps {
  readonly here: string;
  readonly drawing: GraphDrawing | undefined;
  readonly setAt: (id: string) => void;
}

/** What a key does; `undefined`: nothing here. */
function keyAct(key: string, walking: Walking): (() => void) | undefined {
  const { data, self, here, drawing, setAt, onEnter, onLeave } = walking;
  const go = (to: string | undefined) => (): void => {
    if (to !== undefined) setAt(to);
  };
  const direction = ARROWS[key];
  if (direction !== undefined) return go(drawing?.towards(here, direction));
  const ids = data.nodes.map(({ id }) => id);
  switch (key) {
    case 'PageDown':
      return go(nodeAfter(ids, here, 1));
    case 'PageUp':
      return go(nodeAfter(ids, here, -1));
    case 'Home':
      return go(self);
    case 'End':
      return go(ids.at(-1));
    case 'Enter':
      return () => onEnter(here);
    case 'Escape':
      return onLeave;
    default:
      return undefined;
  }
}

function optionWords(node: GraphData['nodes'][number], { edges }: GraphData, self: string): string {
  const count = edges.filter(({ from, to }) => from === node.id || to === node.id).length;
  const words = plural(
    count,
    { one: '{{name}}, 1 relation', other: '{{name}}, {{count}} relations' },
    { name: node.words },
  );
  return node.id === self ? `${words}, ${t('the object of this page')}` : words;
}
