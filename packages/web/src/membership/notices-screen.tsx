import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageHead } from '../design/page-head.tsx';
import { NOTICES, prefer, usePreferences } from '../kernel/preferences.ts';
import type { Notice } from '../kernel/preferences.ts';
import { t, word } from '../kernel/words.ts';
import { MailPanel } from './mail-panel.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

const WORDS: Readonly<Record<Notice, readonly [label: string, words: string]>> = {
  arrival: [word('Something new'), word('What other organizations share and you may see.')],
  answer: [word('Answers to what you shared'), word('Somebody saw it, or did something about it.')],
  contradiction: [
    word('Somebody says it is wrong'),
    word('A false positive, or an opinion that disagrees, about something of yours.'),
  ],
  duty: [
    word('Duties'),
    word(
      'What waits for you: requests to decide, papers to sign, invitations and tokens that end soon.',
    ),
  ],
};

/** What Home tells somebody of. */
export function NoticesScreen(): ReactNode {
  const { silent } = usePreferences();
  const set = (kind: Notice, isOn: boolean): void =>
    prefer({ silent: NOTICES.filter((one) => (one === kind ? !isOn : silent.includes(one))) });
  return (
    <>
      <PageHead
        title={t('Settings')}
        tab={t('Notifications')}
        lead={t(
          'What Home tells you of. Nothing is ever hidden for good: all of it stays under Intelligence.',
        )}
      />
      <SettingsTabs />
      <div className="stack">
        <div className="panel stack measure">
          {NOTICES.map((kind) => (
            <Switch
              key={kind}
              label={t(WORDS[kind][0])}
              description={t(WORDS[kind][1])}
              checked={!silent.includes(kind)}
              onChange={(event) => set(kind, event.currentTarget.checked)}
            />
          ))}
        </div>
        <MailPanel />
      </div>
    </>
  );
}
