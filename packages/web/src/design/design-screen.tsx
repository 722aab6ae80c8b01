import { Button, useDirection } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { prefer, usePreferences } from '../kernel/preferences.ts';
import type { Preferences } from '../kernel/preferences.ts';
import { t } from '../kernel/words.ts';
import { ActParts, FieldParts } from './design-acts.tsx';
import { FactParts } from './design-facts.tsx';
import { THEMES } from './looks.ts';
import { PageHead } from './page-head.tsx';

/** Every part of the design system, alive, for whoever builds with it: no menu leads here. */
export function DesignScreen(): ReactNode {
  return (
    <div className="stack wide">
      <PageHead
        title={t('Parts')}
        tab={t('Parts')}
        lead={t(
          'Everything Tocsin’s pages are made of. Look at it in every theme, direction and language.',
        )}
        levels={['green', 'red', 'amber']}
      />
      <Looks />
      <FactParts />
      <FieldParts />
      <ActParts />
    </div>
  );
}

function Looks(): ReactNode {
  const chosen = usePreferences();
  const isRtl = useRtl();
  const set = (part: Partial<Preferences>) => () => prefer(part);
  return (
    <div className="row" role="group" aria-label={t('Look')}>
      {THEMES.map(([theme, words]) => (
        <Button
          key={theme}
          variant="default"
          aria-pressed={chosen.theme === theme}
          onClick={set({ theme })}
        >
          {t(words)}
        </Button>
      ))}
      <Button variant="default" aria-pressed={isRtl.is} onClick={isRtl.toggle}>
        {t('Right to left')}
      </Button>
      <Button
        variant="default"
        aria-pressed={chosen.density === 'compact'}
        onClick={set({ density: chosen.density === 'compact' ? 'comfortable' : 'compact' })}
      >
        {t('Compact')}
      </Button>
      <Button variant="default" lang="en" onClick={set({ language: 'en' })}>
        {ENGLISH}
      </Button>
      <Button variant="default" lang="de" onClick={set({ language: 'de' })}>
        {GERMAN}
      </Button>
    </div>
  );
}

/** Languages in their own words. */
const ENGLISH = 'English';
const GERMAN = 'Deutsch';

function useRtl(): { is: boolean; toggle: () => void } {
  const { setDirection } = useDirection();
  const [is, setRtl] = useState(false);
  useEffect(() => {
    setDirection(is ? 'rtl' : 'ltr');
    return () => setDirection('ltr');
  }, [is]);
  return { is, toggle: () => setRtl(!is) };
}
