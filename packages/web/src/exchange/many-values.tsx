import { Link } from '@tanstack/react-router';
import { defang } from '@tocsin/stix';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { strictest } from '../design/strictest.ts';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { ValueChip } from '../design/value-chip.tsx';
import { useCommunities } from '../kernel/community.ts';
import { lookUpValues } from '../kernel/contract.ts';
import type { LookupResult } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { hubText, plural, t } from '../kernel/words.ts';
import { observableWords } from './words.ts';

/** Many values looked up at once: the known ones first. */
export function ManyValues({ values }: { values: readonly string[] }): ReactNode {
  // Sent as a body: what somebody looks for belongs in no log of addresses.
  const looked = useAnswer(lookUpValues, { body: { values: [...values] } });
  const results = looked.data?.results ?? [];
  const known = results.filter((one) => one.known);
  return (
    <div className="stack wide">
      <PageHead
        title={t('Look up')}
        tab={t('Look up')}
        lead={plural(values.length, { one: '1 value', other: '{{count}} values' })}
        levels={known.flatMap(({ hits }) => hits.map(({ marking }) => marking.level))}
      />
      <ProblemPanel error={looked.error} />
      {looked.isPending && <Loading what={t('Looking')} />}
      {looked.isSuccess && (
        <div className="panel stack">
          <p className="verdict" role="status">
            {t('{{known}} of {{all}} are known to your communities, as far as you may see.', {
              known: known.length,
              all: results.length,
            })}
          </p>
          <CopyAll known={known} unknown={results.filter((one) => !one.known)} />
          <div className="scrolls" tabIndex={0} role="region" aria-label={t('Values')}>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('Value')}</th>
                  <th scope="col">{t('Known from')}</th>
                  <th scope="col">{t('Marking')}</th>
                </tr>
              </thead>
              <tbody>
                {[...known, ...results.filter((one) => !one.known)].map((result) => (
                  <ValueRow key={result.value} result={result} />
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </div>
  );
}

/** All of them, or those nobody knows, to go on with elsewhere. */
function CopyAll({
  known,
  unknown,
}: {
  known: readonly LookupResult[];
  unknown: readonly LookupResult[];
}): ReactNode {
  return (
    <div className="row">
      {known.length > 0 && (
        <>
          <CopyButton text={linesOf(known, true)}>{t('Copy the known, defanged')}</CopyButton>
          <CopyButton text={linesOf(known, false)}>{t('Copy the known, live')}</CopyButton>
        </>
      )}
      {unknown.length > 0 && (
        <CopyButton text={linesOf(unknown, true)}>{t('Copy the unknown, defanged')}</CopyButton>
      )}
    </div>
  );
}

function linesOf(results: readonly LookupResult[], isDefanged: boolean): string {
  return results.map(({ value }) => (isDefanged ? defang(value) : value)).join('\n');
}

function ValueRow({ result }: { result: LookupResult }): ReactNode {
  const communities = useCommunities();
  const { kind, value, hits } = result;
  const level = strictest(hits.map(({ marking }) => marking.level));
  return (
    <tr>
      <td>
        <ValueChip {...(kind === undefined ? {} : { kind: observableWords(kind) })} value={value} />
      </td>
      <td>
        {hits.length === 0 && <span className="quiet">{t('Not known')}</span>}
        <ul>
          {hits.slice(0, 3).map(({ id, origin, community }) => (
            <li key={id + community.id + origin.id}>
              <Link
                to="/c/$community/objects/$object"
                params={{
                  community:
                    communities.find((one) => one.id === community.id)?.slug ?? community.id,
                  object: id,
                }}
                search={{}}
              >
                {hubText(origin.name)}
              </Link>
            </li>
          ))}
        </ul>
        {hits.length > 3 && (
          <span className="small quiet">{t('and {{count}} more', { count: hits.length - 3 })}</span>
        )}
      </td>
      <td>{level !== undefined && <TlpPlate level={level} />}</td>
    </tr>
  );
}
