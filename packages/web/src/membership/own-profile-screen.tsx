import type { ReactNode } from 'react';
import { ProfileScreen } from '../shield/profile-screen.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

/** The page of the settings on what is found before it leaves. */
export function OwnProfileScreen(): ReactNode {
  return <ProfileScreen tabs={<SettingsTabs />} />;
}
