import { Button } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent, ReactNode, RefObject } from 'react';
import { KeyHint } from '../design/keys.tsx';
import { isTyingHidden, withoutTying, withTying } from '../exchange/usual-filter.ts';
import { parseFilter } from '../kernel/contract.ts';
import type { Community, FilterProblem } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { canonical, pieces } from './filter-edit.ts';
import { problemWords } from './filter-words.ts';
import { useFilterHints } from './use-filter-hints.ts';
import type { Hint } from './use-filter-hints.ts';

interface FilterLineProps {
  readonly community: Community;
  /** The filter in force. */
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly onLookUp: (values: readonly string[]) => void;
}

/** One line for everything somebody may ask of the list: conditions, words, or values to look up. */
export function FilterLine({ filter, onFilter, ...rest }: FilterLineProps): ReactNode {
  // What is left out by itself stands in its own chip, not in what somebody writes.
  const isShort = isTyingHidden(filter);
  const own = withTying(filter);
  const ask = (text: string): void => onFilter(isShort ? withoutTying(text) : text);
  const line = useFilterLine({ ...rest, filter: own, onFilter: ask });
  const { text, field, problems, hints, at, isOpen } = line;
  const list = useId();
  const said = useId();
  return (
    <form
      className="filter-line"
      data-filter
      role="search"
      aria-label={t('Filter')}
      onSubmit={line.submit}
    >
      <div className="filter-box">
        <div className="filter-field" data-wrong={problems.length > 0 ? '' : undefined}>
          <IconFilter size={17} aria-hidden />
          <div className="filter-text">
            <Marks text={text} problems={problems} shift={line.shift} />
            <input
              ref={field}
              type="text"
              role="combobox"
              aria-label={t('Filter')}
              aria-autocomplete="list"
              aria-expanded={isOpen}
              aria-controls={list}
              aria-invalid={problems.length > 0}
              aria-describedby={said}
              {...(isOpen && at >= 0 ? { 'aria-activedescendant': `${list}-${String(at)}` } : {})}
              placeholder={t('Words, a condition such as tlp:amber, or values to look up')}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="none"
              value={text}
              onChange={(event) => line.type(event.currentTarget.value)}
              onSelect={line.follow}
              onScroll={line.follow}
              onPaste={line.paste}
              onKeyDown={line.press}
              onFocus={() => line.open(true)}
              onBlur={() => line.open(false)}
            />
          </div>
          <KeyHint name="filter" />
          <Button type="submit" size="compact-sm" variant="default">
            {t('Apply')}
          </Button>
        </div>
        <div id={said} className="filter-said" aria-live="polite">
          {problems.map((problem) => (
            <p key={`${problem.code} ${String(problem.start)}`}>
              <button type="button" className="as-link" onClick={() => line.show(problem)}>
                {t('At character {{place}}', { place: problem.start + 1 })}
              </button>{' '}
              {problemWords(problem, text)}
            </p>
          ))}
        </div>
        {isOpen && <Hints id={list} hints={hints} at={at} onTake={line.take} />}
      </div>
      <Terms filter={own} onFilter={ask}>
        <Tying isHidden={isShort} own={own} onFilter={onFilter} />
      </Terms>
    </form>
  );
}

function useFilterLine({ community, filter, onFilter, onLookUp }: FilterLineProps) {
  const [text, setText] = useState(filter);
  const [caret, setCaret] = useState(0);
  const [shift, setShift] = useState(0);
  const [isFocused, open] = useState(false);
  const [isClosed, setClosed] = useState(false);
  const [isTried, setTried] = useState(false);
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(filter), [filter]);
  const { hints, values } = useFilterHints(community, { text, caret });
  // Between two terms a list of everything would cover what is wrong with the last one.
  const isBetween = text !== '' && /\s$/.test(text.slice(0, caret)) && at < 0;
  const isOpen = isFocused && !isClosed && !isBetween && hints.length > 0;
  const problems = useProblems(
    text,
    values.length === 0 ? caret : undefined,
    isFocused && !isTried,
  );
  const apply = (next: string): void => {
    setClosed(true);
    setAt(-1);
    const isRight = parseFilter(next).problems.length === 0;
    // What was asked for and cannot be is said, also of the term the cursor stands in.
    setTried(!isRight);
    if (isRight) onFilter(canonical(next));
  };
  const take = (hint: Hint): void => {
    if (hint.lookUp !== undefined) return onLookUp(hint.lookUp);
    const next = hint.text ?? text;
    setText(next);
    setAt(-1);
    const end = next.length - (text.length - caret);
    requestAnimationFrame(() => field.current?.setSelectionRange(end, end));
    return hint.isWhole ? apply(next) : undefined;
  };
  const type = (next: string): void => {
    setText(next);
    setTried(false);
    setCaret(field.current?.selectionStart ?? next.length);
    setClosed(false);
    setAt(-1);
  };
  return {
    text,
    field,
    shift,
    problems,
    hints,
    isOpen,
    at,
    open,
    take,
    type,
    ...fieldEvents({ field, text, hints, at, isOpen, values, type, take, apply, setAt, setClosed }),
    follow: () => {
      setCaret(field.current?.selectionStart ?? 0);
      setShift(field.current?.scrollLeft ?? 0);
    },
  };
}

interface FieldParts {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly hints: readonly Hint[];
  readonly at: number;
  readonly isOpen: boolean;
  readonly values: readonly string[];
  readonly type: (text: string) => void;
  readonly take: (hint: Hint) => void;
  readonly apply: (text: string) => void;
  readonly setAt: (at: number) => void;
  readonly setClosed: (isClosed: boolean) => void;
}

