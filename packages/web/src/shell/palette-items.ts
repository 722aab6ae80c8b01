import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { defang } from '@tocsin/stix';
import { asFilter } from '../exchange/as-filter.ts';
import { handedHash } from '../exchange/share-hash.ts';
import { pastedValues } from '../exchange/pasted-values.ts';
import { titleWords } from '../exchange/title-words.ts';
import { safeText, typeWords } from '../exchange/words.ts';
import { call } from '../kernel/client.ts';
import { listGroups, listMembers, showObject } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { hashOfText } from '../kernel/hash-text.ts';
import { keyOf, useAnswer } from '../kernel/query.ts';
import { recentObjects } from '../kernel/recent-objects.ts';
import type { KeyName } from '../kernel/keys.ts';
import { plural, t } from '../kernel/words.ts';

const RECENT_SHOWN = 8;

/** Something the palette can do. */
export interface PaletteItem {
  readonly id: string;
  readonly words: string;
  /** What it is, in small. */
  readonly note?: string;
  readonly key?: KeyName;
  readonly run: () => void;
}
/** Items under a heading. */
export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

const SHOWN = 6;

/** What the palette offers for a text. */
export function usePaletteGroups(
  community: Community,
  text: string,
  showKeys: () => void,
): readonly PaletteGroup[] {
  const screens = useScreens(community);
  const acts = useActs(community, showKeys);
  const recent = useRecent(community);
  const parties = useParties(community);
  const lookUps = useLookUps(community, text);
  const hand = useHanding(community, text);
  const words = text.trim().toLocaleLowerCase();
  const matches = (items: readonly PaletteItem[]): PaletteItem[] =>
    items.filter((item) => item.words.toLocaleLowerCase().includes(words));
  return [
    { title: t('Look up'), items: lookUps },
    { title: t('Go to'), items: matches(screens) },
    { title: t('Do'), items: [...matches(acts), ...hand] },
    { title: t('Looked at last'), items: matches(recent).slice(0, SHOWN) },
    { title: t('Members and groups'), items: words === '' ? [] : matches(parties).slice(0, SHOWN) },
  ].filter(({ items }) => items.length > 0);
}

function useLookUps(community: Community, text: string): PaletteItem[] {
  const navigate = useNavigate();
  const wanted = text.trim();
  if (wanted === '') return [];
  const values = pastedValues(wanted, 1);
  const params = { community: community.slug };
  if (values.length === 0) {
    const search = { filter: asFilter(wanted) };
    const words = t('Search the list for “{{text}}”', { text: safeText(wanted.slice(0, 80)) });
    return [
      {
        id: 'look-up',
        words,
        run: () => void navigate({ to: '/c/$community/intelligence', params, search }),
      },
    ];
  }
  const words = plural(values.length, {
    one: 'Look up 1 value',
    other: 'Look up {{count}} values',
  });
  const hash = hashOfText(values.join('\n'));
  return [
    { id: 'look-up', words, run: () => void navigate({ to: '/c/$community/find', params, hash }) },
  ];
}

/** What was typed or pasted, taken along into a share. */
function useHanding(community: Community, text: string): PaletteItem[] {
  const navigate = useNavigate();
  const wanted = text.trim();
  if (wanted === '') return [];
  const params = { community: community.slug };
  return [
    {
      id: 'hand-over',
      words: t('Share “{{text}}”', { text: defang(wanted.slice(0, 60)) }),
      run: () => void navigate({ to: '/c/$community/share', params, hash: handedHash(wanted) }),
    },
  ];
}

