import { Navigate } from '@tanstack/react-router';
import { refang } from '@tocsin/stix';
import type { ReactNode } from 'react';
import './exchange.css';
import { PageHead } from '../design/page-head.tsx';
import { useAddressHash } from '../kernel/address-hash.ts';
import { useCommunity } from '../kernel/community.ts';
import { t } from '../kernel/words.ts';
import { asFilter } from './as-filter.ts';
import { withoutTying } from './usual-filter.ts';
import { ManyValues } from './many-values.tsx';
import { OneValue } from './one-value.tsx';
import { pastedValues } from './pasted-values.ts';

/** Looking values up in all my communities. Words are searched for in the list. */
export function FindScreen(): ReactNode {
  const community = useCommunity();
  const text = refang(useAddressHash('find')).trim();
  if (text === '') {
    return (
      <PageHead
        title={t('Look up')}
        tab={t('Look up')}
        lead={t('Paste a value or type words into the box above.')}
      />
    );
  }
  const values = pastedValues(text, 1);
  const [first] = values;
  if (first === undefined) {
    return (
      <Navigate
        to="/c/$community/intelligence"
        params={{ community: community.slug }}
        search={{ filter: withoutTying(asFilter(text)) }}
        replace
      />
    );
  }
  if (values.length > 1) return <ManyValues values={values} />;
  return <OneValue community={community} value={first} />;
}
