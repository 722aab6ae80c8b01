import { IconSelector } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { kindWords } from '../arrangement/kind-words.ts';
import { DropItem, DropMenu } from '../design/drop-menu.tsx';
import { useCommunities } from '../kernel/community.ts';
import type { Community } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';

/** Which community this is, and going to another. */
export function CommunitySwitcher({ community }: { community: Community }): ReactNode {
  const communities = useCommunities();
  const navigate = useNavigate();
  if (communities.length < 2) {
    return (
      <div className="switcher">
        <strong>{community.name}</strong>
        <small>{kindWords(community.kind)}</small>
      </div>
    );
  }
  return (
    <DropMenu
      className="switcher"
      at="top"
      button={
        <>
          <strong>{community.name}</strong>
          <IconSelector size={16} aria-hidden />
          <small>{kindWords(community.kind)}</small>
          <span className="unseen">{t(', go to another community')}</span>
        </>
      }
    >
      {communities.map((one) => (
        <DropItem
          key={one.id}
          isChosen={one.id === community.id}
          onClick={() =>
            void navigate({
              to: '/c/$community/intelligence',
              params: { community: one.slug },
              search: {},
            })
          }
        >
          {one.name}
        </DropItem>
      ))}
    </DropMenu>
  );
}
