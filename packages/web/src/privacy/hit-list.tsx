import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { titleWords } from '../exchange/title-words.ts';
import { wayWords } from '../handling/handling-words.ts';
import type { Community, SubjectHits, SubjectRequest } from '../kernel/contract.ts';
import { hubText, plural, t } from '../kernel/words.ts';
import { HitActs } from './hit-acts.tsx';

interface HitListProps {
  readonly hits: SubjectHits;
  readonly community: Community;
  /** The request it was looked for; absent where another organization asks. */
  readonly of?: SubjectRequest;
}

/** Where the values stand; of one's own also where it went. */
export function HitList({ hits, community, of }: HitListProps): ReactNode {
  return (
    <div className="stack tight" role="status">
      <p>
        <strong>
          {plural(hits.items.length, {
            one: 'Found in 1 object that you may read',
            other: 'Found in {{count}} objects that you may read',
          })}
        </strong>{' '}
        {hits.more && t('There are more: take values that say more.')}
      </p>
      <p className="small quiet">{t('What you may not read was not looked at.')}</p>
      <ul className="plain stack tight">
        {hits.items.map((hit) => (
          <li key={hit.id}>
            <TlpPlate level={hit.level} />{' '}
            <Link
              to="/c/$community/objects/$object"
              params={{ community: community.slug, object: hit.id }}
            >
              {titleWords(hit)}
            </Link>{' '}
            <span className="small quiet">
              {hubText(hit.source.name)},{' '}
              {plural(hit.versions.length, { one: '1 version', other: '{{count}} versions' })}
            </span>
            <WentTo hit={hit} />
            <HitActs hit={hit} community={community} of={of} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type Hit = SubjectHits['items'][number];
type Way = Parameters<typeof wayWords>[0];

function WentTo({ hit }: { hit: Hit }): ReactNode {
  const { went_to: went } = hit;
  if (went === undefined) return null;
  if (went.length === 0) return <p className="small">{t('It went to nobody.')}</p>;
  return (
    <p className="small">
      {t('It went to:')}{' '}
      {went
        .map(
          ({ organization, ways }) =>
            `${hubText(organization.name)} (${ways.map((way) => wayWords(way as Way)).join(', ')})`,
        )
        .join('; ')}
    </p>
  );
}
