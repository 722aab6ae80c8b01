import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { ValueChip } from '../design/value-chip.tsx';
import { useCommunities } from '../kernel/community.ts';
import { lookUpValues } from '../kernel/contract.ts';
import type { Community, LookupResult } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { hubText, plural, t } from '../kernel/words.ts';
import { asFilter } from './as-filter.ts';
import { reportersOf } from './reporters.ts';
import { titleWords } from './title-words.ts';
import { observableWords, typeWords } from './words.ts';

/** One value looked up: whether I have it, from whom, in which of my communities. */
export function OneValue({ community, value }: { community: Community; value: string }): ReactNode {
  // Sent as a body: what somebody looks for belongs in no log of addresses.
  const looked = useAnswer(lookUpValues, { body: { values: [value] } });
  const result = looked.data?.results[0];
  return (
    <div className="stack wide">
      <PageHead
        title={t('Look up')}
        tab={t('Look up')}
        levels={result?.hits.map(({ marking }) => marking.level) ?? []}
      />
      <ProblemPanel error={looked.error} />
      {looked.isPending && <Loading what={t('Looking')} />}
      {result !== undefined && <Answer result={result} />}
      {result !== undefined && (
        <p>
          <Link
            to="/c/$community/intelligence"
            params={{ community: community.slug }}
            search={{ filter: asFilter(`"${value.replaceAll(/["\\]/g, ' ')}"`) }}
          >
            {t('Show what mentions it in {{name}}', { name: community.name })}
          </Link>
        </p>
      )}
      {result?.known === false && <NothingKnown community={community} />}
    </div>
  );
}

function NothingKnown({ community }: { community: Community }): ReactNode {
  return (
    <EmptyState
      title={t('Nothing you may see has this')}
      action={
        <Link to="/c/$community/share" params={{ community: community.slug }}>
          {t('Share it yourself')}
        </Link>
      }
    >
      {t('That says nothing about the world: others may know it and not have shared it with you.')}
    </EmptyState>
  );
}

function Answer({ result }: { result: LookupResult }): ReactNode {
  const communities = useCommunities();
  const { kind, value, hits, known: isKnown } = result;
  return (
    <section className="panel stack" aria-labelledby="answer">
      <h2 id="answer" className="unseen">
        {t('The value')}
      </h2>
      <p>
        <ValueChip {...(kind === undefined ? {} : { kind: observableWords(kind) })} value={value} />
      </p>
      <p className="verdict" role="status">
        {isKnown ? knownWords(result) : t('Not known to your communities, as far as you may see.')}
      </p>
      {hits.length > 0 && (
        <div className="scrolls">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('In')}</th>
                <th scope="col">{t('Source')}</th>
                <th scope="col">{t('Community')}</th>
                <th scope="col">{t('Since')}</th>
                <th scope="col">{t('Marking')}</th>
              </tr>
            </thead>
            <tbody>
              {hits.map((hit) => (
                <tr key={hit.id + hit.community.id + hit.origin.id}>
                  <td>
                    <Link
                      to="/c/$community/objects/$object"
                      params={{
                        community: slugOf(communities, hit.community.id),
                        object: hit.id,
                      }}
                      search={{}}
                    >
                      {titleWords(hit)}
                    </Link>
                    <div className="small quiet">{typeWords(hit.type)}</div>
                  </td>
                  <td>{hubText(hit.origin.name)}</td>
                  <td>{hit.community.name}</td>
                  <td>
                    <TimeText at={hit.date_added} />
                  </td>
                  <td>
                    <TlpPlate level={hit.marking.level} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function knownWords({ hits }: LookupResult): string {
  const { named, hasAliases, isCorroborated } = reportersOf(hits.map(({ origin }) => origin.id));
  if (named === 0) {
    return t('Known: you have it under pseudonyms only, which may be of one member.');
  }
  const known = plural(named, {
    one: 'Known: you have it from one organization.',
    other: 'Known: you have it from {{count}} organizations.',
  });
  return [
    known,
    ...(isCorroborated ? [t('Reported by at least 3 distinct members.')] : []),
    ...(hasAliases ? [t('It also came under pseudonyms, which may be of the same members.')] : []),
  ].join(' ');
}

function slugOf(communities: readonly Community[], id: string): string {
  return communities.find((one) => one.id === id)?.slug ?? id;
}
