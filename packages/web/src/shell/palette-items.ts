import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { defang } from '@tocsin/stix';
import { useEffect, useState } from 'react';
import { asFilter } from '../exchange/as-filter.ts';
import { handedHash } from '../exchange/share-hash.ts';
import { pastedValues } from '../exchange/pasted-values.ts';
import { titleWords } from '../exchange/title-words.ts';
import { withoutTying } from '../exchange/usual-filter.ts';
import { safeText, typeWords } from '../exchange/words.ts';
import { call } from '../kernel/client.ts';
import { listGroups, listMembers, listObjects, showObject } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { hashOfText } from '../kernel/hash-text.ts';
import { keyOf, useAnswer } from '../kernel/query.ts';
import { recentObjects } from '../kernel/recent-objects.ts';
import { plural, t } from '../kernel/words.ts';
import { isOfWords } from './of-words.ts';
import { useActs, useScreens } from './palette-places.ts';
import type { PaletteItem } from './palette-places.ts';

const RECENT_SHOWN = 8;

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
  const found = useFound(community, text);
  const parties = useParties(community);
  const lookUps = useLookUps(community, text);
  const hand = useHanding(community, text);
  const words = text.trim().toLocaleLowerCase();
  const matches = (items: readonly PaletteItem[]): PaletteItem[] =>
    items.filter((item) => item.words.toLocaleLowerCase().includes(words));
  const lookedAt = matches(recent).slice(0, SHOWN);
  return [
    { title: t('Look up'), items: lookUps },
    { title: t('Go to'), items: matches(screens) },
    { title: t('Do'), items: [...matches(acts), ...hand] },
    { title: t('Looked at last'), items: lookedAt },
    { title: t('Members and groups'), items: words === '' ? [] : matches(parties).slice(0, SHOWN) },
    // Last, because they come last: nothing moves under somebody who is choosing.
    {
      title: t('Objects'),
      items: found.filter(({ id }) => lookedAt.every((one) => one.id !== id)),
    },
  ].filter(({ items }) => items.length > 0);
}

function useLookUps(community: Community, text: string): PaletteItem[] {
  const navigate = useNavigate();
  const wanted = text.trim();
  if (wanted === '') return [];
  const values = pastedValues(wanted, 1);
  const params = { community: community.slug };
  if (values.length === 0) {
    const search = { filter: withoutTying(asFilter(wanted)) };
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

/** Objects of a community that were open lately. */
function recentIn(community: Community): string[] {
  return recentObjects()
    .filter((one) => one.community === community.id)
    .slice(0, RECENT_SHOWN)
    .map(({ object }) => object);
}

/** Whoever types on does not ask for every word between. */
const TYPED_MS = 200;

/** What the reader may see that holds the words typed, the newest first. */
function useFound(community: Community, text: string): PaletteItem[] {
  const navigate = useNavigate();
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setWanted(text.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const isAsked = isOfWords(wanted);
  const query = { filter: withoutTying(asFilter(wanted)), limit: String(SHOWN) };
  const { data } = useAnswer(
    listObjects,
    { params: { community: community.id }, query },
    { enabled: isAsked },
  );
  if (!isAsked || wanted !== text.trim()) return [];
  return (data?.items ?? []).map((one) => ({
    id: `object ${one.id}`,
    words: titleWords(one),
    note: typeWords(one.type),
    run: () =>
      void navigate({
        to: '/c/$community/objects/$object',
        params: { community: community.slug, object: one.id },
        search: {},
      }),
  }));
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
