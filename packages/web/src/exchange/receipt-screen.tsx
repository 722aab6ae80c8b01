import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { numberWords, rich, t, word } from '../kernel/words.ts';
import './exchange.css';
import { CopyButton } from '../design/copy-button.tsx';
import { HubWords } from '../design/hub-words.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { useCommunity } from '../kernel/community.ts';
import { listObjects, showReceipt } from '../kernel/contract.ts';
import type { Receipt } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { ReviewNote } from './receipt-review.tsx';
import { receiptText } from './receipt-text.ts';
import { ShieldSection } from './receipt-shield.tsx';
import { contributionTitle } from './title-words.ts';
import { FATES, safeText, typeOfStixId, typeWords } from './words.ts';
import type { Fate } from './words.ts';

type Line = Receipt['lines'][number];

const STEP = 100;

/** What became of a share, object by object. */
export function ReceiptScreen(): ReactNode {
  const { receipt: id } = useParams({ from: '/inside/c/$community/shares/$receipt' });
  const receipt = useAnswer(showReceipt, { params: { contribution: id } }, { staleTime: 0 });
  if (receipt.data === undefined) {
    return (
      <>
        <PageHead title={t('Receipt')} tab={t('Receipt')} />
        <ProblemPanel error={receipt.error} onRetry={() => void receipt.refetch()} />
        {receipt.isPending && <Loading />}
      </>
    );
  }
  return <ReceiptPage receipt={receipt.data} />;
}

function ReceiptPage({ receipt }: { receipt: Receipt }): ReactNode {
  const community = useCommunity();
  const [only, setOnly] = useState<Fate>();
  const [shown, setShown] = useState(STEP);
  const titles = useTitles(receipt);
  const lines = valuesFirst(receipt.lines).filter(
    ({ fate }) => only === undefined || fate === only,
  );
  return (
    <div className="stack wide">
      <PageHead
        title={contributionTitle(receipt)}
        tab={t('Receipt')}
        lead={
          <>
            {rich('Receipt of your share, {{time}}. Only your organization sees it. {{sum}}', {
              time: <TimeText at={receipt.at} />,
              sum: sumWords(receipt),
            })}
          </>
        }
        levels={receipt.lines.map(({ level }) => level)}
      />
      <ReviewNote receipt={receipt} community={community.slug} />
      <Counts receipt={receipt} only={only} onOnly={setOnly} />
      {(receipt.review === undefined || receipt.lines.length > 0) && (
        <LineTable lines={lines.slice(0, shown)} {...{ only, titles }} community={community.slug} />
      )}
      <ShieldSection receipt={receipt} />
      <NextSteps receipt={receipt} />
      <div className="row">
        {lines.length > shown && (
          <Button variant="default" onClick={() => setShown(shown + STEP)}>
            {t('Show more of {{count}}', { count: lines.length })}
          </Button>
        )}
        <WaysOn receipt={receipt} titles={titles} community={community.slug} />
      </div>
    </div>
  );
}

/** What somebody shared comes first; the object that says who they are went along with it. */
function valuesFirst(lines: readonly Line[]): Line[] {
  return [...lines.filter((line) => !saysWho(line)), ...lines.filter(saysWho)];
}

function saysWho({ id, problems }: Line): boolean {
  return id !== undefined && typeOfStixId(id) === 'identity' && problems.length === 0;
}

interface LineTableProps {
  readonly lines: readonly Line[];
  readonly only: Fate | undefined;
  readonly titles: ReadonlyMap<string, string>;
  readonly community: string;
}

