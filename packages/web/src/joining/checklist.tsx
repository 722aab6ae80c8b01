import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import { listApplications, moveApplication, showApplication } from '../kernel/contract.ts';
import type { Application, Community } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';

/** What makes somebody eligible, item by item, with who checked it. */
export function Checklist({ of, community }: { of: Application; community: Community }): ReactNode {
  const check = useAct(moveApplication, { stale: [showApplication, listApplications] });
  const checks = of.chair?.checks ?? [];
  if (checks.length === 0) return null;
  const params = { community: community.id, application: of.id };
  return (
    <section className="panel stack" aria-labelledby="checklist">
      <h2 id="checklist">{t('May they join?')}</h2>
      <ProblemPanel error={check.error} />
      <ul className="plain stack tight">
        {checks.map(({ item, met, by, at }) => (
          <li key={item} className="row spread">
            <span>
              <span className={`tag ${met ? 'good' : 'caution'}`}>
                {met ? t('Met') : t('Not met yet')}
              </span>{' '}
              {safeText(item)}{' '}
              {by !== undefined && at !== undefined && (
                <span className="small quiet">
                  {rich('{{name}}, {{time}}', { name: safeText(by), time: <TimeText at={at} /> })}
                </span>
              )}
            </span>
            {of.may.includes('check') && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={met ? t('Not met: {{item}}', { item }) : t('Met: {{item}}', { item })}
                onClick={() => check.mutate({ params, body: { act: 'check', item, met: !met } })}
              >
                {met ? t('Not met') : t('Met')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
