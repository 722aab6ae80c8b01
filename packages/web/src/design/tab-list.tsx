import { useRef } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import './tab-list.css';
import { numberWords } from '../kernel/words.ts';

/** One tab. */
export interface Tab<K extends string> {
  readonly id: K;
  readonly words: string;
  /** How much lies behind it, by what the reader may see; absent while unknown, and where a number says nothing. */
  readonly count?: number;
  /** Its own address, so that it can be sent, kept and opened beside. */
  readonly href: string;
}

interface TabListProps<K extends string> {
  readonly label: string;
  /** The id of the one panel, which the page renders. */
  readonly panel: string;
  readonly tabs: readonly Tab<K>[];
  readonly chosen: K;
  readonly onChoose: (id: K) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Tabs (WAI-ARIA): one stop for the Tab key, arrow keys, Home and End within; each is a link of its own. */
export function TabList<K extends string>(props: TabListProps<K>): ReactNode {
  const { label, panel, tabs, chosen, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const go = (place: number): void => {
    const tab = tabs[(place + tabs.length) % tabs.length];
    if (tab === undefined) return;
    onChoose(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    const place = tabs.findIndex(({ id }) => id === chosen);
    const turn = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const step = STEPS[event.key];
    if (step !== undefined) go(place + step * turn);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(tabs.length - 1);
    else return;
    event.preventDefault();
  };
  const click = (event: MouseEvent, id: K): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onChoose(id);
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className="tab-list" onKeyDown={press}>
      {tabs.map(({ id, words, count, href }) => (
        <a
          key={id}
          id={`${panel}-${id}`}
          data-tab={id}
          role="tab"
          href={href}
          aria-selected={id === chosen}
          {...(id === chosen ? { 'aria-controls': panel } : {})}
          tabIndex={id === chosen ? 0 : -1}
          onClick={(event) => click(event, id)}
        >
          {words}
          {count !== undefined && count > 0 && (
            <span className="tab-count"> {numberWords(count)}</span>
          )}
        </a>
      ))}
    </div>
  );
}
