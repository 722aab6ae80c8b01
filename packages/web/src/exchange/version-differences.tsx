import { differencesOf } from '@tocsin/stix';
import type { Difference } from '@tocsin/stix';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { isProblem } from '../kernel/client.ts';
import { showObject } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { plural, t, word } from '../kernel/words.ts';
import { ConfirmHint } from '../protection/confirm-hint.tsx';
import { safeText } from './words.ts';

interface VersionDifferencesProps {
  readonly id: string;
  readonly community: Community;
  readonly older: string;
  readonly newer: string;
}

const CHANGES = {
  added: word('Added'),
  removed: word('Taken out'),
  changed: word('Changed'),
} as const;
const VALUE_SHOWN = 400;

/** Two versions compared, change by change: in words, and where in the object. */
export function VersionDifferences(props: VersionDifferencesProps): ReactNode {
  const { id, community, older, newer } = props;
  const params = { community: community.id, id };
  const before = useAnswer(showObject, { params, query: { version: older } });
  const after = useAnswer(showObject, { params, query: { version: newer } });
  const found = useMemo(
    () =>
      before.data === undefined || after.data === undefined
        ? undefined
        : differencesOf(before.data.object, after.data.object),
    [before.data, after.data],
  );
  if (found === undefined) {
    const shut = [before, after].findIndex(({ error }) => isProblem(error, 'attestation-needed'));
    if (shut >= 0) return <ConfirmHint id={id} version={shut === 0 ? older : newer} />;
    return (
      <>
        <ProblemPanel error={before.error ?? after.error} />
        {(before.isPending || after.isPending) && <Loading />}
      </>
    );
  }
  const { items, complete: isComplete } = found;
  return (
    <>
      <p role="status">
        {items.length === 0
          ? t('They say the same.')
          : plural(items.length, { one: '1 difference.', other: '{{count}} differences.' })}
        {!isComplete && ` ${t('There are more than are shown.')}`}
      </p>
      <DifferenceTable items={items} />
    </>
  );
}

/** Each difference: where, what stood there, what stands there now. */
export function DifferenceTable({ items }: { items: readonly Difference[] }): ReactNode {
  if (items.length === 0) return null;
  return (
    <div className="scrolls" tabIndex={0} role="region" aria-label={t('Differences')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('What')}</th>
            <th scope="col">{t('Before')}</th>
            <th scope="col">{t('After')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <DifferenceRow key={one.path} difference={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DifferenceRow({ difference }: { difference: Difference }): ReactNode {
  const { path, change } = difference;
  return (
    <tr>
      <td>
        {t(CHANGES[change])}: {nameOf(path)}
        <div className="small quiet mono">{path}</div>
      </td>
      <td>{change === 'added' ? t('nothing') : shown(difference.old)}</td>
      <td>{change === 'removed' ? t('nothing') : shown(difference.new)}</td>
    </tr>
  );
}

/** The property a path begins with, as people write it. */
function nameOf(path: string): string {
  return (path.split('/')[1] ?? path).replaceAll(/_(refs?)$/g, '').replaceAll('_', ' ');
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = safeText(text);
  return safe.length > VALUE_SHOWN ? `${safe.slice(0, VALUE_SHOWN)} …` : safe;
}
