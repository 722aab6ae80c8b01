import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { seenText } from '../design/seen-text.ts';
import { DateTime, TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import { showApplication } from '../kernel/contract.ts';
import type { Application, Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { sectorWords } from '../kernel/term-words.ts';
import { rich, t } from '../kernel/words.ts';
import { regionName } from '../membership/regions.ts';
import { ApplicationSaid } from './application-said.tsx';
import { ApplicationSteps } from './application-steps.tsx';
import { Checklist } from './checklist.tsx';
import { stateWords } from './joining-words.ts';
import { Thread } from './thread.tsx';
import './joining.css';

/** One application: who they are, what was checked and said, and what may be done next. */
export function ApplicationScreen(): ReactNode {
  const community = useCommunity();
  const { application: id } = useParams({ from: '/inside/c/$community/applications/$application' });
  const params = { community: community.id, application: id };
  const application = useAnswer(showApplication, { params });
  const { data } = application;
  return (
    <>
      <PageHead
        title={data === undefined ? t('An application') : safeText(data.applicant.name)}
        tab={t('Who wants to join')}
        lead={data === undefined ? '' : stateWords(data.state)}
      />
      <p>
        <Link to="/c/$community/applications" params={{ community: community.slug }}>
          {t('All who want to join')}
        </Link>
      </p>
      <ProblemPanel error={application.error} onRetry={() => void application.refetch()} />
      {application.isPending && <Loading />}
      {data !== undefined && <Whole of={data} community={community} />}
    </>
  );
}

function Whole({ of, community }: { of: Application; community: Community }): ReactNode {
  const { chair } = of;
  return (
    <div className="stack wide">
      <Who of={of} />
      {chair !== undefined && chair.alike.length > 0 && <Alike of={chair.alike} />}
      {chair?.appeal !== undefined && (
        <section className="panel caution stack tight" aria-labelledby="appeal">
          <h2 id="appeal">{t('Appeal')}</h2>
          <p className="written">{safeText(chair.appeal.words)}</p>
        </section>
      )}
      {chair !== undefined && <Decided of={chair} />}
      <ApplicationSteps of={of} community={community} />
      <Checklist of={of} community={community} />
      <ApplicationSaid of={of} community={community} />
      {chair !== undefined && (
        <section className="panel stack" aria-labelledby="questions">
          <h2 id="questions">{t('Between the chairs and the applicant')}</h2>
          <Thread of={chair.thread} />
        </section>
      )}
      {chair?.letter !== undefined && (
        <section className="panel stack" aria-labelledby="letter">
          <h2 id="letter">{t('Letter of intent')}</h2>
          <p className="letter">{chair.letter.text}</p>
          <p className="small quiet mono letter">
            {t('SHA-256 {{hash}}', { hash: chair.letter.sha256 })}
          </p>
        </section>
      )}
    </div>
  );
}

function Who({ of }: { of: Application }): ReactNode {
  const { applicant, window_until: until } = of;
  const about = [
    applicant.kind,
    ...applicant.sectors.map(sectorWords),
    ...applicant.countries.map(regionName),
  ];
  return (
    <section className="panel stack tight" aria-labelledby="who">
      <h2 id="who">{t('Who they are')}</h2>
      <p>{safeText(about.join(', '))}</p>
      {applicant.person !== undefined && (
        <p>
          {safeText(`${applicant.person}, ${applicant.role ?? ''}`)}{' '}
          <span className="quiet">{seenText(applicant.email ?? '')}</span>
        </p>
      )}
      {of.scope !== '' && (
        <p className="written">{t('Takes part: {{scope}}', { scope: safeText(of.scope) })}</p>
      )}
      {of.from !== '' && <p>{t('From {{day}}', { day: of.from })}</p>}
      {until !== undefined && of.state === 'window' && (
        <p>{rich('Members may speak until {{time}}.', { time: <DateTime at={until} /> })}</p>
      )}
      {of.chair !== undefined && of.chair.unsigned.length > 0 && (
        <p>
          {t('Still to be signed by them: {{titles}}', {
            titles: safeText(of.chair.unsigned.join(', ')),
          })}
        </p>
      )}
    </section>
  );
}

type ForChairs = NonNullable<Application['chair']>;

function Alike({ of }: { of: ForChairs['alike'] }): ReactNode {
  return (
    <section className="panel caution stack tight" aria-labelledby="alike">
      <h2 id="alike">{t('The name looks like another')}</h2>
      <ul>
        {of.map(({ name, what }, place) => (
          <li key={`${what} ${name} ${String(place)}`}>
            {what === 'member'
              ? t('A member: {{name}}', { name: safeText(name) })
              : t('Another applicant: {{name}}', { name: safeText(name) })}
          </li>
        ))}
      </ul>
      <p>{t('Make sure by another way that they are who they say.')}</p>
    </section>
  );
}

function Decided({ of }: { of: ForChairs }): ReactNode {
  const decided = of.first ?? of.decision;
  if (decided === undefined) return null;
  const told = { name: safeText(decided.by.name), time: <TimeText at={decided.at} /> };
  return (
    <section className="panel stack tight" aria-labelledby="decided">
      <h2 id="decided">
        {of.first === undefined ? t('Decided') : t('Decided by one of two chairs')}
      </h2>
      <p>
        {decided.accepted
          ? rich('{{name}} accepts them, {{time}}.', told)
          : rich('{{name}} turns them away, {{time}}.', told)}
      </p>
      {decided.words !== '' && <p className="written">{safeText(decided.words)}</p>}
      {decided.terms !== undefined && decided.terms.conditions !== '' && (
        <p className="written">
          {t('Conditions: {{words}}', { words: safeText(decided.terms.conditions) })}
        </p>
      )}
    </section>
  );
}
