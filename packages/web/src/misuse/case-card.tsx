import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { DateTime, TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { titleWords } from '../exchange/title-words.ts';
import { safeText } from '../exchange/words.ts';
import type { Community, MisuseCase } from '../kernel/contract.ts';
import { hubText, rich, t } from '../kernel/words.ts';
import { CaseStep } from './case-step.tsx';
import { caseStateWords, ruleWords, sideWords } from '../protection/misuse-words.ts';

interface CaseCardProps {
  readonly of: MisuseCase;
  readonly community: Community;
}

/** One case, as far as the reader's side sees it, with the next step when it is theirs. */
export function CaseCard({ of, community }: CaseCardProps): ReactNode {
  const { object } = of;
  return (
    <article className="panel stack tight">
      <h3>
        {object.title === undefined ? (
          <span className="quiet">{t('Something you do not see')}</span>
        ) : (
          <Link
            to="/c/$community/objects/$object"
            params={{ community: community.slug, object: object.id }}
          >
            {titleWords({ type: object.id.split('--')[0] ?? '', title: object.title })}
          </Link>
        )}
      </h3>
      <p>
        {object.level !== undefined && <TlpPlate level={object.level} />}{' '}
        <span className="tag">{caseStateWords(of.state)}</span>{' '}
        <span className="tag">{sideWords(of.side)}</span>
      </p>
      <Facts of={of} />
      <Steps of={of} />
      {of.may.length > 0 && <CaseStep of={of} community={community} />}
    </article>
  );
}

function Facts({ of }: { of: MisuseCase }): ReactNode {
  const { against, reporter } = of;
  return (
    <dl className="facts">
      <dt>{t('What is wrong')}</dt>
      <dd>{ruleWords(of.rule)}</dd>
      <dt>{t('Source')}</dt>
      <dd>
        <PartyChip name={of.source.name} />
      </dd>
      {against !== undefined && (
        <>
          <dt>{t('Who did it')}</dt>
          <dd>
            {against.organization === undefined && against.words === undefined && t('Not known')}
            {against.organization !== undefined && (
              <PartyChip name={against.organization.name} />
            )}{' '}
            {against.words !== undefined && safeText(against.words)}
          </dd>
        </>
      )}
      {reporter !== undefined && (
        <>
          <dt>{t('Reported by')}</dt>
          <dd>
            <PartyChip name={reporter.person.name} />
            <div className="small quiet">{hubText(reporter.organization.name)}</div>
          </dd>
        </>
      )}
      <dt>{t('Object')}</dt>
      <dd className="small mono">{object(of)}</dd>
    </dl>
  );
}

function object({ object: { id, version } }: MisuseCase): string {
  return `${id} ${version}`;
}

function Steps({ of }: { of: MisuseCase }): ReactNode {
  return (
    <ol className="plain stack tight">
      {of.steps.map((step) => (
        <li key={`${step.state} ${step.at}`}>
          <strong>{caseStateWords(step.state)}</strong>{' '}
          <span className="quiet">
            <TimeText at={step.at} />
            {step.by !== undefined && ` · ${safeText(step.by)}`}
          </span>
          {step.words !== undefined && <div className="said">{safeText(step.words)}</div>}
          {step.contained !== undefined && (
            <div className="said">
              {t('So that it goes no further: {{words}}', { words: safeText(step.contained) })}
            </div>
          )}
          {step.until !== undefined && (
            <div>{rich('Until {{time}}.', { time: <DateTime at={step.until} /> })}</div>
          )}
        </li>
      ))}
    </ol>
  );
}
