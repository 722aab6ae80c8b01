import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { DateTime, dateTimeWords, TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import type { Access, Community, ObjectDetail, ObjectRow } from '../kernel/contract.ts';
import { hubText, nameWithin, plural, rich, t, word } from '../kernel/words.ts';
import { VersionDifferences } from './version-differences.tsx';

interface ObjectHistoryProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  readonly versions: readonly ObjectRow[];
  readonly access: Access | undefined;
}

const WAYS = {
  web: word('in the app'),
  api: word('by the API'),
  taxii: word('by TAXII'),
  stream: word('by live stream'),
  cli: word('by the command line'),
} as const;

/** What it was, what it is marked and will be, and to whom it went. */
export function ObjectHistory({
  object,
  community,
  versions,
  access,
}: ObjectHistoryProps): ReactNode {
  return (
    <div className="stack">
      <Versions object={object} community={community} versions={versions} />
      {versions.length > 1 && <Compare object={object} community={community} versions={versions} />}
      <Markings object={object} versions={versions} access={access} />
      {access?.deliveries !== undefined && <Deliveries deliveries={access.deliveries} />}
    </div>
  );
}

function Versions({ object, community, versions }: Omit<ObjectHistoryProps, 'access'>): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="versions">
      <h2 id="versions">{t('Versions')}</h2>
      {versions.length < 2 && (
        <p className="quiet">
          {t(
            'There is one version. When its source changes it, the older ones stay here to be compared.',
          )}
        </p>
      )}
      <ol className="stack tight">
        {versions.map((row, index) => (
          <li key={row.version + row.origin.id} className="row spread">
            <span>
              <Link
                to="/c/$community/objects/$object"
                params={{ community: community.slug, object: object.id }}
                search={index === 0 ? {} : { version: row.version }}
                {...(row.version === object.version ? { 'aria-current': 'true' as const } : {})}
              >
                <DateTime at={row.version} />
              </Link>
              <span className="small quiet">
                {' '}
                {rich('by {{name}}, here {{time}}', {
                  name: nameWithin(row.origin.name),
                  time: <TimeText at={row.date_added} />,
                })}
              </span>{' '}
              {row.version === object.version && <span className="tag">{t('Shown')}</span>}{' '}
              {row.revoked && <span className="tag bad">{t('taken back')}</span>}
            </span>
            <TlpPlate level={row.marking.level} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Compare({ object, community, versions }: Omit<ObjectHistoryProps, 'access'>): ReactNode {
  const names = [...new Set(versions.map(({ version }) => version))];
  const [older, setOlder] = useState(names[1] ?? '');
  const [newer, setNewer] = useState(names[0] ?? '');
  const choices = names.map((version) => ({
    value: version,
    label: dateTimeWords(version),
  }));
  return (
    <section className="panel stack" aria-labelledby="compare">
      <h2 id="compare">{t('What changed')}</h2>
      <div className="choice">
        <NativeSelect
          label={t('From')}
          value={older}
          onChange={(event) => setOlder(event.currentTarget.value)}
          data={choices}
        />
        <NativeSelect
          label={t('To')}
          value={newer}
          onChange={(event) => setNewer(event.currentTarget.value)}
          data={choices}
        />
      </div>
      <VersionDifferences id={object.id} community={community} older={older} newer={newer} />
    </section>
  );
}

/** Changes of marking as far as this reader may know: by version until now, and those set in advance. */
function Markings({ object, versions, access }: Omit<ObjectHistoryProps, 'community'>): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="markings">
      <h2 id="markings">{t('Marking')}</h2>
      <ol className="stack tight">
        {[...versions].reverse().map(({ version, marking, date_added: at }) => (
          <li key={version + at}>
            {rich('The version of {{version}} is marked {{plate}}.', {
              version: <DateTime at={version} />,
              plate: <TlpPlate level={marking.level} />,
            })}
            {marking.declared !== undefined && (
              <span className="small quiet">
                {' '}
                {t('from the source’s “{{declared}}”', { declared: marking.declared })}
              </span>
            )}
          </li>
        ))}
        {access?.changes.map(({ at, level }) => (
          <li key={at}>
            {rich('From {{time}} it is {{plate}}.', {
              time: <DateTime at={at} />,
              plate: <TlpPlate level={level} />,
            })}
          </li>
        ))}
        {access?.until !== undefined && (
          <li>
            {rich('From {{time}} only its source reads it.', {
              time: <DateTime at={access.until} />,
            })}
          </li>
        )}
      </ol>
      {access?.changes.length === 0 && access.until === undefined && (
        <p className="small quiet">
          {t('No change of marking is set for {{level}}.', { level: object.marking.text })}
        </p>
      )}
    </section>
  );
}

function Deliveries({ deliveries }: { deliveries: NonNullable<Access['deliveries']> }): ReactNode {
  const count = new Set(deliveries.map(({ organization }) => organization.id)).size;
  return (
    <section className="panel stack" aria-labelledby="deliveries">
      <h2 id="deliveries">{t('Given to')}</h2>
      {deliveries.length === 0 ? (
        <p className="quiet">{t('Nobody has been given it yet.')}</p>
      ) : (
        <>
          <p>
            {plural(count, {
              one: 'One organization was given it. Only you, its source, see this list.',
              other: '{{count}} organizations were given it. Only you, its source, see this list.',
            })}
          </p>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('Organization')}</th>
                <th scope="col">{t('How')}</th>
                <th scope="col">{t('First at')}</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map(({ organization, way, at }) => (
                <tr key={organization.id + way}>
                  <td>{hubText(organization.name)}</td>
                  <td>{t(WAYS[way])}</td>
                  <td>
                    <DateTime at={at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
