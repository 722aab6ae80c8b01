import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { putOnClipboard } from '../design/copy-button.tsx';
import type { AnswerKind } from '../exchange/answer-form.tsx';
import type { Community } from '../kernel/contract.ts';
import type { JobKind } from '../jobs/job-record.ts';
import { plural } from '../kernel/words.ts';
import { triage } from './triage.ts';
import { rowsAsText } from './copy-rows.ts';
import type { CopyAs } from './copy-rows.ts';
import type { LightRow } from './light-row.ts';
import { actedOn, choose, chooseAll, moveTo } from './list-acts.ts';
import type { ListActs } from './list-acts.ts';
import type { ObjectList } from './object-list.ts';

interface Answering {
  readonly kind: AnswerKind;
  readonly rows: readonly LightRow[];
}
/** What was done last, in words, and how to take it back. */
export interface Notice {
  readonly words: string;
  readonly undo?: () => void;
}

interface ListParts {
  readonly community: Community;
  readonly list: ObjectList;
  readonly run: (kind: JobKind, rows: readonly LightRow[]) => void;
  readonly onTurn: () => void;
}

/** Rows more than this are marked as work with progress, which is not taken back by one key. */
const AT_ONCE = 500;

/** Everything the list can do, for keys, buttons and menus alike. */
export function useListActs({ community, list, run, onTurn }: ListParts) {
  const navigate = useNavigate();
  const [isBeside, setBeside] = useState(false);
  const [answering, setAnswering] = useState<Answering>();
  const [notice, setNotice] = useState<Notice>();
  const from = useRef<number>(undefined);
  const undo = useRef<() => void>(undefined);
  undo.current = notice?.undo;
  const acts = useMemo(() => {
    const params = { community: community.slug };
    const say = (words: string, back?: () => void): void =>
      setNotice(back === undefined ? { words } : { words, undo: back });
    const mark = async (rows: readonly LightRow[], state: 'done' | 'open'): Promise<void> => {
      try {
        await triage(community, { list, rows, state });
        const back = (): void => void mark(rows, state === 'done' ? 'open' : 'done');
        say(markedWords(rows.length, state), back);
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    };
    const go = (object: string): void =>
      void navigate({
        to: '/c/$community/objects/$object',
        params: { ...params, object },
        search: {},
      });
    const base = lineActs({ list, from, go, onTurn, onBeside: () => setBeside(true) });
    return {
      ...base,
      done: () => {
        const rows = actedOn(list);
        if (rows.length === 0) return;
        const state = rows.every(({ id }) => isDone(list, id)) ? 'open' : 'done';
        const isMany = list.chosen.size > 0;
        if (rows.length > AT_ONCE) run(state === 'done' ? 'mark-done' : 'mark-open', rows);
        else void mark(rows, state);
        if (isMany) list.chosen.clear();
        else if (state === 'done') moveTo(list, list.active + 1, true);
        list.touch();
      },
      answer: (kind: AnswerKind) => {
        const rows = actedOn(list);
        if (rows.length > 0) setAnswering({ kind, rows });
      },
      copy: (as: CopyAs) => {
        const rows = actedOn(list);
        if (rows.length === 0) return;
        void putOnClipboard(rowsAsText(rows, as)).then(() =>
          say(plural(rows.length, { one: 'Copied 1 line', other: 'Copied {{count}} lines' })),
        );
      },
      undo: () => undo.current?.(),
    };
  }, [community, list, run, onTurn, navigate]);
  return { acts, isBeside, setBeside, answering, setAnswering, notice, setNotice };
}

interface LineParts {
  readonly list: ObjectList;
  /** The line chosen last: where a range begins. */
  readonly from: { current: number | undefined };
  readonly go: (id: string) => void;
  readonly onTurn: () => void;
  readonly onBeside: () => void;
}

function lineActs({ list, from, go, onTurn, onBeside }: LineParts): ListActs {
  return {
    move: (by) => moveTo(list, list.active + by, true),
    open: (index) => {
      const row = list.at(index);
      if (row === undefined) return;
      moveTo(list, index, false);
      go(row.id);
    },
    beside: (index) => {
      moveTo(list, index, false);
      onBeside();
    },
    choose: (index, isRange) => {
      choose(list, index, isRange ? (from.current ?? index) : undefined);
      from.current = index;
      moveTo(list, index, false);
    },
    chooseAll: () => chooseAll(list),
    turn: onTurn,
  };
}

function markedWords(count: number, state: 'done' | 'open'): string {
  return state === 'done'
    ? plural(count, { one: '1 marked as done', other: '{{count}} marked as done' })
    : plural(count, { one: '1 open again', other: '{{count}} open again' });
}

/** As the list has it now: what was chosen may be older. */
function isDone(list: ObjectList, id: string): boolean {
  return list.find(id)?.isDone ?? list.chosen.get(id)?.isDone ?? false;
}
