import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { memo, useEffect } from 'react';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import './shell.css';
import { KeyHint } from '../design/keys.tsx';
import { Mark } from '../design/mark.tsx';
import { useCommunityIfAny } from '../kernel/community.ts';
import type { Me } from '../kernel/contract.ts';
import { useKeptPreferences } from '../kernel/kept-preferences.ts';
import { rememberCommunity } from '../kernel/last-community.ts';
import { sessionQuery } from '../kernel/session.ts';
import { useStream } from '../kernel/stream.ts';
import { ActingBar } from './acting-bar.tsx';
import { CommunitySwitcher } from './community-switcher.tsx';
import { LookUp } from './look-up.tsx';
import { MainNavigation } from './main-navigation.tsx';
import { NothingHere } from './nothing-here.tsx';
import { PersonMenu } from './person-menu.tsx';

// Going from page to page changes what is inside the frame, not the frame.
const Switcher = memo(CommunitySwitcher);
const Navigation = memo(MainNavigation);
const Person = memo(PersonMenu);
const Search = memo(LookUp);

/** The frame of every page for people who are inside. */
export function Shell(): ReactNode {
  const { data: me } = useQuery(sessionQuery);
  const community = useCommunityIfAny();
  useSignInWhenEnded(me === null);
  useStream(me === null || me === undefined ? undefined : community?.id, readerOf(me));
  useKeptPreferences(me?.id);
  useEffect(() => {
    if (community !== undefined) rememberCommunity(community.slug);
  }, [community]);
  if (me === undefined || me === null) return null;
  if (community === undefined) return <NothingHere />;
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('Skip to the content')}
      </a>
      <header className="rail">
        <Link to="/" className="wordmark" aria-label={t('Tocsin, start')}>
          <Mark /> <span>Tocsin</span>
        </Link>
        <Switcher community={community} />
        <Navigation community={community} />
        <Person me={me} />
      </header>
      <section className="bar" aria-label={t('Look up and share')}>
        <Search community={community} />
        <Button
          className="end"
          leftSection={<IconPlus size={17} />}
          renderRoot={(props) => (
            <Link to="/c/$community/share" params={{ community: community.slug }} {...props} />
          )}
        >
          {t('Share')}
          <KeyHint name="share" />
        </Button>
      </section>
      <main id="main" tabIndex={-1}>
        <ActingBar community={community} />
        <Outlet />
      </main>
    </div>
  );
}

function readerOf(me: Me | null | undefined): string {
  return `${me?.id ?? ''} ${me?.organization?.id ?? ''}`;
}

/** A session may end while a page is open: then the page goes, at once. */
function useSignInWhenEnded(isEnded: boolean): void {
  const router = useRouter();
  useEffect(() => {
    const { pathname, href } = router.state.location;
    if (!isEnded || pathname === '/sign-in') return;
    void router.navigate({ to: '/sign-in', search: { next: href }, replace: true });
  }, [isEnded, router]);
}
