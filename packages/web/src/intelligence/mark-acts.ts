import { sendTriage } from '../exchange/triage.ts';
import type { JobKind } from '../jobs/job-record.ts';
import type { Community } from '../kernel/contract.ts';
import { plural } from '../kernel/words.ts';
import type { LightRow } from './light-row.ts';
import { actedOn, moveTo } from './list-acts.ts';
import type { ObjectList } from './object-list.ts';

/** Begins work over many rows; `onOver` is told of those for which it was done. */
export type Run = (
  kind: JobKind,
  rows: readonly LightRow[],
  more?: { readonly body?: unknown; readonly onOver?: (done: readonly LightRow[]) => void },
) => void;

interface MarkParts {
  readonly community: Community;
  readonly list: ObjectList;
  readonly run: Run;
  /** Says what was done, and how to take it back. */
  readonly say: (words: string, back?: () => void) => void;
}

interface Marking {
  readonly rows: readonly LightRow[];
  /** Which of them stand under a title that was meant, by id. */
  readonly under: ReadonlySet<string>;
  readonly state: 'done' | 'open';
}

/** Rows more than this are marked as work with progress (docs/limits.md). */
const AT_ONCE = 500;

/**
 * Marks what is chosen, or the line the keys are at, as done: a title with everything that came with it and stands
 * under it. When all of it is done already, it is opened again. Only what changes is counted and taken back.
 */
export async function markDone(parts: MarkParts): Promise<void> {
  const { list, say } = parts;
  const meant = actedOn(list);
  if (meant.length === 0) return;
  const [isMany, from] = [list.chosen.size > 0, list.active];
  try {
    const groups = await groupsOf(list, meant);
    const ids = new Set(meant.map(({ id }) => id));
    const still = groups.filter((row) => !isDone(list, row));
    const rows = still.length === 0 ? groups : still;
    const under = new Set(rows.map(({ id }) => id).filter((id) => !ids.has(id)));
    const state = still.length === 0 ? 'open' : 'done';
    begin(parts, { rows, under, state });
    if (isMany) list.chosen.clear();
    else if (state === 'done' && list.active === from) moveTo(list, from + groups.length, true);
    list.touch();
  } catch (error) {
    say(wordsOf(error));
  }
}

/** Everything that is meant, each once. */
async function groupsOf(list: ObjectList, meant: readonly LightRow[]): Promise<LightRow[]> {
  const rows = new Map<string, LightRow>();
  for (const row of meant) for (const one of await list.group(row)) rows.set(one.id, one);
  return [...rows.values()];
}

function begin(parts: MarkParts, marking: Marking): void {
  const { run, say } = parts;
  const { rows, under, state } = marking;
  const told = (done: readonly LightRow[]): void => {
    if (done.length === 0) return;
    const back = (): void =>
      begin(parts, { rows: done, under, state: state === 'done' ? 'open' : 'done' });
    const below = done.filter(({ id }) => under.has(id)).length;
    say(markedWords(done.length, below, state), back);
  };
  if (rows.length > AT_ONCE)
    run(state === 'done' ? 'mark-done' : 'mark-open', rows, { onOver: told });
  else
    void send(parts, marking).then(
      () => told(rows),
      (error: unknown) => say(wordsOf(error)),
    );
}

async function send({ community, list }: MarkParts, { rows, state }: Marking): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await sendTriage(community.id, { ids, state });
  list.change(new Set(ids), { isDone: state === 'done' });
}

function markedWords(all: number, below: number, state: Marking['state']): string {
  if (below === 0) {
    return state === 'done'
      ? plural(all, { one: '1 marked as done', other: '{{count}} marked as done' })
      : plural(all, { one: '1 open again', other: '{{count}} open again' });
  }
  return state === 'done'
    ? plural(
        below,
        {
          one: '{{all}} marked as done, 1 of them under its title',
          other: '{{all}} marked as done, {{count}} of them under their title',
        },
        { all },
      )
    : plural(
        below,
        {
          one: '{{all}} open again, 1 of them under its title',
          other: '{{all}} open again, {{count}} of them under their title',
        },
        { all },
      );
}

/** As the list has it now: what was chosen may be older. */
function isDone(list: ObjectList, row: LightRow): boolean {
  return list.find(row.id)?.isDone ?? row.isDone;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
