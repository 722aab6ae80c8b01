import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import { contributionTitle } from '../exchange/title-words.ts';
import { contributionWords } from '../exchange/words.ts';
import type { Home } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';

interface RecentProps {
  readonly shares: Home['recent'];
  readonly slugOf: (community: string) => string;
}

/** The way back to what one was working on. */
export function Recent({ shares, slugOf }: RecentProps): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="recent-title">
      <h2 id="recent-title">{t('You shared last')}</h2>
      {shares.length === 0 ? (
        <p className="quiet">
          {t(
            'Nothing yet. A warning of two sentences is enough; values in it are found by themselves.',
          )}
        </p>
      ) : (
        <ul className="plain stack tight">
          {shares.map(({ contribution, community, kind, title, at, about }) => (
            <li key={contribution}>
              <Link
                to="/c/$community/shares/$receipt"
                params={{ community: slugOf(community.id), receipt: contribution }}
              >
                {contributionTitle({ kind, title, about })}
              </Link>
              <p className="quiet">
                {contributionWords(kind)}, <TimeText at={at} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
