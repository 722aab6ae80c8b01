import { Button, NativeSelect } from '@mantine/core';
import { TLP_LEVELS, tlpText } from '@tocsin/policy';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { safeText } from '../exchange/words.ts';
import { setReviewRules, showReviewRules } from '../kernel/contract.ts';
import type { Community, ReviewSetting } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { listWords, t } from '../kernel/words.ts';
import { REVIEW_WHENS, whenWords } from './review-words.ts';

type Rules = ReviewSetting['rules'];

/** What waits in the own organization; its representatives say so. */
export function ReviewSettingPanel({ community }: { community: Community }): ReactNode {
  const setting = useAnswer(showReviewRules, { params: { community: community.id } });
  if (setting.data === undefined) return <ProblemPanel error={setting.error} />;
  const { officers, may_set: maySet } = setting.data;
  return (
    <section className="panel stack" aria-labelledby="review-setting">
      <h2 id="review-setting">{t('What waits in your organization')}</h2>
      <p className="measure">
        {officers.length === 0
          ? t(
              'Your organization has no sharing officer here. A representative gives somebody that role under Members; then what waits can be said.',
            )
          : t('Its sharing officers: {{names}}.', {
              names: listWords(officers.map(({ name }) => safeText(name))),
            })}
      </p>
      <p className="measure quiet">
        {t(
          'Nobody decides about what they shared themselves, as long as there is another sharing officer.',
        )}
      </p>
      {maySet && officers.length > 0 ? (
        <SettingForm community={community} setting={setting.data} />
      ) : (
        <SettingFacts rules={setting.data.rules} />
      )}
    </section>
  );
}

function SettingFacts({ rules }: { rules: Rules }): ReactNode {
  return (
    <dl className="facts">
      {TLP_LEVELS.map((level) => (
        <div key={level}>
          <dt>{tlpText(level)}</dt>
          <dd>{whenWords(rules[level])}</dd>
        </div>
      ))}
    </dl>
  );
}

function SettingForm({
  community,
  setting,
}: {
  community: Community;
  setting: ReviewSetting;
}): ReactNode {
  const [rules, setRules] = useState<Rules>(setting.rules);
  const save = useAct(setReviewRules, { stale: [showReviewRules] });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ params: { community: community.id }, body: rules });
      }}
    >
      <div className="row">
        {TLP_LEVELS.map((level) => (
          <NativeSelect
            key={level}
            label={tlpText(level)}
            value={rules[level]}
            data={REVIEW_WHENS.map((value) => ({ value, label: whenWords(value) }))}
            onChange={(event) => {
              const when = REVIEW_WHENS.find((one) => one === event.currentTarget.value);
              if (when !== undefined) setRules({ ...rules, [level]: when });
            }}
          />
        ))}
      </div>
      <ProblemPanel error={save.error} />
      <div className="row">
        <Button type="submit" loading={save.isPending}>
          {t('Let this wait')}
        </Button>
        {save.isSuccess && <span role="status">{t('It holds from the next share on.')}</span>}
      </div>
    </form>
  );
}
