import type { ReactNode } from 'react';
import { PageHead } from '../design/page-head.tsx';
import { useMe } from '../kernel/session.ts';
import { rich, t } from '../kernel/words.ts';
import { AuthenticatorSection } from './settings-authenticator.tsx';
import { PasskeySection } from './settings-passkeys.tsx';
import { PasswordSection } from './settings-password.tsx';
import { RecoverySection } from './settings-recovery.tsx';
import { SessionSection } from './settings-sessions.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

/** How I sign in, and where I am signed in. */
export function SettingsScreen(): ReactNode {
  const me = useMe();
  return (
    <>
      <PageHead
        title={t('Settings')}
        tab={t('Settings')}
        lead={t('{{name}}, {{email}}. You act for {{organization}}.', {
          name: me.name,
          email: me.email ?? '',
          organization: me.organization?.name ?? t('nobody yet'),
        })}
      />
      <SettingsTabs />
      {me.has_password && !me.has_totp && me.passkeys.length === 0 && <SecondFactorMissing />}
      <div className="stack" style={{ maxWidth: '52rem' }}>
        <PasskeySection me={me} />
        <PasswordSection me={me} />
        <AuthenticatorSection me={me} />
        <RecoverySection me={me} />
        <SessionSection />
      </div>
    </>
  );
}

function SecondFactorMissing(): ReactNode {
  return (
    <p className="panel caution" style={{ maxWidth: '52rem', marginBottom: '1rem' }}>
      {rich(
        '**You sign in by a password alone.** Add a passkey, or set up an authenticator app, before you do anything else: a first password is known to whoever gave it to you.',
      )}
    </p>
  );
}
