import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { RulesDocument } from '../arrangement/rules-document.tsx';
import { THEMES } from '../design/looks.ts';
import { PageHead } from '../design/page-head.tsx';
import { useCommunity } from '../kernel/community.ts';
import type { Community } from '../kernel/contract.ts';
import { prefer, usePreferences } from '../kernel/preferences.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { noteBegun, useBegun } from './begun.ts';
import { GettingStarted } from './getting-started.tsx';

/** The first visit of somebody who joined: the rules, how it looks, and one thing to give or to look at. */
export function WelcomeScreen(): ReactNode {
  const community = useCommunity();
  const { purpose, name } = community;
  return (
    <div className="stack wide measure">
      <PageHead
        title={t('Welcome to {{name}}', { name })}
        tab={t('Welcome')}
        lead={purpose === '' ? t('Three steps, and you are in.') : `“${purpose}”`}
      />
      <GettingStarted community={community} />
      <RulesPart community={community} />
      <LookPart community={community} />
      <GivePart community={community} />
    </div>
  );
}

interface PartProps {
  readonly community: Community;
}

function RulesPart({ community }: PartProps): ReactNode {
  const me = useMe();
  const { hasReadRules } = useBegun(me.id, community.id);
  return (
    <section className="panel stack" aria-labelledby="welcome-rules">
      <h2 id="welcome-rules">{t('1. The rules here')}</h2>
      <p className="quiet">
        {t('Version {{version}}. Each item keeps the meaning it was shared under.', {
          version: community.profile.version,
        })}
      </p>
      <RulesDocument profile={community.profile} />
      {hasReadRules ? (
        <p role="status">{t('You have read them. They stay under “Rules”.')}</p>
      ) : (
        <p>
          <Button onClick={() => noteBegun(me.id, community.id, { hasReadRules: true })}>
            {t('I have read the rules')}
          </Button>
        </p>
      )}
    </section>
  );
}

const LANGUAGES = ['auto', 'en', 'de'] as const;

function LookPart({ community }: PartProps): ReactNode {
  const me = useMe();
  const { language, theme } = usePreferences();
  const note = (): void => noteBegun(me.id, community.id, { hasChosenLook: true });
  const languageNames = { auto: t('As the browser'), en: 'English', de: 'Deutsch' };
  return (
    <section className="panel stack" aria-labelledby="welcome-look">
      <h2 id="welcome-look">{t('2. Language and look')}</h2>
      <div className="choice">
        <NativeSelect
          label={t('Language')}
          value={language}
          data={LANGUAGES.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(event) => {
            const value = event.currentTarget.value;
            const chosen = LANGUAGES.find((one) => one === value);
            note();
            if (chosen !== undefined) prefer({ language: chosen });
          }}
        />
        <NativeSelect
          label={t('Theme')}
          value={theme}
          data={THEMES.map(([value, words]) => ({ value, label: t(words) }))}
          onChange={(event) => {
            const value = event.currentTarget.value;
            const chosen = THEMES.find(([one]) => one === value)?.[0];
            note();
            if (chosen !== undefined) prefer({ theme: chosen });
          }}
        />
      </div>
      <div className="row">
        <Button variant="default" onClick={note}>
          {t('Fine as it is')}
        </Button>
        <Link to="/settings/notifications">{t('Choose what you are told of')}</Link>
      </div>
    </section>
  );
}

function GivePart({ community }: PartProps): ReactNode {
  const params = { community: community.slug };
  return (
    <section className="panel stack" aria-labelledby="welcome-give">
      <h2 id="welcome-give">{t('3. Share or answer one thing')}</h2>
      <p className="measure">
        {t(
          'The text of a warning is enough: addresses and hashes in it are found by themselves. Or open something the others shared and say whether you saw it.',
        )}
      </p>
      <div className="row">
        <Button
          renderRoot={(props) => <Link to="/c/$community/share" params={params} {...props} />}
        >
          {t('Share something')}
        </Button>
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/c/$community/intelligence" params={params} search={{}} {...props} />
          )}
        >
          {t('See what others shared')}
        </Button>
      </div>
    </section>
  );
}