function LineTable({ lines, only, titles, community }: LineTableProps): ReactNode {
  return (
    <section aria-label={t('Object by object')} className="scrolls panel" tabIndex={0}>
      <table className="plain-table">
        <caption>
          {only === undefined
            ? t('Object by object')
            : t('Object by object: {{fate}}', { fate: t(FATES[only].label) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('No.')}</th>
            <th scope="col">{t('Object')}</th>
            <th scope="col">{t('What became of it')}</th>
            <th scope="col">{t('Marking')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <LineRow
              key={line.index}
              line={line}
              title={titles.get(line.id ?? '')}
              community={community}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface WaysOnProps {
  readonly receipt: Receipt;
  readonly titles: ReadonlyMap<string, string>;
  readonly community: string;
}

function WaysOn({ receipt, titles, community }: WaysOnProps): ReactNode {
  return (
    <>
      <CopyButton text={receiptText(receipt, titles)}>{t('Copy as text')}</CopyButton>
      <Link to="/c/$community/shares" params={{ community }}>
        {t('Our shares')}
      </Link>
      <Link to="/c/$community/share" params={{ community }}>
        {t('Share something else')}
      </Link>
      <Link to="/c/$community/intelligence" params={{ community }} search={{}}>
        {t('Go to Intelligence')}
      </Link>
    </>
  );
}

/** What whoever sent it can do now, by what became of it. */
function NextSteps({ receipt }: { receipt: Receipt }): ReactNode {
  const steps = fates().filter((fate) => NEXT[fate] !== '' && countOf(receipt, fate) > 0);
  if (steps.length === 0) return null;
  return (
    <section className="panel note stack tight" aria-labelledby="next">
      <h2 id="next">{t('What to do next')}</h2>
      <ul className="stack tight">
        {steps.map((fate) => (
          <li key={fate}>
            <strong>{t(FATES[fate].label)}:</strong> {t(NEXT[fate])}
          </li>
        ))}
      </ul>
    </section>
  );
}

const NEXT: Readonly<Record<Fate, string>> = {
  refused: word(
    'Correct what the lines name, and share only these objects again: what is kept stays kept.',
  ),
  quarantined: word(
    'Only your organization sees it. Share a newer version that does not contradict the first, or take the first back.',
  ),
  held: word(
    'Nothing: it goes out by itself when what it points at has arrived. Share that if you have it.',
  ),
  kept: '',
  'already-here': '',
};

interface CountsProps {
  readonly receipt: Receipt;
  readonly only: Fate | undefined;
  readonly onOnly: (fate: Fate | undefined) => void;
}

function Counts({ receipt, only, onOnly }: CountsProps): ReactNode {
  const present = fates().filter((fate) => countOf(receipt, fate) > 0);
  return (
    <div className="stack tight">
      <dl className="counts">
        {present.map((fate) => (
          <div key={fate} title={t(FATES[fate].words)}>
            <dt>{t(FATES[fate].label)}</dt>
            <dd>{numberWords(countOf(receipt, fate))}</dd>
          </div>
        ))}
      </dl>
      {present.length > 1 && (
        <div className="row" role="group" aria-label={t('Show only')}>
          {present.map((fate) => (
            <Button
              key={fate}
              size="compact-sm"
              variant={only === fate ? 'filled' : 'default'}
              aria-pressed={only === fate}
              onClick={() => onOnly(only === fate ? undefined : fate)}
            >
              {t('{{fate}} only', { fate: t(FATES[fate].label) })}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

interface LineRowProps {
  readonly line: Line;
  readonly title: string | undefined;
  readonly community: string;
}

function LineRow({ line, title, community }: LineRowProps): ReactNode {
  const { id, fate } = line;
  const isHere = (fate === 'kept' || fate === 'already-here') && id !== undefined;
  const fateWords = FATES[fate];
  return (
    <tr>
      <td className="quiet">{line.index + 1}</td>
      <td>
        {isHere ? (
          <Link to="/c/$community/objects/$object" params={{ community, object: id }} search={{}}>
            {title === undefined || title === '' ? typeWords(typeOfStixId(id)) : safeText(title)}
          </Link>
        ) : (
          <span>{id === undefined ? t('No id') : typeWords(typeOfStixId(id))}</span>
        )}
        {id !== undefined && (
          <div className="small quiet">
            {typeWords(typeOfStixId(id))} <span className="mono">{id.split('--')[1]}</span>
          </div>
        )}
        {saysWho(line) && (
          <p className="small quiet">{t('It says who somebody is; the list leaves it out.')}</p>
        )}
      </td>
      <td>
        <span className={`tag ${fateWords.tone}`}>{t(fateWords.label)}</span>
        {line.problems.length === 0 && fate !== 'kept' && (
          <p className="small quiet">{t(fateWords.words)}</p>
        )}
        <Problems problems={line.problems} />
      </td>
      <td>{line.level !== undefined && <TlpPlate level={line.level} />}</td>
    </tr>
  );
}

/** Receipts know ids; what they are called is read like everything else, as far as the reader may. */
function useTitles(receipt: Receipt): ReadonlyMap<string, string> {
  const objects = useAnswer(listObjects, {
    params: { community: receipt.community },
    query: { contribution: receipt.id, limit: '500' },
  });
  return new Map((objects.data?.items ?? []).map(({ id, title }) => [id, title]));
}

function Problems({ problems }: { problems: Line['problems'] }): ReactNode {
  if (problems.length === 0) return null;
  return (
    <ul className="small">
      {problems.map((problem) => (
        <li key={problem.path + problem.rule + problem.message}>
          <HubWords>{problem.message}</HubWords>
          <span className="quiet">
            {problem.path !== '' && ` ${t('at {{path}}', { path: problem.path })}`}
            {problem.section !== '' && ` (${problem.section})`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function sumWords(receipt: Receipt): string {
  if (receipt.review !== undefined && receipt.review.state !== 'released') {
    return t('Nothing of it has left your organization.');
  }
  if (receipt.atomic_refused) {
    return t('Nothing was kept, because all or nothing was asked for and something was refused.');
  }
  const { refused, quarantined, held } = receipt.counts;
  const open = refused + quarantined + held;
  if (receipt.lines.length === 0) return t('There was nothing in it that could be kept.');
  if (open === 0) return t('All of it is in place.');
  return t('Look at what was not simply kept: each line says why, and what to do.');
}

function fates(): Fate[] {
  return ['refused', 'quarantined', 'held', 'kept', 'already-here'];
}

function countOf({ counts }: Receipt, fate: Fate): number {
  return fate === 'already-here' ? counts.already_here : counts[fate];
}