/** What pasting, keys and sending do in the field. */
function fieldEvents(parts: FieldParts) {
  const { field, text, hints, at, isOpen, type, take, setAt, setClosed } = parts;
  const chosen = isOpen ? hints[at] : undefined;
  const step = (by: number): void => {
    setClosed(false);
    const next = isOpen ? at + by : 0;
    setAt(next >= hints.length ? 0 : Math.max(next, 0));
  };
  return {
    /** A field of one line would run pasted lines into each other. */
    paste: (event: ClipboardEvent<HTMLInputElement>) => {
      const pasted = event.clipboardData.getData('text');
      if (text !== '' && !/[\r\n]/.test(pasted)) return;
      event.preventDefault();
      type(`${text}${pasted.replaceAll(/[\r\n]+/g, ' ')}`.slice(0, PASTED_MAX));
      setAt(0);
    },
    press: (event: KeyboardEvent) => {
      const acts: Partial<Record<string, () => void>> = {
        ArrowDown: () => step(1),
        ArrowUp: () => step(-1),
        ...(isOpen ? { Escape: () => setClosed(true) } : {}),
        ...(chosen === undefined ? {} : { Tab: () => take(chosen) }),
      };
      const act = acts[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    },
    submit: (event: { preventDefault: () => void }) => {
      event.preventDefault();
      const [first] = hints;
      if (chosen !== undefined) take(chosen);
      else if (parts.values.length > 0 && first !== undefined) take(first);
      else parts.apply(text);
    },
    show: ({ start, end }: FilterProblem) => {
      field.current?.focus();
      field.current?.setSelectionRange(start, Math.max(end, start + 1));
    },
  };
}

/** A pasted text is cut here; more than the hub looks up at once fits. */
const PASTED_MAX = 100_000;

/** Mistakes, but not in the term that is being typed; none at all when values are to be looked up. */
function useProblems(
  text: string,
  caret: number | undefined,
  isTyping: boolean,
): readonly FilterProblem[] {
  return useMemo(() => {
    if (caret === undefined) return [];
    const { problems } = parseFilter(text);
    return isTyping ? problems.filter(({ end }) => end < caret) : problems;
  }, [text, caret, isTyping]);
}

/** The same text behind the field, with what is wrong underlined. */
function Marks({
  text,
  problems,
  shift,
}: {
  text: string;
  problems: readonly FilterProblem[];
  shift: number;
}): ReactNode {
  if (problems.length === 0) return null;
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { start, end } of problems.toSorted((a, b) => a.start - b.start)) {
    if (start < from) continue;
    parts.push(text.slice(from, start), <mark key={start}>{text.slice(start, end)}</mark>);
    from = end;
  }
  return (
    <div className="filter-marks" aria-hidden="true">
      <span style={{ insetInlineStart: -shift }}>
        {parts}
        {text.slice(from)}
      </span>
    </div>
  );
}

interface HintsProps {
  readonly id: string;
  readonly hints: readonly Hint[];
  readonly at: number;
  readonly onTake: (hint: Hint) => void;
}

function Hints({ id, hints, at, onTake }: HintsProps): ReactNode {
  return (
    <ul id={id} role="listbox" aria-label={t('What could stand here')} className="filter-hints">
      {hints.map((hint, index) => (
        <li
          key={hint.id}
          id={`${id}-${String(index)}`}
          role="option"
          aria-selected={index === at}
          // Before the field loses the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(hint)}
        >
          <span {...(hint.lookUp === undefined ? { translate: 'no' } : {})}>{hint.words}</span>
          <span className="small quiet">{hint.note}</span>
        </li>
      ))}
    </ul>
  );
}

/** What is in force, each part with a way to take it out. */
function Terms({
  filter,
  onFilter,
  children,
}: Pick<FilterLineProps, 'filter' | 'onFilter'> & { children: ReactNode }): ReactNode {
  return (
    <div className="filter-terms" role="group" aria-label={t('Filters in force')}>
      {pieces(filter).map(({ text, rest }) => (
        <button key={text} type="button" className="chip" onClick={() => onFilter(rest)}>
          <span translate="no">{text}</span>
          <IconX size={14} aria-hidden />
          <span className="unseen">{t('Take it out')}</span>
        </button>
      ))}
      {children}
      {filter !== '' && (
        <Button size="compact-sm" variant="subtle" onClick={() => onFilter('')}>
          {t('Clear filters')}
        </Button>
      )}
    </div>
  );
}

interface TyingProps {
  readonly isHidden: boolean;
  /** The rest of the filter. */
  readonly own: string;
  readonly onFilter: (filter: string) => void;
}

/** Says that relations, sightings and organizations are left out, and lets them in; or the other way round. */
function Tying({ isHidden, own, onFilter }: TyingProps): ReactNode {
  if (isHidden) {
    return (
      <button type="button" className="chip plain" onClick={() => onFilter(own)}>
        <span>{t('Relations, sightings and organizations hidden')}</span>
        <span aria-hidden>·</span>
        <span className="chip-act">{t('Show')}</span>
      </button>
    );
  }
  const without = withoutTying(own);
  // Somebody asks for them by name.
  if (without === own) return null;
  return (
    <Button size="compact-sm" variant="subtle" onClick={() => onFilter(without)}>
      {t('Hide relations, sightings and organizations')}
    </Button>
  );
}
