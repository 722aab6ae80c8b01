import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { keepPaper, listPapers, reviewPaper, showHome, showPaper } from '../kernel/contract.ts';
import type { Community, PaperDetail } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';

const STALE = [listPapers, showPaper, showHome];

/** When a paper is looked at again; and that it was, and stands. */
export function PaperReview({
  of,
  community,
}: {
  of: PaperDetail;
  community: Community;
}): ReactNode {
  const [due, setDue] = useState('');
  const review = useAct(reviewPaper, { stale: STALE });
  const keep = useAct(keepPaper, { stale: STALE });
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
          : rich('It is to be looked at again on {{time}}.', {
              time: <TimeText at={of.review_due} as="day" />,
            })}
      </p>
      <TextInput
        type="date"
        className="paper-date"
        label={t('The next day')}
        description={t('With no day chosen, what was looked at comes up again in a year.')}
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
      />
      <ProblemPanel error={review.error ?? keep.error} />
      <div className="row">
        <Button
          variant="default"
          disabled={due === ''}
          loading={review.isPending}
          onClick={() => enter(false)}
        >
          {t('Set the day')}
        </Button>
        {of.in_force !== undefined && (
          <Button loading={review.isPending} onClick={() => enter(true)}>
            {t('Looked at: it stands')}
          </Button>
        )}
        {of.may.includes('keep') && (
          <Button
            variant="default"
            loading={keep.isPending}
            onClick={() => keep.mutate({ params: { community: community.id, paper: of.id } })}
          >
            {t('I look after it from now on')}
          </Button>
        )}
      </div>
    </section>
  );
}
