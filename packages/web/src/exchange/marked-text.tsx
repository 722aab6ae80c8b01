import { Checkbox } from '@mantine/core';
import { defang } from '@tocsin/stix';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { SHARE_TEXT_MAX } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { whyWords } from './found-values.ts';
import type { FoundValue, Place } from './found-values.ts';
import { FindingAtCaret, FindingMarks, findingPlaces } from '../shield/finding-marks.tsx';
import type { ShareFinding } from '../shield/check-share.ts';
import { observableWords } from './words.ts';

interface MarkedTextProps {
  readonly label: string;
  readonly description: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly places: readonly Place[];
  /** What must not leave, as far as it is found in this very text. */
  readonly findings: readonly ShareFinding[];
  readonly isOn: (value: FoundValue) => boolean;
  readonly onTick: (value: FoundValue, isOn: boolean) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** More marks than this are not drawn; the list beside the text has all values. */
const MARKS_MAX = 3000;

/**
 * A text field in which found values are marked where they stand. The marks lie behind the letters and are hidden
 * from screen readers; the value at the cursor has its tick box under the field, all have theirs in the list.
 */
export function MarkedText(props: MarkedTextProps): ReactNode {
  const { text, places, field } = props;
  const id = useId();
  const [caret, setCaret] = useState(0);
  const behind = useRef<HTMLDivElement>(null);
  const findingsBehind = useRef<HTMLDivElement>(null);
  const found = useMemo(() => findingPlaces(text, props.findings), [text, props.findings]);
  const follow = (): void => {
    for (const { current } of [behind, findingsBehind]) {
      if (current !== null && field.current !== null) current.scrollTop = field.current.scrollTop;
    }
  };
  useEffect(follow);
  useEffect(() => {
    const note = (): void => {
      const { current } = field;
      if (current !== null && document.activeElement === current) setCaret(current.selectionStart);
    };
    document.addEventListener('selectionchange', note);
    return () => document.removeEventListener('selectionchange', note);
  }, [field]);
  const here = places.find(({ start, end }) => start <= caret && caret <= end)?.value;
  return (
    <div className="stack tight">
      <label className="field-label" htmlFor={id}>
        {props.label}
      </label>
      <p className="small quiet" id={`${id}-about`}>
        {props.description}
      </p>
      <div className="marked">
        <div className="marked-behind" ref={behind} aria-hidden="true">
          <Marks text={text} places={places} isOn={props.isOn} />
        </div>
        <div className="findings-behind" ref={findingsBehind} aria-hidden="true">
          <FindingMarks text={text} places={found} />
        </div>
        <textarea
          id={id}
          ref={field}
          rows={12}
          maxLength={SHARE_TEXT_MAX}
          value={text}
          spellCheck={false}
          aria-describedby={`${id}-about`}
          onChange={(event) => props.onText(event.currentTarget.value)}
          onScroll={follow}
        />
      </div>
      {text.length >= SHARE_TEXT_MAX && (
        <p className="small field-error" role="status">
          {t('A text has at most {{most}} characters; what was beyond is not in it.', {
            most: SHARE_TEXT_MAX,
          })}
        </p>
      )}
      <FindingAtCaret places={found} caret={caret} />
      {here !== undefined && <AtCaret value={here} isOn={props.isOn} onTick={props.onTick} />}
    </div>
  );
}

type AtCaretProps = Pick<MarkedTextProps, 'isOn' | 'onTick'> & { readonly value: FoundValue };

/** The tick box of the value the cursor stands in. */
function AtCaret({ value, isOn, onTick }: AtCaretProps): ReactNode {
  const why = whyWords(value);
  return (
    <div className="at-caret">
      <Checkbox
        checked={isOn(value)}
        onChange={(event) => onTick(value, event.currentTarget.checked)}
        label={t('At the cursor: share {{observable}} {{value}}', {
          observable: observableWords(value.kind),
          value: defang(value.value),
        })}
        {...(why === undefined ? {} : { description: why })}
      />
    </div>
  );
}

function Marks({
  text,
  places,
  isOn,
}: Pick<MarkedTextProps, 'text' | 'places' | 'isOn'>): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end, value } of places.slice(0, MARKS_MAX)) {
    parts.push(text.slice(at, start));
    parts.push(
      <mark key={start} {...(isOn(value) ? { 'data-on': '' } : {})}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  // A last line break takes no room behind, and does in the field.
  parts.push(`${text.slice(at)}\n`);
  return parts;
}

/** Selects a place in a text field and brings it into sight. */
export function showPlace(
  field: HTMLTextAreaElement | null,
  { start, end }: Pick<Place, 'start' | 'end'>,
): void {
  if (field === null) return;
  field.focus();
  field.setSelectionRange(start, end);
  const line = Number.parseFloat(getComputedStyle(field).lineHeight);
  const behind = field.parentElement?.querySelectorAll('mark') ?? [];
  const mark = [...behind].find((one) => textBefore(one) === start);
  const top = mark === undefined ? 0 : mark.offsetTop;
  field.scrollTop = Math.max(0, top - line * 3);
}

function textBefore(mark: Element): number {
  let length = 0;
  for (let node = mark.previousSibling; node !== null; node = node.previousSibling) {
    length += node.textContent?.length ?? 0;
  }
  return length;
}
