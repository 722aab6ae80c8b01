import { IconKeyboard, IconLogout, IconSelector, IconSettings } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DropGroup, DropItem, DropMenu } from '../design/drop-menu.tsx';
import { THEMES } from '../design/looks.ts';
import { showMe, signOut, switchOrganization } from '../kernel/contract.ts';
import type { Me } from '../kernel/contract.ts';
import { prefer, usePreferences } from '../kernel/preferences.ts';
import { useAct } from '../kernel/query.ts';
import { enterSession, leaveSession } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';

/** Who I am and whom I act for; the look of the app; signing out. */
export function PersonMenu({ me }: { me: Me }): ReactNode {
  const navigate = useNavigate();
  const { theme } = usePreferences();
  const change = useAct(switchOrganization, {
    stale: [showMe],
    onDone: (now) => {
      enterSession(now);
      void navigate({ to: '/' });
    },
  });
  const leave = useAct(signOut, {
    // First away from the page, which would otherwise ask to come back to it.
    onDone: () => void navigate({ to: '/sign-in' }).then(leaveSession),
  });
  return (
    <DropMenu
      className="person"
      at="bottom"
      button={
        <>
          <strong>{me.name}</strong>
          <IconSelector size={16} aria-hidden />
          <small>{me.organization?.name}</small>
          <span className="unseen">{t(', account and look')}</span>
        </>
      }
    >
      {me.organizations.length > 1 && (
        <DropGroup title={t('Act for')}>
          {me.organizations.map(({ id, name }) => (
            <DropItem
              key={id}
              isChosen={id === me.organization?.id}
              onClick={() => change.mutate({ body: { organization: id } })}
            >
              {name}
            </DropItem>
          ))}
        </DropGroup>
      )}
      <DropGroup title={t('Look')}>
        {THEMES.map(([one, words]) => (
          <DropItem key={one} isChosen={one === theme} onClick={() => prefer({ theme: one })}>
            {t(words)}
          </DropItem>
        ))}
      </DropGroup>
      <hr />
      <DropItem
        icon={<IconSettings size={16} />}
        onClick={() => void navigate({ to: '/settings' })}
      >
        {t('Settings')}
      </DropItem>
      <DropItem
        icon={<IconKeyboard size={16} />}
        onClick={() => void navigate({ to: '/settings/keyboard' })}
      >
        {t('Keyboard')}
      </DropItem>
      <DropItem icon={<IconLogout size={16} />} onClick={() => leave.mutate({})}>
        {t('Sign out')}
      </DropItem>
    </DropMenu>
  );
}
