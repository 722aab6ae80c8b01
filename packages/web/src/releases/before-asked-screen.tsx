import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { useMe } from '../kernel/session.ts';
import { actingAs } from '../kernel/acting.ts';
import { useCommunity } from '../kernel/community.ts';
import { listConsents, showReleaseSetting } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { ConsentCard } from './consent-card.tsx';
import { ConsentForm } from './consent-form.tsx';
import { SettingPanel } from './setting-panel.tsx';

/** What a source says before anybody asks: what it allows in advance, who answers, who decides once it is gone. */
export function BeforeAskedScreen(): ReactNode {
  const community = useCommunity();
  const me = useMe();
  const isSealed = actingAs() !== undefined;
  // A sealed source has no colleagues: it answers itself.
  const setting = useAnswer(
    showReleaseSetting,
    { params: { community: community.id } },
    { enabled: !isSealed },
  );
  // The hub decides; this only spares others a form they may not send.
  const speaks = isSealed || setting.data?.able.some(({ id }) => id === me.id) === true;
  return (
    <div className="stack measure">
      <PageHead
        title={t('Before anybody asks')}
        tab={t('Before anybody asks')}
        lead={t(
          'What your organization allows in advance, who answers requests, and who decides once nobody of it is here. Without a word from you nothing is allowed.',
        )}
      />
      <p>
        <Link to="/c/$community/releases" params={{ community: community.slug }}>
          {t('Requests')}
        </Link>
      </p>
      <ProblemPanel error={setting.error} onRetry={() => void setting.refetch()} />
      {!isSealed && setting.isPending && <Loading />}
      {speaks && <Consents community={community} />}
      {setting.data !== undefined && <SettingPanel community={community} setting={setting.data} />}
    </div>
  );
}

function Consents({ community }: { community: Community }): ReactNode {
  const consents = useAnswer(listConsents, { params: { community: community.id } });
  const items = consents.data?.items ?? [];
  const inForce = items.filter((one) => one.in_force);
  const over = items.filter((one) => !one.in_force);
  return (
    <section className="stack" aria-labelledby="consents-title">
      <h2 id="consents-title">{t('Allowed in advance')}</h2>
      <p className="measure quiet">
        {t(
          'A request that fits is granted at once, and you see it under Requests. It never reaches TLP:RED, never goes against a limit or a term of use, and holds only for what was shared under this name. What you decided by hand stays decided.',
        )}
      </p>
      <ProblemPanel error={consents.error} onRetry={() => void consents.refetch()} />
      {consents.isPending && <Loading />}
      {consents.isSuccess && inForce.length === 0 && (
        <p className="quiet">{t('Nothing is allowed in advance: every request waits for you.')}</p>
      )}
      {inForce.map((one) => (
        <ConsentCard key={one.id} consent={one} community={community} />
      ))}
      <ConsentForm community={community} />
      {over.length > 0 && <h3>{t('No longer allowed')}</h3>}
      {over.map((one) => (
        <ConsentCard key={one.id} consent={one} community={community} />
      ))}
    </section>
  );
}
