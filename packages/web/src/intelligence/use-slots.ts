import { useRef } from 'react';

interface Kept {
  /** Which slot a line has, by its key. */
  readonly of: ReadonlyMap<string, number>;
  /** The slots as they stand in the page. */
  readonly order: readonly number[];
  /** The next slot nobody had. */
  readonly next: number;
}

/** How lines get their slots. */
export interface SlotsAsked {
  /** While lines pass by, elements stay where they are in the page; at rest they stand in the lines' order again. */
  readonly isMoving: boolean;
  /** A line whose element nobody takes over when it leaves: the focus in it would go to another line. */
  readonly alone: string | undefined;
}

/** A line's place among those in sight, and the slot it is drawn in. */
export interface Slot {
  readonly slot: number;
  readonly place: number;
}

const NONE: Kept = { of: new Map(), order: [], next: 0 };

/**
 * A slot for each line in sight, which it keeps for as long as it is. A line that comes takes the slot of one that
 * left, so that its elements are filled anew instead of made anew; in the order the slots are to stand in.
 */
export function useSlots(keys: readonly string[], asked: SlotsAsked): readonly Slot[] {
  const kept = useRef(NONE);
  kept.current = slotsFor(keys, kept.current, asked);
  const { of, order } = kept.current;
  const places = new Map(keys.map((key, place) => [of.get(key), place]));
  return order.flatMap((slot) => {
    const place = places.get(slot);
    return place === undefined ? [] : [{ slot, place }];
  });
}

/** What becomes of the slots when other lines are in sight. Keys occur once. */
export function slotsFor(keys: readonly string[], kept: Kept, asked: SlotsAsked): Kept {
  const here = new Set(keys);
  const free: number[] = [];
  for (const [key, slot] of kept.of) if (!here.has(key) && key !== asked.alone) free.push(slot);
  let { next } = kept;
  const fresh: number[] = [];
  const of = new Map<string, number>();
  for (const key of keys) {
    let slot = kept.of.get(key) ?? free.pop();
    if (slot === undefined) {
      slot = next;
      next += 1;
      fresh.push(slot);
    }
    of.set(key, slot);
  }
  if (!asked.isMoving) return { of, order: [...of.values()], next };
  const used = new Set(of.values());
  return { of, order: [...kept.order.filter((slot) => used.has(slot)), ...fresh], next };
}
