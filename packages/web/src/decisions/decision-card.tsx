import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { safeText } from '../exchange/words.ts';
import type { Community, Decision } from '../kernel/contract.ts';
import { hubText, rich, t } from '../kernel/words.ts';
import { kindWords, outcomeWords } from './decision-words.ts';

interface DecisionProps {
  readonly of: Decision;
  readonly community: Community;
}

/** A decision as it is listed. */
export function DecisionCard({ of, community }: DecisionProps): ReactNode {
  return (
    <article className="panel stack tight">
      <h3>
        <Link
          to="/c/$community/decisions/$decision"
          params={{ community: community.slug, decision: of.id }}
        >
          {safeText(of.title)}
        </Link>
      </h3>
      <DecisionFacts of={of} community={community} />
    </article>
  );
}

/** How a decision came about, when, by whom, and what it stands beside. */
export function DecisionFacts({ of, community }: DecisionProps): ReactNode {
  return (
    <>
      <p className="row">
        <TlpPlate level={of.level} />
        <span className="tag">{kindWords(of.kind)}</span>
        {of.outcome !== undefined && (
          <span className="tag">
            {outcomeWords(of.outcome)}
            {of.chosen !== undefined && `: ${safeText(of.chosen)}`}
          </span>
        )}
        {of.replaced_by !== undefined && <span className="tag caution">{t('Replaced')}</span>}
      </p>
      <p className="small quiet">
        {rich('{{day}}, entered by {{person}} of {{organization}}.', {
          day: <TimeText at={of.decided_at} as="day" />,
          person: safeText(of.by.person.name),
          organization: hubText(of.by.organization.name),
        })}
      </p>
      <Links of={of} community={community} />
    </>
  );
}

function Links({ of, community }: DecisionProps): ReactNode {
  const { slug } = community;
  return (
    <>
      {of.replaced_by !== undefined && (
        <p className="small">
          {rich('Replaced by {{decision}}.', {
            decision: <DecisionLink to={of.replaced_by} community={community} />,
          })}
        </p>
      )}
      {of.replaces !== undefined && (
        <p className="small">
          {rich('It replaces {{decision}}.', {
            decision: <DecisionLink to={of.replaces} community={community} />,
          })}
        </p>
      )}
      {of.paper !== undefined && (
        <p className="small">
          {rich('It rests on {{paper}}, version {{n}}.', {
            n: String(of.paper.n),
            paper: (
              <Link
                to="/c/$community/papers/$paper"
                params={{ community: slug, paper: of.paper.id }}
                search={{ version: of.paper.n }}
              >
                {safeText(of.paper.title)}
              </Link>
            ),
          })}
        </p>
      )}
      {of.ballot !== undefined && (
        <p className="small">
          {rich('It rests on the ballot {{ballot}}.', {
            ballot: (
              <Link
                to="/c/$community/ballots/$ballot"
                params={{ community: slug, ballot: of.ballot.id }}
              >
                {safeText(of.ballot.title)}
              </Link>
            ),
          })}
        </p>
      )}
    </>
  );
}

function DecisionLink({
  to,
  community,
}: {
  to: NonNullable<Decision['replaces']>;
  community: Community;
}): ReactNode {
  return (
    <Link
      to="/c/$community/decisions/$decision"
      params={{ community: community.slug, decision: to.id }}
    >
      {safeText(to.title)}
    </Link>
  );
}
