import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime, TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { endConsent, listConsents } from '../kernel/contract.ts';
import type { Community, StandingConsent } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { hubText, plural, rich, t } from '../kernel/words.ts';
import { formsWords, forWhomWords, kindsWords, usesWords } from './consent-words.ts';

interface ConsentCardProps {
  readonly consent: StandingConsent;
  readonly community: Community;
}

/** One thing a source allows in advance, how often it was used, and its end. */
export function ConsentCard({ consent, community }: ConsentCardProps): ReactNode {
  return (
    <article className="panel stack tight consent">
      <p>
        {rich('Up to {{level}}, for {{whom}}', {
          level: <TlpPlate level={consent.level} />,
          whom: <strong>{forWhomWords(consent)}</strong>,
        })}
      </p>
      <dl className="facts">
        <dt>{t('About')}</dt>
        <dd>{kindsWords(consent)}</dd>
        <dt>{t('What for')}</dt>
        <dd>{usesWords(consent)}</dd>
        <dt>{t('In which form')}</dt>
        <dd>{formsWords(consent)}</dd>
        <dt>{t('Ends')}</dt>
        <dd>
          <DateTime at={consent.ended_at ?? consent.until} />
        </dd>
        <dt>{t('Allowed by')}</dt>
        <dd>
          {hubText(consent.made_by)}, <TimeText at={consent.made_at} />
        </dd>
        <dt>{t('Used')}</dt>
        <dd>
          {consent.used === 0
            ? t('Not yet')
            : plural(consent.used, {
                one: '1 request was granted by it',
                other: '{{count}} requests were granted by it',
              })}
        </dd>
      </dl>
      {consent.in_force && <EndConsent consent={consent} community={community} />}
    </article>
  );
}

function EndConsent({ consent, community }: ConsentCardProps): ReactNode {
  const end = useAct(endConsent, { stale: [listConsents] });
  const params = { community: community.id, consent: consent.id };
  return (
    <div className="stack tight">
      <p className="small quiet">
        {t('Nothing is granted by it from then on. What it granted you take back under Requests.')}
      </p>
      <div className="row">
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate({ params })}>
          {t('Allow it no longer')}
        </Button>
        <ProblemPanel error={end.error} />
      </div>
    </div>
  );
}
