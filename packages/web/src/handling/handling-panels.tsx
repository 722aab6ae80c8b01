import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { showHandling } from '../kernel/contract.ts';
import type { Community, Handling } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { hubText, plural, rich, t } from '../kernel/words.ts';
import { copyWords, wayWords } from './handling-words.ts';
import { RecallPanel } from './recall-panel.tsx';

/** Who opened, copied and was sent an object, and what became of taking it back: for its source alone. */
export function HandlingPanels({ id, community }: { id: string; community: Community }): ReactNode {
  const handling = useAnswer(showHandling, { params: { community: community.id, id } });
  return (
    <>
      <ProblemPanel error={handling.error} onRetry={() => void handling.refetch()} />
      {handling.isPending && <Loading />}
      {handling.data !== undefined && <Panels handling={handling.data} />}
    </>
  );
}

function Panels({ handling }: { handling: Handling }): ReactNode {
  const { opened, confirmed, copies, sent, recall } = handling;
  return (
    <>
      {recall !== undefined && <RecallPanel recall={recall} />}
      <section className="panel stack" aria-labelledby="opened">
        <h2 id="opened">{t('Opened by')}</h2>
        <p className="small quiet">
          {t(
            'Only you, its source, see this. Times are rounded to the hour, and an entry is deleted after {{days}} days. People are named where they opened it at TLP:RED.',
            { days: handling.kept_days },
          )}
        </p>
        {opened.length === 0 ? (
          <p className="quiet">{t('Nobody has opened it while it was AMBER or RED.')}</p>
        ) : (
          <Opened opened={opened} />
        )}
      </section>
      {confirmed.length > 0 && <Confirmed confirmed={confirmed} />}
      {copies.length > 0 && <Copies copies={copies} />}
      {sent.length > 0 && <Sent sent={sent} />}
    </>
  );
}

function Opened({ opened }: Pick<Handling, 'opened'>): ReactNode {
  return (
    <Table
      label={t('Openings')}
      head={[t('Organization'), t('Who'), t('How'), t('First'), t('Last')]}
    >
      {opened.map((line) => (
        <tr key={`${line.organization.id} ${line.way} ${line.person?.id ?? ''}`}>
          <td>{hubText(line.organization.name)}</td>
          <td>{line.person === undefined ? countWords(line) : <PartyChip {...line.person} />}</td>
          <td>{wayWords(line.way)}</td>
          <td>
            <DateTime at={line.first_at} />
          </td>
          <td>
            <DateTime at={line.last_at} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function countWords({ persons, programs }: Handling['opened'][number]): string {
  const parts: string[] = [];
  if (persons > 0) parts.push(plural(persons, { one: '1 person', other: '{{count}} persons' }));
  if (programs > 0) parts.push(plural(programs, { one: '1 program', other: '{{count}} programs' }));
  return parts.join(', ');
}

function Confirmed({ confirmed }: Pick<Handling, 'confirmed'>): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="confirmed">
      <h2 id="confirmed">{t('Confirmed before opening')}</h2>
      <p className="small quiet">
        {t(
          'They were told what the marking means and what they may do, and confirmed that they handle it so.',
        )}
      </p>
      <Table
        label={t('Confirmations')}
        head={[t('Organization'), t('Who'), t('Marked'), t('First'), t('Last')]}
      >
        {confirmed.map((line) => (
          <tr key={`${line.organization.id} ${line.level} ${line.person?.id ?? ''}`}>
            <td>{hubText(line.organization.name)}</td>
            <td>
              {line.person === undefined ? (
                plural(line.persons, { one: '1 person', other: '{{count}} persons' })
              ) : (
                <PartyChip {...line.person} />
              )}
            </td>
            <td>
              <TlpPlate level={line.level} />
            </td>
            <td>
              <DateTime at={line.first_at} />
            </td>
            <td>
              <DateTime at={line.last_at} />
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Copies({ copies }: Pick<Handling, 'copies'>): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="copies">
      <h2 id="copies">{t('Copies taken')}</h2>
      <p className="small quiet">
        {t(
          'The number stands in the copy itself: with it you know whose copy you have before you.',
        )}
      </p>
      <Table
        label={t('Copies')}
        head={[t('Organization'), t('Who'), t('What'), t('When'), t('Number')]}
      >
        {copies.map((copy) => (
          <tr key={copy.id}>
            <td>{hubText(copy.organization.name)}</td>
            <td>
              {copy.person === undefined ? t('A program') : <PartyChip name={copy.person.name} />}
            </td>
            <td>
              {copyWords(copy)}
              {copy.reason !== undefined && (
                <div className="small quiet">
                  {t('Given to a client: {{reason}}', { reason: copy.reason })}
                </div>
              )}
            </td>
            <td>
              <DateTime at={copy.at} />
            </td>
            <td className="mono small">{copy.id}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Sent({ sent }: Pick<Handling, 'sent'>): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="sent">
      <h2 id="sent">{t('Sent to')}</h2>
      <ul className="plain stack tight">
        {sent.map(({ organization, way, at }) => (
          <li key={`${organization.id} ${way}`}>
            {rich('{{name}}, {{way}}, first {{time}}', {
              name: <strong>{hubText(organization.name)}</strong>,
              way: wayWords(way),
              time: <DateTime at={at} />,
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TableProps {
  readonly label: string;
  readonly head: readonly string[];
  readonly children: ReactNode;
}

/** A table that scrolls by itself where a screen is narrow. */
function Table({ label, head, children }: TableProps): ReactNode {
  return (
    <div className="scrolls" role="region" aria-label={label} tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            {head.map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
