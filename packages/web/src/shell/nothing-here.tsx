import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Doorway } from '../design/doorway.tsx';
import { PageHead } from '../design/page-head.tsx';
import { t } from '../kernel/words.ts';

/** An address that leads nowhere. */
export function NothingHere(): ReactNode {
  return (
    <Doorway aside={<p>{t('The exchange of threat information between organizations.')}</p>}>
      <PageHead
        title={t('There is nothing here')}
        tab={t('Nothing here')}
        lead={t('The address is mistyped, or what was here is not for you or no longer there.')}
      />
      <p>
        <Link to="/">{t('Go to the start')}</Link>
      </p>
    </Doorway>
  );
}
