import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { listRechecks, setRecheckDays, showHome } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { plural, t } from '../kernel/words.ts';

/** After how long sources are asked whether AMBER or RED still fits. */
export function RecheckDays({ community }: { community: Community }): ReactNode {
  const params = { community: community.id };
  const { data, error } = useAnswer(listRechecks, { params });
  const [days, setDays] = useState<string>();
  const save = useAct(setRecheckDays, {
    stale: [listRechecks, showHome],
    onDone: () => setDays(undefined),
  });
  if (data === undefined) return <ProblemPanel error={error} />;
  return (
    <section className="panel stack" aria-labelledby="recheck">
      <h2 id="recheck">{t('Does the marking still fit?')}</h2>
      <p className="measure">
        {data.days === 0
          ? t('Sources are not asked here whether what they marked AMBER or RED still has to be.')
          : plural(data.days, {
              one: 'After 1 day a source is asked whether what it marked AMBER or RED still has to be. Nothing changes by itself.',
              other:
                'After {{count}} days a source is asked whether what it marked AMBER or RED still has to be. Nothing changes by itself.',
            })}
      </p>
      {data.items.length > 0 && (
        <p>
          <Link to="/c/$community/rechecks" params={{ community: community.slug }}>
            {plural(data.items.length, {
              one: '1 marking of yours is asked about',
              other: '{{count}} markings of yours are asked about',
            })}
          </Link>
        </p>
      )}
      {data.may_set && (
        <form
          className="row low"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ params, body: { days: Number(days ?? data.days) } });
          }}
        >
          <TextInput
            type="number"
            min={0}
            max={3650}
            step={1}
            required
            label={t('Days until sources are asked (0: never)')}
            value={days ?? String(data.days)}
            onChange={({ currentTarget: { value } }) => setDays(value)}
          />
          <Button type="submit" variant="default" loading={save.isPending}>
            {t('Ask after so many days')}
          </Button>
        </form>
      )}
      <ProblemPanel error={save.error} />
    </section>
  );
}
