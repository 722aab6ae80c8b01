import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { showPrivacyReport } from '../kernel/contract.ts';
import type { Community, SubjectRequest } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { plural, t, word } from '../kernel/words.ts';
import { subjectKindWords } from './subject-words.ts';

const OUTCOMES: Readonly<Record<'open' | 'answered' | 'refused', string>> = {
  open: word('Open'),
  answered: word('Answered'),
  refused: word('Refused'),
};

/** This year in numbers, for those who keep the register of their organization; nothing for others. */
export function ReportSection({ community }: { community: Community }): ReactNode {
  const { data } = useAnswer(showPrivacyReport, { params: { community: community.id }, query: {} });
  if (data === undefined) return null;
  const { year, outcomes, mean_days: days, expired, determined } = data;
  return (
    <section className="panel stack" aria-labelledby="report">
      <h2 id="report">{t('{{year}} in numbers, for your organization', { year: String(year) })}</h2>
      <dl className="facts">
        {outcomes.map(({ kind, outcome, count }) => (
          <Line key={`${kind} ${outcome}`} kind={kind} words={t(OUTCOMES[outcome])} count={count} />
        ))}
        {outcomes.length === 0 && (
          <>
            <dt>{t('What persons ask')}</dt>
            <dd>{t('Nobody asked.')}</dd>
          </>
        )}
        {days !== undefined && (
          <>
            <dt>{t('Until it was closed')}</dt>
            <dd>{plural(days, { one: '1 day on average', other: '{{count}} days on average' })}</dd>
          </>
        )}
        <dt>{t('Went because its time was over, of what you could read')}</dt>
        <dd>{expired}</dd>
        <dt>{t('Determinations about personal data')}</dt>
        <dd>{determined}</dd>
      </dl>
      <p>
        <Link to="/c/$community/persons" params={{ community: community.slug }}>
          {t('What persons ask')}
        </Link>
      </p>
    </section>
  );
}

interface LineProps {
  readonly kind: SubjectRequest['kind'];
  readonly words: string;
  readonly count: number;
}

function Line({ kind, words, count }: LineProps): ReactNode {
  return (
    <>
      <dt>
        {subjectKindWords(kind)}: {words}
      </dt>
      <dd>{count}</dd>
    </>
  );
}
