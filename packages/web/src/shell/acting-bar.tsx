import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { actingAs, stopActing } from '../kernel/acting.ts';
import type { Community } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';

/** While this tab acts as a sealed source it says so on every page, with the way back. */
export function ActingBar({ community }: { community: Community }): ReactNode {
  const acting = actingAs();
  if (acting?.community !== community.id) return null;
  const { name } = acting.source;
  return (
    <section
      className="panel caution row spread acting"
      aria-label={t('Acting as a sealed source')}
    >
      <p>
        {t('You act as your sealed source {{name}}: what you see and do here is its own.', {
          name,
        })}{' '}
        <Link to="/c/$community/sealed" params={{ community: community.slug }}>
          {t('Sealed shares')}
        </Link>
      </p>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => stopActing(`/c/${community.slug}/sealed`)}
      >
        {t('Act as yourself again')}
      </Button>
    </section>
  );
}
