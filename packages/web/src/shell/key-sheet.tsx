import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Keys } from '../design/keys.tsx';
import { Window } from '../design/window.tsx';
import { isOn, KEYS, keysOf, placeOf, useActiveKeys } from '../kernel/keys.ts';
import type { KeyName } from '../kernel/keys.ts';
import { t } from '../kernel/words.ts';

/** The keys of the page at hand, and those that work everywhere. */
export function KeySheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const names = useActiveKeys().filter(isOn);
  const here = names.filter((name) => placeOf(name) === 'page');
  return (
    <Window title={t('Keys')} isOpen={isOpen} onClose={onClose}>
      {here.length > 0 && <KeyList title={t('On this page')} names={here} />}
      <KeyList
        title={t('Everywhere')}
        names={names.filter((name) => placeOf(name) === 'everywhere')}
      />
      <p>
        <Link to="/settings/keyboard" onClick={onClose}>
          {t('Change keys or switch them off')}
        </Link>
      </p>
    </Window>
  );
}

function KeyList({ title, names }: { title: string; names: readonly KeyName[] }): ReactNode {
  return (
    <section className="stack tight">
      <h3>{title}</h3>
      <dl className="facts">
        {names.map((name) => (
          <div key={name} className="key-line">
            <dt>{t(KEYS[name].words)}</dt>
            <dd>
              <Keys keys={keysOf(name)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
