import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useAddressHash } from '../kernel/address-hash.ts';
import type { Community } from '../kernel/contract.ts';
import { hashOfText } from '../kernel/hash-text.ts';
import { t } from '../kernel/words.ts';

/** On a phone: pasting a value or typing words. What is looked for stays behind the "#", which no server or proxy is told. */
export function SearchBox({ community }: { community: Community }): ReactNode {
  const isFinding = useRouterState({
    select: ({ location }) => location.pathname.endsWith('/find'),
  });
  const hash = useAddressHash('find');
  const wanted = isFinding ? hash : '';
  const [text, setText] = useState('');
  const navigate = useNavigate();
  // A field of one line would run several values into each other.
  useEffect(() => setText(wanted.replaceAll(/\s+/g, ' ')), [wanted]);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = text.trim();
        if (typed === '') return;
        void navigate({
          to: '/c/$community/find',
          params: { community: community.slug },
          hash: hashOfText(typed),
        });
      }}
    >
      <TextInput
        type="search"
        aria-label={t('Look up a value or search')}
        placeholder={t('Paste an address, domain or hash, or search')}
        leftSection={<IconSearch size={17} />}
        value={text}
        maxLength={2000}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
