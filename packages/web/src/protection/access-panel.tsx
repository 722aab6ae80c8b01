import { IconCheck, IconHelp, IconLock, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { rich, t, word } from '../kernel/words.ts';
import './protection.css';
import { Explained } from '../design/explained.tsx';
import { HubWords } from '../design/hub-words.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import type { Access, ObjectDetail } from '../kernel/contract.ts';
import { Names } from './audience-sentence.tsx';
import { reachWords } from './reach-words.ts';

type Reshare = ObjectDetail['reshare'][number];

const SIGNS = { yes: IconCheck, no: IconX, ask: IconHelp, conditional: IconLock } as const;
const ACTS: Readonly<Record<Reshare['act'], string>> = {
  'show-colleague': word('Colleagues'),
  'give-client': word('Clients'),
  'give-provider': word('Service providers'),
  'sub-hub': word('Other communities on this hub'),
  'federated-hub': word('Other hubs'),
  'government-partner': word('Government'),
  public: word('The public'),
  'machine-export': word('Your tools'),
  'look-up-outside': word('Looking it up'),
  block: word('Blocking'),
  aggregate: word('Figures'),
  'name-source': word('Naming its source'),
  'notify-affected': word('Telling those it concerns'),
  resell: word('Selling it on'),
};
const VERDICTS = {
  yes: word('Yes'),
  no: word('No'),
  ask: word('Ask the source'),
  conditional: word('On a condition'),
};

interface AccessPanelProps {
  readonly object: ObjectDetail;
  /** More than the object itself says, once it was read. */
  readonly access: Access | undefined;
  readonly error: unknown;
  /** What stands below what one may do: asking the source for more. */
  readonly children?: ReactNode;
}

/** Who may see an object and why, and what I may do with it. All of it is the rule's own words. */
export function AccessPanel({ object, access, error, children }: AccessPanelProps): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="access">
      <h2 id="access">{t('Who may see this, and why')}</h2>
      <p>
        <TlpPlate level={object.marking.level} />{' '}
        {object.marking.declared !== undefined && (
          <span className="small quiet">
            {t('from the source’s “{{declared}}”', { declared: object.marking.declared })}
          </span>
        )}
      </p>
      <p>
        <HubWords>{object.marking.words}</HubWords>
      </p>
      <p>
        <strong>{t('You see it because:')}</strong> <HubWords>{object.access.words}</HubWords>
      </p>
      <ProblemPanel error={error} />
      {access !== undefined && <Details access={access} />}
      <h3>{t('What you may do with it')}</h3>
      <ReshareList rows={object.reshare} />
      {children}
    </section>
  );
}

/** What may be done with something, act by act. */
export function ReshareList({ rows }: { rows: readonly Reshare[] }): ReactNode {
  const lines = together(rows);
  return (
    <>
      {lines.length > 1 && (
        <p className="small quiet">
          {t('Point at an answer, or move to it by keyboard, to read why.')}
        </p>
      )}
      <ul className="verbs columns">
        {lines.map((row) => (
          <ReshareLine key={row.act} row={row} />
        ))}
      </ul>
    </>
  );
}

interface Line extends Reshare {
  readonly name: string | undefined;
}

/** One line for every act, or a single one when the same is said of all. */
function together(rows: readonly Reshare[]): Line[] {
  const [first] = rows;
  if (first !== undefined && rows.every(({ words }) => words === first.words)) {
    return [{ ...first, name: undefined }];
  }
  return rows.map((row) => ({ ...row, name: t(ACTS[row.act]) }));
}

function ReshareLine({ row }: { row: Line }): ReactNode {
  const Sign = SIGNS[row.verdict];
  const verdict = t(VERDICTS[row.verdict]);
  return (
    <li data-verdict={row.verdict}>
      <Sign size={18} aria-hidden="true" />
      {row.name === undefined ? (
        <span>
          <strong>{verdict}</strong>: <HubWords>{row.words}</HubWords>
        </span>
      ) : row.verdict === 'conditional' ? (
        // Half an answer: the condition is the other half.
        <span>
          {row.name}: <strong>{verdict}</strong>. <HubWords>{row.words}</HubWords>
        </span>
      ) : (
        <span>
          {row.name}:{' '}
          <Explained meaning={<HubWords>{row.words}</HubWords>}>
            <strong>{verdict}</strong>
          </Explained>
        </span>
      )}
    </li>
  );
}

function Details({ access }: { access: Access }): ReactNode {
  return (
    <>
      <Sentences title={t('Whom it is for')} items={access.audience} />
      <Sentences title={t('What its source asks beyond that')} items={access.limits} />
      {access.changes.map(({ at, level }) => (
        <p key={at}>
          {rich('Becomes {{plate}} {{time}}.', {
            plate: <TlpPlate level={level} />,
            time: <TimeText at={at} />,
          })}
        </p>
      ))}
      {access.reach !== undefined && (
        <div className="audience">
          <p>{reachWords(access.reach, access.marking.level)}</p>
          <Names count={access.reach} />
        </div>
      )}
    </>
  );
}

function Sentences({ title, items }: { title: string; items: readonly string[] }): ReactNode {
  if (items.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {items.map((words) => (
          <li key={words}>
            <HubWords>{words}</HubWords>
          </li>
        ))}
      </ul>
    </div>
  );
}
