import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Button } from '@mantine/core';
import { isTyingHidden, USUAL_FILTER } from '../exchange/usual-filter.ts';
import type { Community } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { useFacets } from './facet-panel.tsx';

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
  onFilter,
}: {
  community: Community;
  filter: string;
  onFilter: (filter: string) => void;
}): ReactNode {
  const isUsual = filter === USUAL_FILTER;
  const all = useFacets(community, isUsual ? '' : filter);
  const isTying = isUsual && (all?.types.length ?? 0) > 0;
  if (isTying) return <OnlyTying onShow={() => onFilter('')} />;
  if (filter === '' || isUsual) {
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
          <Button onClick={() => onFilter(isTyingHidden(filter) ? USUAL_FILTER : '')}>
            {t('Clear filters')}
          </Button>
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

/** Nothing is here but what the list leaves out when nobody asked for it. */
function OnlyTying({ onShow }: { onShow: () => void }): ReactNode {
  return (
    <EmptyState
      title={t('Only relations, sightings and organizations are here')}
      action={<Button onClick={onShow}>{t('Show them')}</Button>}
    >
      {t(
        'They tie other things together or say who made them, and are left out of the list until you ask for them.',
      )}
    </EmptyState>
  );
}
