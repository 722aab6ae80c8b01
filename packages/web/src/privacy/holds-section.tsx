import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { titleWords } from '../exchange/title-words.ts';
import { listHolds } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { HoldWords } from '../keeping/hold-words.tsx';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';

/** What is kept beyond its time, as far as the reader is told of it. */
export function HoldsSection({ community }: { community: Community }): ReactNode {
  const { data, error } = useAnswer(listHolds, { params: { community: community.id } });
  const items = data?.items ?? [];
  if (items.length === 0) return <ProblemPanel error={error} />;
  return (
    <section className="panel stack" aria-labelledby="held">
      <h2 id="held">{t('Kept beyond its time')}</h2>
      <ul className="plain stack">
        {items.map((hold) => (
          <li key={`${hold.id} ${hold.by}`} className="stack tight">
            <p>
              {hold.title === undefined ? (
                <span className="quiet">{t('Something you do not see')}</span>
              ) : (
                <Link
                  to="/c/$community/objects/$object"
                  params={{ community: community.slug, object: hold.id }}
                >
                  {titleWords({ type: hold.id.split('--')[0] ?? '', title: hold.title })}
                </Link>
              )}
            </p>
            <HoldWords hold={hold} community={community} />
          </li>
        ))}
      </ul>
    </section>
  );
}
