import { useNavigate } from '@tanstack/react-router';
import { THEMES } from '../design/looks.ts';
import type { Community } from '../kernel/contract.ts';
import type { KeyName } from '../kernel/keys.ts';
import { prefer } from '../kernel/preferences.ts';
import { t, word } from '../kernel/words.ts';

/** Something the palette can do. */
export interface PaletteItem {
  readonly id: string;
  readonly words: string;
  /** What it is, in small. */
  readonly note?: string;
  readonly key?: KeyName;
  readonly run: () => void;
}

/** The screens of a community. */
const IN_COMMUNITY = [
  ['/c/$community/shares', word('Our shares')],
  ['/c/$community/releases', word('Requests to share wider')],
  ['/c/$community/before-asked', word('Before anybody asks')],
  ['/c/$community/recalls', word('Taken back')],
  ['/c/$community/reviews', word('Before it leaves: what waits for a sharing officer')],
  ['/c/$community/rechecks', word('Does the marking still fit?')],
  ['/c/$community/misuse', word('Misuse')],
  ['/c/$community/persons', word('What persons ask')],
  ['/c/$community/privacy', word('How long things are kept')],
  ['/c/$community/custody', word('Custodians: who may open seals')],
  ['/c/$community/members', word('Members')],
  ['/c/$community/applications', word('Who wants to join')],
  ['/c/$community/rules', word('Rules')],
  ['/c/$community/papers', word('Papers')],
  ['/c/$community/decisions', word('Decisions')],
  ['/c/$community/ballots', word('Ballots')],
] as const;
/** One's own screens. */
const OWN = [
  ['/settings', word('Settings')],
  ['/settings/appearance', word('Appearance and language')],
  ['/settings/notifications', word('Notifications')],
  ['/settings/keyboard', word('Keyboard')],
  ['/settings/own', word('What is your own')],
  ['/settings/tokens', word('Tokens for programs')],
  ['/settings/clients', word('Clients')],
  ['/settings/record', word('Record')],
] as const;
const KEYS: Readonly<Record<string, KeyName>> = {
  '/c/$community/shares': 'go-shares',
  '/c/$community/members': 'go-members',
};

/** Every page that one can go to. */
export function useScreens(community: Community): PaletteItem[] {
  const navigate = useNavigate();
  const params = { community: community.slug };
  return [
    { id: 'home', words: t('Home'), key: 'go-home', run: () => void navigate({ to: '/' }) },
    {
      id: 'intelligence',
      words: t('Intelligence'),
      key: 'go-intelligence',
      run: () => void navigate({ to: '/c/$community/intelligence', params, search: {} }),
    },
    ...IN_COMMUNITY.map(([to, words]) => ({
      id: to,
      words: t(words),
      ...(KEYS[to] === undefined ? {} : { key: KEYS[to] }),
      run: () => void navigate({ to, params }),
    })),
    ...OWN.map(([to, words]) => ({ id: to, words: t(words), run: () => void navigate({ to }) })),
  ];
}

/** What one can do from anywhere. */
export function useActs(community: Community, showKeys: () => void): PaletteItem[] {
  const navigate = useNavigate();
  const params = { community: community.slug };
  const invite: PaletteItem = {
    id: 'invite',
    words: t('Invite somebody'),
    run: () => void navigate({ to: '/c/$community/members', params, hash: 'invite' }),
  };
  return [
    {
      id: 'share',
      words: t('Share something'),
      key: 'share',
      run: () => void navigate({ to: '/c/$community/share', params }),
    },
    ...(community.may.includes('invite') ? [invite] : []),
    { id: 'keys', words: t('Show the keys of this page'), key: 'sheet', run: showKeys },
    ...THEMES.map(([theme, name]) => ({
      id: `theme ${theme}`,
      words: t('Theme: {{name}}', { name: t(name) }),
      run: () => prefer({ theme }),
    })),
  ];
}
