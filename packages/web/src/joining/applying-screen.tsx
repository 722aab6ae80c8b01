import { Button, Textarea } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Doorway } from '../design/doorway.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime, dayCount } from '../design/time-text.tsx';
import { isProblem } from '../kernel/client.ts';
import { actOnMyApplication, showMyApplication } from '../kernel/contract.ts';
import type { ApplicantView } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { LetterForm } from './letter-form.tsx';
import { ownStateWords } from './joining-words.ts';
import { Thread } from './thread.tsx';
import './joining.css';

/** How an application stands, for whoever holds its link. */
export function ApplyingScreen(): ReactNode {
  // Behind the "#", so that no server or proxy writes it down.
  const secret = useRouterState({ select: ({ location }) => location.hash });
  const isWhole = secret !== '';
  const application = useAnswer(showMyApplication, { params: { secret } }, { enabled: isWhole });
  const { data } = application;
  return (
    <Doorway aside={<p>{data === undefined ? t('Your application') : data.community.name}</p>}>
      {isWhole && application.isPending && <Loading />}
      {(!isWhole || application.error !== null) && (
        <>
          <PageHead
            title={t('There is no such application')}
            tab={t('Your application')}
            lead={t('The address is not whole, or the application is long over.')}
          />
          {!isProblem(application.error, 'not-found') && <ProblemPanel error={application.error} />}
        </>
      )}
      {data !== undefined && <Whole of={data} secret={secret} />}
    </Doorway>
  );
}

interface PartProps {
  readonly of: ApplicantView;
  readonly secret: string;
}

function Whole({ of, secret }: PartProps): ReactNode {
  return (
    <>
      <PageHead
        title={t('Your application to “{{name}}”', { name: of.community.name })}
        tab={t('Your application')}
        lead={ownStateWords(of.state)}
      />
      {of.window_until !== undefined && of.state === 'window' && (
        <p>
          {rich('Members may speak until {{time}}.', { time: <DateTime at={of.window_until} /> })}
        </p>
      )}
      <Decision of={of} secret={secret} />
      {of.may.includes('letter') && <SendLetter of={of} secret={secret} />}
      <Questions of={of} secret={secret} />
      {of.may.includes('appeal') && (
        <SayForm
          secret={secret}
          act="appeal"
          label={t('Appeal, once: why should you be looked at again?')}
          action={t('Appeal')}
        />
      )}
      {of.letter !== undefined && (
        <details>
          <summary>{t('Your letter of intent, as you signed it')}</summary>
          <p className="panel letter">{of.letter.text}</p>
          <p className="small quiet mono letter">
            {t('SHA-256 {{hash}}', { hash: of.letter.sha256 })}
          </p>
        </details>
      )}
      {of.may.includes('withdraw') && <Withdraw of={of} secret={secret} />}
    </>
  );
}

function Decision({ of, secret }: PartProps): ReactNode {
  const { decision } = of;
  const accept = useAct(actOnMyApplication, { stale: [showMyApplication] });
  if (decision === undefined) return null;
  const { terms } = decision;
  const invitation = accept.data?.invitation;
  return (
    <section className="panel stack" aria-labelledby="decision">
      <h2 id="decision">{decision.accepted ? t('You are accepted') : t('Turned away')}</h2>
      {decision.words !== '' && <p className="written">{decision.words}</p>}
      {terms !== undefined && <Terms of={terms} />}
      <ProblemPanel error={accept.error} />
      {of.may.includes('accept') && invitation === undefined && (
        <p>
          <Button
            loading={accept.isPending}
            onClick={() => accept.mutate({ params: { secret }, body: { act: 'accept' } })}
          >
            {of.state === 'agreed' ? t('Give me the invitation anew') : t('We take the conditions')}
          </Button>
        </p>
      )}
      {invitation !== undefined && (
        <p role="status">
          <a href={invitation.link}>{t('Join now by your invitation')}</a>{' '}
          {invitation.by_mail && t('It goes by mail too.')}
        </p>
      )}
    </section>
  );
}

function Terms({
  of,
}: {
  of: NonNullable<NonNullable<ApplicantView['decision']>['terms']>;
}): ReactNode {
  return (
    <ul className="stack tight">
      {of.conditions !== '' && (
        <li className="written">{t('Conditions: {{words}}', { words: of.conditions })}</li>
      )}
      {of.papers.map(({ id, title }) => (
        <li key={id}>{t('To be signed once you joined: {{title}}', { title })}</li>
      ))}
      {of.probation_days > 0 && (
        <li>
          {of.ceiling === undefined
            ? t('Probation: {{days}}', { days: dayCount(of.probation_days) })
            : t('Probation: {{days}}; until then you are given things up to TLP:{{level}}', {
                days: dayCount(of.probation_days),
                level: of.ceiling.toUpperCase(),
              })}
        </li>
      )}
    </ul>
  );
}

function SendLetter({ of, secret }: PartProps): ReactNode {
  const send = useAct(actOnMyApplication, { stale: [showMyApplication] });
  return (
    <section className="panel stack" aria-labelledby="letter-to-write">
      <h2 id="letter-to-write">{t('Letter of intent')}</h2>
      <LetterForm
        community={of.community.name}
        applicant={of.applicant}
        isBusy={send.isPending}
        error={send.error}
        onSign={(intent) => send.mutate({ params: { secret }, body: { act: 'letter', intent } })}
      />
    </section>
  );
}

function Questions({ of, secret }: PartProps): ReactNode {
  if (of.thread.length === 0 && !of.may.includes('answer')) return null;
  return (
    <section className="panel stack" aria-labelledby="questions">
      <h2 id="questions">{t('Between you and the chairs')}</h2>
      <Thread of={of.thread} />
      {of.may.includes('answer') && (
        <SayForm secret={secret} act="answer" label={t('Write to the chairs')} action={t('Send')} />
      )}
    </section>
  );
}

interface SayFormProps {
  readonly secret: string;
  readonly act: 'answer' | 'appeal';
  readonly label: string;
  readonly action: string;
}

function SayForm({ secret, act, label, action }: SayFormProps): ReactNode {
  const [words, setWords] = useState('');
  const say = useAct(actOnMyApplication, {
    stale: [showMyApplication],
    onDone: () => setWords(''),
  });
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        say.mutate({ params: { secret }, body: { act, words } });
      }}
    >
      <Textarea
        label={label}
        required
        rows={3}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ProblemPanel error={say.error} />
      <div className="row">
        <Button type="submit" loading={say.isPending}>
          {action}
        </Button>
      </div>
    </form>
  );
}

function Withdraw({ of, secret }: PartProps): ReactNode {
  const [isSure, setSure] = useState(false);
  const withdraw = useAct(actOnMyApplication, { stale: [showMyApplication] });
  return (
    <div className="stack tight">
      <ProblemPanel error={withdraw.error} />
      {isSure ? (
        <div className="row">
          <Button
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ params: { secret }, body: { act: 'withdraw' } })}
          >
            {t('Withdraw it for good')}
          </Button>
          <Button variant="default" onClick={() => setSure(false)}>
            {t('Cancel')}
          </Button>
        </div>
      ) : (
        <p>
          <Button variant="default" onClick={() => setSure(true)}>
            {t('Withdraw the application of {{name}}', { name: of.applicant.name })}
          </Button>
        </p>
      )}
    </div>
  );
}
