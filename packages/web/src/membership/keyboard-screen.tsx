import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Keys } from '../design/keys.tsx';
import { PageHead } from '../design/page-head.tsx';
import { KEYS, keyNames, keyOfEvent, keysOf, takenBy } from '../kernel/keys.ts';
import type { KeyName } from '../kernel/keys.ts';
import { prefer, usePreferences } from '../kernel/preferences.ts';
import { t } from '../kernel/words.ts';
import { SettingsTabs } from './settings-tabs.tsx';

/** Which keys do what. */
export function KeyboardScreen(): ReactNode {
  const { singleKeys, keys } = usePreferences();
  return (
    <>
      <PageHead
        title={t('Settings')}
        tab={t('Keyboard')}
        lead={t('Everything a key does can also be done without it.')}
      />
      <SettingsTabs />
      <div className="panel stack measure">
        <Switch
          label={t('Single keys act')}
          description={t(
            'Switch this off if you speak to your computer or often hit keys by mistake. Keys with Ctrl or ⌘ stay.',
          )}
          checked={singleKeys}
          onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
        />
        <ul className="stack tight">
          {keyNames().map((name) => (
            <KeyRow key={name} name={name} />
          ))}
        </ul>
        {Object.keys(keys).length > 0 && (
          <p>
            <Button variant="default" onClick={() => prefer({ keys: {} })}>
              {t('Back to our keys')}
            </Button>
          </p>
        )}
      </div>
    </>
  );
}

function KeyRow({ name }: { name: KeyName }): ReactNode {
  const [isAsking, setAsking] = useState(false);
  return (
    <li className="row spread key-choice">
      <span>{t(KEYS[name].words)}</span>
      {isAsking ? (
        <NewKeys name={name} onDone={() => setAsking(false)} />
      ) : (
        <span className="row">
          <Keys keys={keysOf(name)} />
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('Change the keys of “{{act}}”', { act: t(KEYS[name].words) })}
            onClick={() => setAsking(true)}
          >
            {t('Change')}
          </Button>
        </span>
      )}
    </li>
  );
}

/** Takes the next one or two keys somebody presses. */
function NewKeys({ name, onDone }: { name: KeyName; onDone: () => void }): ReactNode {
  const [keys, setKeys] = useState('');
  const taken = keys === '' ? undefined : takenBy(name, keys);
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    if (event.key === 'Escape') return onDone();
    const key = keyOfEvent(event.nativeEvent);
    if (key === undefined) return;
    setKeys((old) =>
      old === '' || old.includes(' ') || key.startsWith('Mod+') ? key : `${old} ${key}`,
    );
  };
  const keep = (): void => {
    prefer({ keys: { ...usedKeys(), [name]: keys } });
    onDone();
  };
  return (
    <span className="row">
      <input
        className="key-field"
        aria-label={t('Press the new keys for “{{act}}”', { act: t(KEYS[name].words) })}
        placeholder={t('Press one or two keys')}
        value={keys}
        onKeyDown={press}
        readOnly
        autoFocus
      />
      <span role="status" className="small">
        {taken !== undefined && t('Already used: {{act}}', { act: t(KEYS[taken].words) })}
      </span>
      <Button size="compact-sm" disabled={keys === '' || taken !== undefined} onClick={keep}>
        {t('Keep')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={onDone}>
        {t('Cancel')}
      </Button>
    </span>
  );
}

function usedKeys(): Record<string, string> {
  const changed = keyNames().filter((name) => keysOf(name) !== KEYS[name].keys);
  return Object.fromEntries(changed.map((name) => [name, keysOf(name)]));
}
