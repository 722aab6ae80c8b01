import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { entryOf } from '../kernel/entry-of.ts';
import { isOn, keysOf } from '../kernel/keys.ts';
import type { KeyName } from '../kernel/keys.ts';
import { usePreferences } from '../kernel/preferences.ts';
import { t, word } from '../kernel/words.ts';

const NAMES: Readonly<Record<string, string>> = {
  Shift: word('Shift'),
  Enter: word('Enter'),
  Escape: word('Esc'),
};

/** Keys as they are printed on a keyboard: `Mod+k`, `g h`. */
export function Keys({ keys }: { keys: string }): ReactNode {
  return (
    <span className="keys">
      {keys.split(' ').map((step, index) => (
        <Fragment key={step + String(index)}>
          {index > 0 && <span className="quiet"> {t('then')} </span>}
          {step.split(/\+(?=.)/).map((key) => (
            <kbd key={key}>{keyWords(key)}</kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}

/** The keys of an action beside its button, unless they are switched off. For eyes only. */
export function KeyHint({ name }: { name: KeyName }): ReactNode {
  usePreferences();
  if (!isOn(name)) return null;
  return (
    <span aria-hidden="true" className="key-hint">
      <Keys keys={keysOf(name)} />
    </span>
  );
}

function keyWords(key: string): string {
  if (key === 'Mod') return /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘' : t('Ctrl');
  const name = entryOf(NAMES, key);
  return name === undefined ? key : t(name);
}
