import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { putOnClipboard } from '../design/copy-button.tsx';
import type { AnswerKind } from '../exchange/answer-form.tsx';
import type { Community } from '../kernel/contract.ts';
import { plural } from '../kernel/words.ts';
import { rowsAsText } from './copy-rows.ts';
import type { CopyAs } from './copy-rows.ts';
import type { LightRow } from './light-row.ts';
import { actedOn, choose, chooseAll, moveTo } from './list-acts.ts';
import type { ListActs } from './list-acts.ts';
import { markDone } from './mark-acts.ts';
import type { Run } from './mark-acts.ts';
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
  readonly run: Run;
  readonly onTurn: () => void;
}

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
    const go = (object: string): void =>
      void navigate({
        to: '/c/$community/objects/$object',
        params: { ...params, object },
        search: {},
      });
    const base = lineActs({ list, from, go, onTurn, onBeside: () => setBeside(true) });
    return {
      ...base,
      done: () => void markDone({ community, list, run, say }),
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
