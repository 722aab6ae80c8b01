import type { Spot } from '../finding.ts';
import type { RuleName } from '../rule-table.ts';

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
}
