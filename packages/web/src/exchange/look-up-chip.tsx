import { Link } from '@tanstack/react-router';
import { defang } from '@tocsin/stix';
import type { ReactNode } from 'react';
import { ValueChip } from '../design/value-chip.tsx';
import type { Community } from '../kernel/contract.ts';
import { hashOfText } from '../kernel/hash-text.ts';
import { t } from '../kernel/words.ts';

interface LookUpChipProps {
  readonly community: Community;
  readonly kind?: string;
  readonly value: string;
}

/** A value with the way to everything else the hub has of it. */
export function LookUpChip({ community, kind, value }: LookUpChipProps): ReactNode {
  return (
    <ValueChip {...(kind === undefined ? {} : { kind })} value={value}>
      <Link to="/c/$community/find" params={{ community: community.slug }} hash={hashOfText(value)}>
        {t('Look up')}
        <span className="unseen"> {defang(value)}</span>
      </Link>
    </ValueChip>
  );
}
