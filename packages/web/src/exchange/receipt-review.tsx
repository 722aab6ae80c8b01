import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import type { Receipt } from '../kernel/contract.ts';
import { plural, rich, t } from '../kernel/words.ts';
import { safeText } from './words.ts';

interface ReviewNoteProps {
  readonly receipt: Receipt;
  readonly community: string;
}

/** That a share waits for a sharing officer before it leaves, or what they said. */
export function ReviewNote({ receipt, community }: ReviewNoteProps): ReactNode {
  const { review } = receipt;
  if (review === undefined) return null;
  const { state, objects, decided_at: at, words } = review;
  const isOver = state === 'released' || state === 'withdrawn';
  return (
    <section className="panel note stack tight" aria-labelledby="receipt-review">
      <h2 id="receipt-review">{headWords(state)}</h2>
      {(state === 'waiting' || state === 'held') && (
        <p className="measure">
          {plural(objects, {
            one: '1 object waits. Until it is released only you and the sharing officers of your organization see it; it leaves under the rules that hold then.',
            other:
              '{{count}} objects wait. Until they are released only you and the sharing officers of your organization see them; they leave under the rules that hold then.',
          })}
        </p>
      )}
      {at !== undefined && (
        <p>
          {rich('Decided {{time}}.', { time: <TimeText at={at} /> })}{' '}
          {words !== undefined && <span className="said">{safeText(words)}</span>}
        </p>
      )}
      {!isOver && (
        <p>
          <Link to="/c/$community/reviews/$review" params={{ community, review: receipt.id }}>
            {t('See what waits')}
          </Link>
        </p>
      )}
    </section>
  );
}

function headWords(state: NonNullable<Receipt['review']>['state']): string {
  switch (state) {
    case 'waiting':
      return t('It waits for a sharing officer');
    case 'held':
      return t('A sharing officer keeps it back for now');
    case 'released':
      return t('A sharing officer released it');
    case 'returned':
      return t('A sharing officer gave it back: it did not leave');
    case 'withdrawn':
      return t('It was taken back before it left');
  }
}
