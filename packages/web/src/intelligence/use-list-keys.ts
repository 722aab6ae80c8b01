import { useMemo } from 'react';
import { useKeys } from '../kernel/keys.ts';
import type { KeyActs } from '../kernel/keys.ts';
import type { AnswerKind } from '../exchange/answer-form.tsx';
import type { CopyAs } from './copy-rows.ts';
import type { ListActs } from './list-acts.ts';
import type { ObjectList } from './object-list.ts';

interface KeyedActs extends ListActs {
  readonly done: () => void;
  readonly answer: (kind: AnswerKind) => void;
  readonly copy: (as: CopyAs) => void;
  readonly undo: () => void;
}

/** The keys of the list; each does what a button beside it does. */
export function useListKeys(list: ObjectList, acts: KeyedActs): void {
  const keys = useMemo((): KeyActs => {
    const atLine = (act: (index: number) => void) => () => {
      if (list.active >= 0) act(list.active);
    };
    return {
      next: () => acts.move(1),
      previous: () => acts.move(-1),
      open: atLine(acts.open),
      beside: atLine(acts.beside),
      select: atLine((index) => acts.choose(index, false)),
      'select-range': atLine((index) => acts.choose(index, true)),
      done: acts.done,
      saw: () => acts.answer('sighting'),
      'call-false': () => acts.answer('false-positive'),
      acted: () => acts.answer('action'),
      copy: () => acts.copy('defanged'),
      'copy-live': () => acts.copy('live'),
      undo: acts.undo,
    };
  }, [list, acts]);
  useKeys(keys);
}
