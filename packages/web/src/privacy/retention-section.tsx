import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import { showRetention } from '../kernel/contract.ts';
import type { Community, Retention, RetentionRule } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { daysWords, kindWords, KINDS_SHOWN } from '../keeping/kind-words.ts';
import type { Kind } from '../keeping/kind-words.ts';
import { RetentionForm } from './retention-form.tsx';

/** How long what kind of thing is kept, for everybody to read; whoever may, sets it. */
export function RetentionSection({ community }: { community: Community }): ReactNode {
  const params = { community: community.id };
  const { data, error, isPending, refetch } = useAnswer(showRetention, { params });
  return (
    <section className="panel stack" aria-labelledby="kept">
      <h2 id="kept">{t('How long things are kept')}</h2>
      <p className="measure">
        {t(
          'Counted from the last version. When its time is over the content goes, from every version, from search and from look-up; what stays says what it was, when it went and by which rule. Copies already taken are asked for.',
        )}
      </p>
      <ProblemPanel error={error} onRetry={() => void refetch()} />
      {isPending && <Loading />}
      {data !== undefined && <Times community={community} retention={data} />}
    </section>
  );
}

interface TimesProps {
  readonly community: Community;
  readonly retention: Retention;
}

function Times({ community, retention }: TimesProps): ReactNode {
  const [scope, setScope] = useState<Retention['may_set'][number]>();
  const { community: ofAll, own, may_set: maySet } = retention;
  return (
    <>
      <dl className="facts">
        {KINDS_SHOWN.map((kind) => (
          <KindTime key={kind} kind={kind} ofAll={ruleOf(ofAll, kind)} own={ruleOf(own, kind)} />
        ))}
      </dl>
      {scope === undefined ? (
        <div className="row">
          {maySet.includes('community') && (
            <Button variant="default" onClick={() => setScope('community')}>
              {t('Set a time for the community')}
            </Button>
          )}
          {maySet.includes('own') && (
            <Button variant="default" onClick={() => setScope('own')}>
              {t('Keep our own for a shorter time')}
            </Button>
          )}
        </div>
      ) : (
        <RetentionForm
          key={scope}
          community={community}
          scope={scope}
          onClose={() => setScope(undefined)}
        />
      )}
    </>
  );
}

interface KindTimeProps {
  readonly kind: Kind;
  readonly ofAll: RetentionRule | undefined;
  readonly own: RetentionRule | undefined;
}

function KindTime({ kind, ofAll, own }: KindTimeProps): ReactNode {
  return (
    <>
      <dt>{kindWords(kind)}</dt>
      <dd>
        {ofAll === undefined ? t('No limit') : <RuleWords rule={ofAll} />}
        {own !== undefined && (
          <div>
            {t('What your organization brings:')} <RuleWords rule={own} />
          </div>
        )}
      </dd>
    </>
  );
}

function RuleWords({ rule }: { rule: RetentionRule }): ReactNode {
  const isAhead = Date.parse(rule.starts_at) > Date.now();
  return (
    <>
      <strong>{daysWords(isAhead ? rule.days_before : rule.days)}</strong>
      {isAhead && (
        <div>
          {rich('From {{time}}: {{days}}', {
            time: <DateTime at={rule.starts_at} />,
            days: <strong>{daysWords(rule.days)}</strong>,
          })}
        </div>
      )}
      <div className="small quiet said">{safeText(rule.reason)}</div>
    </>
  );
}

function ruleOf(rules: readonly RetentionRule[], kind: Kind): RetentionRule | undefined {
  return rules.find((rule) => rule.kind === kind);
}
