import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { focusHeading } from '../design/heading-focus.ts';
import { KeyHint } from '../design/keys.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { sendTriage } from '../exchange/triage.ts';
import { TypeSign } from '../exchange/type-sign.tsx';
import { answerText, titleWords } from '../exchange/title-words.ts';
import { typeWords } from '../exchange/words.ts';
import { listInbox, showHome } from '../kernel/contract.ts';
import type { Community, InboxItem } from '../kernel/contract.ts';
import { useKeys } from '../kernel/keys.ts';
import { queryClient } from '../kernel/query.ts';
import { hubText, rich, t } from '../kernel/words.ts';

type Named = Pick<Community, 'id' | 'name'>;

/** Something of the inbox with where it lies. */
export interface Waiting extends InboxItem {
  readonly community: Named;
}

/** What waits for somebody, newest first: one line each, done by one key. */
export function Inbox({
  items,
  slugOf,
}: {
  items: readonly Waiting[];
  slugOf: (community: string) => string;
}): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const { open, done, undone, undo, error } = useTriage(items);
  useTriageKeys(list, { open, done, undo });
  return (
    <>
      <div role="status" className="undo">
        {undone !== undefined && (
          <span className="row">
            {t('Done.')}
            <Button variant="subtle" size="compact-sm" onClick={undo}>
              {t('Undo')}
              <KeyHint name="undo" />
            </Button>
          </span>
        )}
      </div>
      <ProblemPanel error={error} />
      <ol className="inbox" ref={list} aria-label={t('What waits for you')}>
        {open.map((item) => (
          <InboxLine
            key={keyOf(item)}
            item={item}
            slug={slugOf(item.community.id)}
            onDone={() => done(item)}
          />
        ))}
      </ol>
    </>
  );
}

interface LineProps {
  readonly item: Waiting;
  readonly slug: string;
  readonly onDone: () => void;
}

function InboxLine({ item, slug, onDone }: LineProps): ReactNode {
  const { row, about, reason, text } = item;
  // An answer is read where the thing it answers is.
  const target = about ?? row;
  const title = titleWords(target);
  return (
    <li data-key={keyOf(item)}>
      <TypeSign type={target.type} />
      <div className="what">
        <Link
          to="/c/$community/objects/$object"
          params={{ community: slug, object: target.id }}
          search={{}}
        >
          {title}
        </Link>
        <p className="quiet">
          {whyWords(item)}
          {text !== undefined && text !== '' && (
            <>
              {' '}
              <q>{answerText(text)}</q>
            </>
          )}
        </p>
      </div>
      <TimeText at={row.date_added} />
      <TlpPlate level={row.marking.level} />
      <button type="button" className="small-button" onClick={onDone}>
        {t('Done')}
        <span className="unseen">
          {' '}
          {reason === 'arrival' ? title : t('answer to {{title}}', { title })}
        </span>
      </button>
    </li>
  );
}

function whyWords({ reason, row, about }: Waiting): ReactNode {
  const source = hubText(row.origin.name);
  if (reason === 'arrival') {
    return rich('{{type}} from {{source}}', { type: typeWords(row.type), source });
  }
  if (reason === 'contradiction')
    return rich('{{source}} says this of yours is wrong.', { source });
  if (row.type === 'sighting') return rich('{{source}} saw this of yours.', { source });
  return about === undefined ? source : rich('{{source}} answered this of yours.', { source });
}

interface Triage {
  readonly open: readonly Waiting[];
  readonly done: (item: Waiting) => void;
  readonly undone: Waiting | undefined;
  readonly undo: () => void;
  readonly error: unknown;
}

/** Shown as done at once, because it can be undone; what the hub refuses comes back with the reason. */
function useTriage(items: readonly Waiting[]): Triage {
  const [finished, setFinished] = useState<readonly Waiting[]>([]);
  const [error, setError] = useState<unknown>();
  const say = useCallback((item: Waiting, state: 'done' | 'open'): void => {
    const ids = [item.row.id];
    setError(undefined);
    setFinished((before) =>
      state === 'done' ? [...before, item] : before.filter((one) => keyOf(one) !== keyOf(item)),
    );
    void (async () => {
      try {
        await sendTriage(item.community.id, { ids, state });
        void queryClient.invalidateQueries({ queryKey: [listInbox.name] });
        // Asked before the hub knows, it would give a list without what was undone.
        if (state === 'open') void queryClient.invalidateQueries({ queryKey: [showHome.name] });
      } catch (fault) {
        setError(fault);
        setFinished((before) => before.filter((one) => keyOf(one) !== keyOf(item)));
      }
    })();
  }, []);
  const undone = finished.at(-1);
  const undo = useCallback((): void => {
    if (undone !== undefined) say(undone, 'open');
  }, [undone, say]);
  const done = useCallback((item: Waiting) => say(item, 'done'), [say]);
  const open = useMemo(() => {
    const keys = new Set(finished.map(keyOf));
    return items.filter((item) => !keys.has(keyOf(item)));
  }, [items, finished]);
  return { open, done, undone, undo, error };
}

/** `j` and `k` move from line to line by moving the focus, so that Enter opens and a screen reader reads along. */
function useTriageKeys(
  list: RefObject<HTMLOListElement | null>,
  { open, done, undo }: Pick<Triage, 'open' | 'done' | 'undo'>,
): void {
  const goOn = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (goOn.current === undefined) return;
    // After the last one there is nothing left to go on with.
    if (open.length === 0) focusHeading();
    else focusLine(list.current, goOn.current);
    goOn.current = undefined;
  }, [open, list]);
  useKeys(
    useMemo(
      () => ({
        next: () => focusLine(list.current, placeOf(list.current) + 1),
        previous: () => focusLine(list.current, Math.max(0, placeOf(list.current) - 1)),
        done: () => {
          const place = Math.max(0, placeOf(list.current));
          const item = open[place];
          if (item === undefined) return;
          goOn.current = place;
          done(item);
        },
        undo,
      }),
      [list, open, done, undo],
    ),
  );
}

function linesOf(list: HTMLOListElement | null): HTMLLIElement[] {
  return [...(list?.querySelectorAll('li') ?? [])];
}

/** The line with the focus, or -1. */
function placeOf(list: HTMLOListElement | null): number {
  return linesOf(list).findIndex((line) => line.contains(document.activeElement));
}

function focusLine(list: HTMLOListElement | null, place: number): void {
  const lines = linesOf(list);
  lines[Math.min(place, lines.length - 1)]?.querySelector('a')?.focus();
}

function keyOf({ row, community }: Waiting): string {
  return `${community.id} ${row.id} ${row.version}`;
}
