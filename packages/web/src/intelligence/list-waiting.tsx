import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Button } from '@mantine/core';
import type { Community } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';

const LINES = Array.from({ length: 12 }, (_, place) => place);

/** The list while its first page is read: lines as high as they will be. */
export function ListWaiting(): ReactNode {
  return (
    <div className="list-waiting" role="status" aria-label={t('Reading')}>
      {LINES.map((line) => (
        <span key={line} className="skeleton" />
      ))}
    </div>
  );
}

/** Nothing to list: why, and what to do about it. */
export function ListEmpty({
  community,
  filter,
  onClear,
}: {
  community: Community;
  filter: string;
  onClear: () => void;
}): ReactNode {
  if (filter === '') {
    return (
      <EmptyState
        title={t('Nothing has been shared with you yet')}
        action={
          <Link to="/c/$community/share" params={{ community: community.slug }}>
            {t('Share the first thing')}
          </Link>
        }
      >
        {t(
          'When a member shares something its marking lets you see, it appears here within a second. You can begin: the text of a warning is enough, addresses and hashes in it are found by themselves.',
        )}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('Nothing matches')}
      action={
        <div className="row">
          <Button onClick={onClear}>{t('Clear filters')}</Button>
          <Link to="/c/$community/share" params={{ community: community.slug }}>
            {t('Share it yourself')}
          </Link>
        </div>
      }
    >
      {t(
        'Nothing you may see has all of this. That says nothing about the world: others may know it and not have shared it with you.',
      )}
    </EmptyState>
  );
}
