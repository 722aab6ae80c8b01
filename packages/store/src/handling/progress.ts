import type { Recall, RecallLine, RecallWay } from '../store.ts';

/** Somebody who was given what went, by one way. */
export interface Given {
  readonly organization: number;
  readonly name: string;
  readonly principal: string;
  readonly way: RecallWay;
}

/** Who took note. */
export interface Notes {
  readonly told: ReadonlySet<string>;
  readonly done: ReadonlySet<string>;
  /** Organizations that said so for all of theirs. */
  readonly all: ReadonlySet<number>;
}

/**
 * How far a recall has come: a line for each organization and way, which is told, or confirmed, only when everybody on
 * it is. Shares are rounded down, so that 100 percent means all.
 */
export function progressOf(
  given: readonly Given[],
  notes: Notes,
): Pick<Recall, 'lines' | 'takenNote' | 'confirmed'> {
  const byLine = Map.groupBy(given, ({ organization, way }) => `${String(organization)} ${way}`);
  const lines = [...byLine.values()].flatMap((group) => lineOf(group, notes));
  lines.sort((a, b) => (`${a.organization} ${a.way}` < `${b.organization} ${b.way}` ? -1 : 1));
  if (lines.length === 0) return { lines };
  const percent = (is: (line: RecallLine) => boolean): number =>
    Math.floor((100 * lines.filter(is).length) / lines.length);
  return {
    lines,
    takenNote: percent(({ state }) => state !== 'open'),
    confirmed: percent(({ state }) => state === 'confirmed'),
  };
}

function lineOf(group: readonly Given[], notes: Notes): RecallLine[] {
  const [first] = group;
  if (first === undefined) return [];
  const isDone = ({ principal, organization }: Given): boolean =>
    notes.done.has(principal) || notes.all.has(organization);
  const confirmed = group.filter(isDone).length;
  const told = group.filter((one) => isDone(one) || notes.told.has(one.principal)).length;
  const state = stateOf({ given: group.length, told, confirmed });
  const { name, way } = first;
  return [{ organization: name, way, given: group.length, told, confirmed, state }];
}

function stateOf({
  given,
  told,
  confirmed,
}: Pick<RecallLine, 'given' | 'told' | 'confirmed'>): RecallLine['state'] {
  if (confirmed === given) return 'confirmed';
  return told === given ? 'told' : 'open';
}
