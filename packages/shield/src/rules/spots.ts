import type { Spot } from '../finding.ts';
import { hintSet } from '../hints.ts';
import type { Hint, Hints } from '../hints.ts';
import type { RuleName } from '../rule-table.ts';

/** A text to look at, with what it is known to hold. */
export interface Looked {
  readonly text: string;
  readonly hints: Hints;
  /** The rules to look by; absent: all. */
  readonly only: ReadonlySet<RuleName> | undefined;
}

/** A look by several shapes, and what a text must hold for each of them. */
export interface Look {
  (looked: Looked): Spot[];
  readonly needed: readonly { readonly rule: RuleName; readonly needs: Hints }[];
}

/** A look by several shapes: those whose words the text holds, of the rules that are asked for. */
export function lookBy(searches: readonly Search[]): Look {
  const needed = searches.map((search) => ({
    search,
    rule: search.rule,
    needs: hintSet(search.needs ?? []),
  }));
  const look = ({ text, hints, only }: Looked): Spot[] =>
    needed.flatMap(({ search, needs }) =>
      (hints & needs) === needs && only?.has(search.rule) !== false ? spotsOf(text, search) : [],
    );
  return Object.assign(look, { needed });
}

/**
 * The places a shape matches. Where the shape has a group called `it`, that part is the place, and the rest only
 * says what it is. `isIt` looks closer at what was found.
 */
export function spotsOf(text: string, { rule, shape, isIt = () => true }: Search): Spot[] {
  const spots: Spot[] = [];
  for (const match of text.matchAll(shape)) {
    const part = match.indices?.groups?.['it'];
    const [start, end] = part ?? [match.index, match.index + match[0].length];
    if (isIt(text.slice(start, end))) spots.push({ rule, start, end });
  }
  return spots;
}

/** What is looked for. A shape with a group `it` has the flag `d`. */
export interface Search {
  readonly rule: RuleName;
  readonly shape: RegExp;
  readonly isIt?: (found: string) => boolean;
  /** What a text must hold, all of it, to be looked at. Absent: every text is. */
  readonly needs?: readonly Hint[];
}
