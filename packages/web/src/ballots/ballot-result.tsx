import type { ReactNode } from 'react';
import { outcomeWords } from '../decisions/decision-words.ts';
import { PartyChip } from '../design/party-chip.tsx';
import { safeText } from '../exchange/words.ts';
import type { BallotDetail, Community } from '../kernel/contract.ts';
import { listWords, plural, t } from '../kernel/words.ts';
import { choiceWords } from './ballot-words.ts';
import { voteWords } from './own-vote.tsx';

/** What came out, and unless it is anonymous who chose what. */
export function BallotResult({ of }: { of: BallotDetail; community: Community }): ReactNode {
  const { count } = of;
  if (count === undefined) return null;
  return (
    <section className="panel stack tight" aria-labelledby="ballot-result">
      <h2 id="ballot-result">
        {outcomeWords(count.outcome)}
        {of.chosen !== undefined && `: ${safeText(of.chosen)}`}
      </h2>
      <p>
        {t('{{cast}} of {{roll}} organizations voted.', { cast: count.cast, roll: count.roll })}{' '}
        {count.abstained > 0 &&
          plural(count.abstained, {
            one: '1 of them abstained.',
            other: '{{count}} of them abstained.',
          })}{' '}
        {count.needed > 0 && t('Needed were {{needed}}.', { needed: count.needed })}
      </p>
      {count.tied !== undefined && (
        <p>
          {t('As many votes each had: {{names}}.', {
            names: listWords(count.tied.map((key) => safeText(choiceWords(of, key)))),
          })}
        </p>
      )}
      <Counts of={of} counts={count.counts} cast={count.cast} />
      <Rounds of={of} />
      <Votes of={of} />
    </section>
  );
}

type Count = NonNullable<BallotDetail['count']>;

function Counts({
  of,
  counts,
  cast,
}: {
  of: BallotDetail;
  counts: Count['counts'];
  cast: number;
}): ReactNode {
  if (counts.length === 0) return null;
  return (
    <table className="plain-table">
      <caption>{of.type === 'ranking' ? t('Put first by') : t('Chosen by')}</caption>
      <tbody>
        {counts.map(({ key, votes }) => (
          <tr key={key}>
            <th scope="row">{safeText(choiceWords(of, key))}</th>
            <td>{votes}</td>
            <td aria-hidden>
              <progress className="ballot-bar" max={Math.max(cast, 1)} value={votes} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rounds({ of }: { of: BallotDetail }): ReactNode {
  const rounds = of.count?.rounds ?? [];
  if (rounds.length < 2) return null;
  return (
    <details>
      <summary>{t('Round by round')}</summary>
      <ol>
        {rounds.map(({ counts, out }) => (
          <li key={counts.map(({ key }) => key).join(' ')}>
            {counts
              .map(({ key, votes }) => `${safeText(choiceWords(of, key))}: ${String(votes)}`)
              .join('; ')}{' '}
            {out.length > 0 &&
              t('Out: {{names}}.', {
                names: listWords(out.map((key) => safeText(choiceWords(of, key)))),
              })}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Votes({ of }: { of: BallotDetail }): ReactNode {
  if (of.votes.length === 0) return null;
  return (
    <ul className="plain stack tight">
      {of.votes.map(({ organization, person, choice, words }) => (
        <li key={organization.id}>
          <PartyChip name={organization.name} /> <strong>{voteWords(of, choice)}</strong>{' '}
          <span className="quiet">{safeText(person.name)}</span>
          {words !== '' && <p className="decision-text">{safeText(words)}</p>}
        </li>
      ))}
    </ul>
  );
}
