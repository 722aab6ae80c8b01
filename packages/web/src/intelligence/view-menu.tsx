import { Button } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { DropGroup, DropItem, DropMenu } from '../design/drop-menu.tsx';
import type { Community } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';
import { useOpenView } from './use-view.ts';
import type { SavedView, ViewIn } from './use-view.ts';
import { ViewWindow } from './view-window.tsx';
import type { ViewTask } from './view-window.tsx';

interface ViewMenuProps {
  readonly community: Community;
  readonly views: readonly SavedView[];
  readonly view: SavedView | undefined;
  /** What would be kept now. */
  readonly now: Omit<ViewIn, 'name' | 'shared_with'>;
  readonly isChanged: boolean;
}

const GROUPS = [
  ['me', word('Only mine')],
  ['organization', word('Of my organization')],
  ['community', word('Of the community')],
] as const;

/** The saved views: opening, keeping, renaming, sharing, removing. */
export function ViewMenu({ community, views, view, now, isChanged }: ViewMenuProps): ReactNode {
  const [task, setTask] = useState<ViewTask>();
  const open = useOpenView(community);
  const isMine = view?.may.includes('set-view') === true;
  return (
    <>
      {view !== undefined && isChanged && (
        <Button size="compact-sm" onClick={() => setTask(isMine ? 'save' : 'add')}>
          {isMine ? t('Changed: save') : t('Changed: keep as mine')}
        </Button>
      )}
      <DropMenu
        className="menu-button"
        at="here"
        button={
          <>
            <IconBookmark size={16} aria-hidden />
            {view === undefined ? t('Views') : view.name}
          </>
        }
      >
        {GROUPS.map(([group, words]) => {
          const own = views.filter((one) => one.shared_with === group);
          if (own.length === 0) return null;
          return (
            <DropGroup key={group} title={t(words)}>
              {own.map((one) => (
                <DropItem key={one.id} isChosen={one.id === view?.id} onClick={() => open(one)}>
                  {one.name}
                </DropItem>
              ))}
            </DropGroup>
          );
        })}
        {views.length > 0 && <hr />}
        <DropItem onClick={() => setTask('add')}>{t('Keep this as a view')}</DropItem>
        {isMine && <DropItem onClick={() => setTask('change')}>{t('Rename or share')}</DropItem>}
        {view?.may.includes('remove-view') === true && (
          <DropItem onClick={() => setTask('remove')}>{t('Remove the view')}</DropItem>
        )}
      </DropMenu>
      <ViewWindow
        task={task}
        community={community}
        view={view}
        now={now}
        onClose={() => setTask(undefined)}
        onKept={open}
      />
    </>
  );
}
