import { Button, Radio, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { Doorway, Steps } from '../design/doorway.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { fieldErrors, isProblem } from '../kernel/client.ts';
import { applyToJoin, showJoiningPage } from '../kernel/contract.ts';
import type { IntentIn, JoiningPage } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { ApplicantForm } from './applicant-form.tsx';
import type { ApplicantDraft } from './applicant-form.tsx';
import { LetterForm } from './letter-form.tsx';

/** What a community shows strangers, and how they write to it. */
export function JoinScreen(): ReactNode {
  const { community: slug } = useParams({ from: '/join/$community' });
  const page = useAnswer(showJoiningPage, { params: { slug } }, { staleTime: Infinity });
  const [step, setStep] = useState(-1);
  const { data } = page;
  return (
    <Doorway aside={<Aside step={step} />}>
      {page.isPending && <Loading />}
      {page.error !== null && (
        <>
          <PageHead
            title={t('There is nothing here')}
            tab={t('Join')}
            lead={t('The address is not whole, or this community shows itself to nobody.')}
          />
          {!isProblem(page.error, 'not-found') && <ProblemPanel error={page.error} />}
        </>
      )}
      {data !== undefined && (
        <>
          <PageHead title={t('Join “{{name}}”', { name: data.community.name })} tab={t('Join')} />
          {step < 0 ? (
            <About page={data} onBegin={() => setStep(0)} />
          ) : (
            <Apply page={data} step={step} onStep={setStep} />
          )}
        </>
      )}
    </Doorway>
  );
}

function Aside({ step }: { step: number }): ReactNode {
  if (step < 0) return <p>{t('A community that exchanges information about cyber threats.')}</p>;
  return <Steps names={[t('Who you are'), t('Your letter'), t('Keep the link')]} current={step} />;
}

function About({ page, onBegin }: { page: JoiningPage; onBegin: () => void }): ReactNode {
  return (
    <>
      <Part title={t('What it is for')} text={page.about} />
      <Part title={t('Who may join')} text={page.who} />
      <Part title={t('What is expected')} text={page.expected} />
      <Part title={t('What it costs')} text={page.fee} />
      {page.mode === 'open' ? (
        <p>
          <Button onClick={onBegin}>{t('Write to the community')}</Button>
        </p>
      ) : (
        <p className="panel note">{t('New members come by an invitation of its chairs.')}</p>
      )}
    </>
  );
}

function Part({ title, text }: { title: string; text: string }): ReactNode {
  if (text === '') return null;
  return (
    <section className="stack tight">
      <h2>{title}</h2>
      <p className="written">{text}</p>
    </section>
  );
}

interface ApplyProps {
  readonly page: JoiningPage;
  readonly step: number;
  readonly onStep: (step: number) => void;
}

function Apply({ page, step, onStep }: ApplyProps): ReactNode {
  const [applicant, setApplicant] = useState<ApplicantDraft>();
  const send = useAct(applyToJoin, { onDone: () => onStep(2) });
  const { slug } = page.community;
  if (send.data !== undefined) return <MadeLink made={send.data} />;
  const errors = fieldErrors(send.error);
  if (applicant === undefined || step === 0) {
    return (
      <>
        <h2>{t('Who you are')}</h2>
        <ApplicantForm
          initial={applicant}
          errors={errors}
          onDone={(draft) => {
            setApplicant(draft);
            onStep(1);
          }}
        />
      </>
    );
  }
  return (
    <Writing
      page={page}
      applicant={applicant}
      isBusy={send.isPending}
      error={send.error}
      onBack={() => onStep(0)}
      onSend={(more) => send.mutate({ params: { slug }, body: { applicant, ...more } })}
    />
  );
}

interface WritingProps {
  readonly page: JoiningPage;
  readonly applicant: ApplicantDraft;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onBack: () => void;
  readonly onSend: (more: { question: string } | { intent: IntentIn }) => void;
}

/** The letter, or a question first. */
function Writing({ page, applicant, isBusy, error, onBack, onSend }: WritingProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const [question, setQuestion] = useState('');
  return (
    <>
      <h2>{t('Your letter')}</h2>
      <Radio.Group
        label={t('What do you want to send?')}
        value={isAsking ? 'question' : 'letter'}
        onChange={(value) => setAsking(value === 'question')}
      >
        <div className="stack tight">
          <Radio value="letter" label={t('A letter of intent: you want to take part')} />
          <Radio value="question" label={t('A question first')} />
        </div>
      </Radio.Group>
      {isAsking ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            onSend({ question });
          }}
        >
          <Textarea
            label={t('Your question to the chairs')}
            required
            rows={4}
            maxLength={4000}
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
          <ProblemPanel error={error} />
          <p>
            <Button type="submit" loading={isBusy}>
              {t('Send the question')}
            </Button>
          </p>
        </form>
      ) : (
        <LetterForm
          community={page.community.name}
          applicant={applicant}
          isBusy={isBusy}
          error={error}
          onSign={(intent) => onSend({ intent })}
        />
      )}
      <p>
        <Button variant="subtle" onClick={onBack}>
          {t('Back to who you are')}
        </Button>
      </p>
    </>
  );
}

function MadeLink({ made }: { made: { link: string; by_mail: boolean } }): ReactNode {
  return (
    <section className="stack panel note" role="status" aria-labelledby="keep-link">
      <h2 id="keep-link">{t('Sent. Keep this link')}</h2>
      <p>
        {t(
          'It is shown only now, and is the only way back to your application: there you see how it stands, answer questions, and withdraw.',
        )}
      </p>
      {made.by_mail && (
        <p>{t('It goes by mail too, unless your address got several letters today.')}</p>
      )}
      <code className="secret" translate="no">
        {made.link}
      </code>
      <div className="row">
        <CopyButton text={made.link}>{t('Copy the link')}</CopyButton>
        <a href={made.link}>{t('Go to your application')}</a>
      </div>
    </section>
  );
}
