import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { KeyHint } from '../design/keys.tsx';
import type { Community } from '../kernel/contract.ts';
import { useKeys } from '../kernel/keys.ts';
import type { KeyActs } from '../kernel/keys.ts';
import { t } from '../kernel/words.ts';
import { SearchBox } from './search-box.tsx';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeySheet = lazy(async () => ({ default: (await import('./key-sheet.tsx')).KeySheet }));

type Open = 'palette' | 'keys';

/** Looking up from every page: the palette, on a phone a plain field; and the keys that work everywhere. */
export function LookUp({ community }: { community: Community }): ReactNode {
  const [open, setOpen] = useState<Open>();
  const isPhone = useMediaQuery('(max-width: 52rem)', false, { getInitialValueInEffect: false });
  const close = useCallback(() => setOpen(undefined), []);
  useKeys(useGlobalActs(community, setOpen));
  return (
    <>
      {isPhone ? (
        <SearchBox key={community.id} community={community} />
      ) : (
        <button
          type="button"
          className="look-up"
          aria-keyshortcuts="Control+K"
          onClick={() => setOpen('palette')}
        >
          <IconSearch size={17} aria-hidden />
          <span>{t('Look up a value, go somewhere, act')}</span>
          <KeyHint name="palette" />
        </button>
      )}
      <Suspense fallback={null}>
        {open === 'palette' && (
          <Palette community={community} isOpen onClose={close} showKeys={() => setOpen('keys')} />
        )}
        {open === 'keys' && <KeySheet isOpen onClose={close} />}
      </Suspense>
    </>
  );
}

function useGlobalActs(community: Community, open: (what: Open) => void): KeyActs {
  const navigate = useNavigate();
  return useMemo(() => {
    const params = { community: community.slug };
    return {
      palette: () => open('palette'),
      sheet: () => open('keys'),
      filter: () => {
        const filter = document.querySelector<HTMLElement>('#main [data-filter]');
        const field = filter?.querySelector<HTMLElement>('input, select') ?? filter;
        if (field === undefined || field === null) open('palette');
        else field.focus();
      },
      share: () => void navigate({ to: '/c/$community/share', params }),
      'go-home': () => void navigate({ to: '/' }),
      'go-intelligence': () =>
        void navigate({ to: '/c/$community/intelligence', params, search: {} }),
      'go-members': () => void navigate({ to: '/c/$community/members', params }),
      'go-shares': () => void navigate({ to: '/c/$community/shares', params }),
    };
  }, [community.slug, navigate, open]);
}
