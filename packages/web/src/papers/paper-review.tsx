import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { listPapers, reviewPaper, showHome, showPaper } from '../kernel/contract.ts';
import type { Community, PaperDetail } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';

/** When a paper is looked at again; and that it was, and stands. */
export function PaperReview({
  of,
  community,
}: {
  of: PaperDetail;
  community: Community;
}): ReactNode {
  const [due, setDue] = useState('');
  const review = useAct(reviewPaper, { stale: [listPapers, showPaper, showHome] });
  const enter = (confirmed: boolean): void =>
    review.mutate({
      params: { community: community.id, paper: of.id },
      body: {
        confirmed,
        ...(due === '' ? {} : { due: new Date(`${due}T09:00:00`).toISOString() }),
      },
    });
  return (
    <section className="panel stack tight" aria-labelledby="paper-review">
      <h2 id="paper-review">{t('Looked at again')}</h2>
      <p>
        {of.review_due === undefined
          ? t('No day is set.')
          : rich('It is to be looked at again {{time}}.', {
              time: <DateTime at={of.review_due} />,
            })}
      </p>
      <TextInput
        type="date"
        label={t('The next day')}
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
      />
      <ProblemPanel error={review.error} />
      <div className="row">
        <Button variant="default" loading={review.isPending} onClick={() => enter(false)}>
          {t('Set the day')}
        </Button>
        {of.in_force !== undefined && (
          <Button loading={review.isPending} onClick={() => enter(true)}>
            {t('Looked at: it stands')}
          </Button>
        )}
      </div>
    </section>
  );
}
