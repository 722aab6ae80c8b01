import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useCommunity } from '../kernel/community.ts';
import { t } from '../kernel/words.ts';

interface ConfirmHintProps {
  readonly id: string;
  readonly version?: string;
}

/** Beside something else nothing is confirmed: this leads to the page that says what opening it means. */
export function ConfirmHint({ id, version }: ConfirmHintProps): ReactNode {
  const community = useCommunity();
  return (
    <p>
      {t('What opening this means has to be confirmed first.')}{' '}
      <Link
        to="/c/$community/objects/$object"
        params={{ community: community.slug, object: id }}
        search={version === undefined ? {} : { version }}
      >
        {t('Read it, and open')}
      </Link>
    </p>
  );
}
