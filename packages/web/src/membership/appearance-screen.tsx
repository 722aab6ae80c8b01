import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import { THEMES } from '../design/looks.ts';
import { PageHead } from '../design/page-head.tsx';
import { prefer, usePreferences } from '../kernel/preferences.ts';
import type { Preferences } from '../kernel/preferences.ts';
import { t, word } from '../kernel/words.ts';
import { SettingsTabs } from './settings-tabs.tsx';

const LANGUAGES = [
  ['auto', word('As the browser')],
  ['en', 'English'],
  ['de', 'Deutsch'],
] as const;
const DENSITIES = [
  ['comfortable', word('Comfortable')],
  ['compact', word('Compact: more rows on a page')],
] as const;

/** How the app looks and which language it speaks. */
export function AppearanceScreen(): ReactNode {
  const chosen = usePreferences();
  return (
    <>
      <PageHead
        title={t('Settings')}
        tab={t('Appearance and language')}
        lead={t('How Tocsin looks and speaks, on all your devices. It takes effect at once.')}
      />
      <SettingsTabs />
      <div className="panel stack wide measure">
        <Choice
          name="language"
          label={t('Language')}
          words={t('TLP labels, STIX names and what others wrote stay as they are.')}
          choices={LANGUAGES}
          chosen={chosen}
        />
        <Choice
          name="theme"
          label={t('Theme')}
          words={t('High contrast has the strongest edges and text, light or dark as your system.')}
          choices={THEMES}
          chosen={chosen}
        />
        <Choice name="density" label={t('Density')} choices={DENSITIES} chosen={chosen} />
      </div>
    </>
  );
}

interface ChoiceProps<N extends 'language' | 'theme' | 'density'> {
  readonly name: N;
  readonly label: string;
  readonly words?: string;
  readonly choices: readonly (readonly [Preferences[N], string])[];
  readonly chosen: Preferences;
}

function Choice<N extends 'language' | 'theme' | 'density'>(props: ChoiceProps<N>): ReactNode {
  const { name, label, words, choices, chosen } = props;
  return (
    <Radio.Group
      label={label}
      description={words}
      value={chosen[name]}
      onChange={(value) => {
        const known = choices.find(([one]) => one === value)?.[0];
        if (known !== undefined) prefer({ [name]: known });
      }}
    >
      <div className="stack tight choices">
        {choices.map(([value, one]) => (
          <Radio key={value} value={value} label={t(one)} />
        ))}
      </div>
    </Radio.Group>
  );
}
