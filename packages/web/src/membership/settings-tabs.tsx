import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import './settings.css';

/** The pages of the settings. */
export function SettingsTabs(): ReactNode {
  return (
    <nav aria-label={t('Settings')} className="tabs">
      <ul>
        <li>
          <Link to="/settings" activeOptions={{ exact: true }}>
            {t('Your sign-in')}
          </Link>
        </li>
        <li>
          <Link to="/settings/appearance">{t('Appearance and language')}</Link>
        </li>
        <li>
          <Link to="/settings/notifications">{t('Notifications')}</Link>
        </li>
        <li>
          <Link to="/settings/keyboard">{t('Keyboard')}</Link>
        </li>
        <li>
          <Link to="/settings/own">{t('What is your own')}</Link>
        </li>
        <li>
          <Link to="/settings/tokens">{t('Tokens for programs')}</Link>
        </li>
        <li>
          <Link to="/settings/clients">{t('Clients')}</Link>
        </li>
        <li>
          <Link to="/settings/record">{t('Record')}</Link>
        </li>
      </ul>
    </nav>
  );
}