function useScreens(community: Community): PaletteItem[] {
  const navigate = useNavigate();
  const params = { community: community.slug };
  return [
    {
      id: 'home',
      words: t('Home'),
      key: 'go-home',
      run: () => void navigate({ to: '/' }),
    },
    {
      id: 'intelligence',
      words: t('Intelligence'),
      key: 'go-intelligence',
      run: () => void navigate({ to: '/c/$community/intelligence', params, search: {} }),
    },
    {
      id: 'shares',
      words: t('Our shares'),
      key: 'go-shares',
      run: () => void navigate({ to: '/c/$community/shares', params }),
    },
    {
      id: 'releases',
      words: t('Requests to share wider'),
      run: () => void navigate({ to: '/c/$community/releases', params }),
    },
    {
      id: 'before-asked',
      words: t('Before anybody asks'),
      run: () => void navigate({ to: '/c/$community/before-asked', params }),
    },
    {
      id: 'misuse',
      words: t('Misuse'),
      run: () => void navigate({ to: '/c/$community/misuse', params }),
    },
    {
      id: 'reviews',
      words: t('Before it leaves: what waits for a sharing officer'),
      run: () => void navigate({ to: '/c/$community/reviews', params }),
    },
    {
      id: 'members',
      words: t('Members'),
      key: 'go-members',
      run: () => void navigate({ to: '/c/$community/members', params }),
    },
    {
      id: 'rules',
      words: t('Rules'),
      run: () => void navigate({ to: '/c/$community/rules', params }),
    },
    {
      id: 'papers',
      words: t('Papers'),
      run: () => void navigate({ to: '/c/$community/papers', params }),
    },
    ...useSettings(),
  ];
}

function useSettings(): PaletteItem[] {
  const navigate = useNavigate();
  return [
    { id: 'settings', words: t('Settings'), run: () => void navigate({ to: '/settings' }) },
    {
      id: 'appearance',
      words: t('Appearance and language'),
      run: () => void navigate({ to: '/settings/appearance' }),
    },
    {
      id: 'tokens',
      words: t('Tokens for programs'),
      run: () => void navigate({ to: '/settings/tokens' }),
    },
  ];
}

function useActs(community: Community, showKeys: () => void): PaletteItem[] {
  const navigate = useNavigate();
  const params = { community: community.slug };
  return [
    {
      id: 'share',
      words: t('Share something'),
      key: 'share',
      run: () => void navigate({ to: '/c/$community/share', params }),
    },
    { id: 'keys', words: t('Show the keys of this page'), key: 'sheet', run: showKeys },
  ];
}

/** Objects of a community that were open lately. */
function recentIn(community: Community): string[] {
  return recentObjects()
    .filter((one) => one.community === community.id)
    .slice(0, RECENT_SHOWN)
    .map(({ object }) => object);
}

/** What is still there for this reader, by the hub's word of now. */
function useRecent(community: Community): PaletteItem[] {
  const navigate = useNavigate();
  const answers = useQueries({
    queries: recentIn(community).map((id) => {
      const input = { params: { community: community.id, id }, query: {} };
      return {
        queryKey: keyOf(showObject, input),
        queryFn: ({ signal }: { signal: AbortSignal }) => call(showObject, input, { signal }),
      };
    }),
  });
  return answers.flatMap(({ data, isError }) => {
    if (data === undefined || isError) return [];
    const params = { community: community.slug, object: data.id };
    return [
      {
        id: `object ${data.id}`,
        words: titleWords(data),
        note: typeWords(data.type),
        run: () => void navigate({ to: '/c/$community/objects/$object', params, search: {} }),
      },
    ];
  });
}

function useParties(community: Community): PaletteItem[] {
  const navigate = useNavigate();
  const params = { community: community.id };
  const members = useAnswer(listMembers, { params }).data?.items ?? [];
  const groups = useAnswer(listGroups, { params }).data?.items ?? [];
  const go = (hash: string): void =>
    void navigate({ to: '/c/$community/members', params: { community: community.slug }, hash });
  return [
    ...members.map(({ organization }) => ({
      id: `member ${organization.id}`,
      words: organization.name,
      note: t('Member'),
      run: () => go('organizations'),
    })),
    ...groups.map(({ id, name }) => ({
      id: `group ${id}`,
      words: name,
      note: t('Group'),
      run: () => go('groups'),
    })),
  ];
}
