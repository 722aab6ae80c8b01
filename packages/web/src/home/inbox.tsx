import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { focusHeading } from '../design/heading-focus.ts';
import { KeyHint } from '../design/keys.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { TypeSign } from '../exchange/type-sign.tsx';
import { answerText, titleWords } from '../exchange/title-words.ts';
import { typeWords } from '../exchange/words.ts';
import { useKeys } from '../kernel/keys.ts';
import { hubText, nameWithin, plural, rich, t } from '../kernel/words.ts';
import { waitingKey } from './use-triage.ts';
import type { Triage, Waiting } from './use-triage.ts';

/** What waits for somebody, newest first: one line each, done by one key. */
export function Inbox({
  triage,
  slugOf,
}: {
  triage: Triage;
  slugOf: (community: string) => string;
}): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const { open, done, undone, undo, error } = triage;
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
            key={waitingKey(item)}
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
  const { row, about, reason, text, under } = item;
  // An answer is read where the thing it answers is.
  const target = about ?? row;
  const title = titleWords(target);
  return (
    <li data-key={waitingKey(item)}>
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
          {under !== undefined && <> {underWords(under.ids.length)}</>}
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

/** What came in the same share, and is done with it. */
function underWords(count: number): string {
  return plural(count, {
    one: 'with 1 thing that came with it',
    other: 'with {{count}} things that came with it',
  });
}

function whyWords({ reason, row, about }: Waiting): ReactNode {
  if (reason === 'arrival') {
    const from = nameWithin(row.origin.name);
    return rich('{{type}} from {{source}}', { type: typeWords(row.type), source: from });
  }
  const source = hubText(row.origin.name);
  if (reason === 'contradiction')
    return rich('{{source}} says this of yours is wrong.', { source });
  if (row.type === 'sighting') return rich('{{source}} saw this of yours.', { source });
  return about === undefined ? source : rich('{{source}} answered this of yours.', { source });
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
