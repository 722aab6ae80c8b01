import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { sendTestLetter, showMail } from '../kernel/contract.ts';
import { prefer, usePreferences } from '../kernel/preferences.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';

/** What comes by mail, and whether it arrives. */
export function MailPanel(): ReactNode {
  const { letters } = usePreferences();
  const mail = useAnswer(showMail, {});
  if (mail.data === undefined) return <ProblemPanel error={mail.error} />;
  const { mode, address, stopped } = mail.data;
  return (
    <section className="panel stack measure" aria-labelledby="by-mail">
      <h2 id="by-mail">{t('By mail')}</h2>
      {mode === 'off' ? (
        <p>
          {t(
            'This hub sends no mail: links are shown to be handed over, and what waits for you stands on Home.',
          )}
        </p>
      ) : (
        <>
          <Switch
            label={t('What waits for me')}
            description={t(
              'When something comes up, before its time is over, and once after. A letter says what is to be done and until when, never what it is about.',
            )}
            checked={letters}
            onChange={(event) => prefer({ letters: event.currentTarget.checked })}
          />
          {stopped !== undefined && (
            <p className="panel note" role="alert">
              {rich(
                '**No letters go to {{address}}**: since {{time}} it takes none. The mail server said: {{why}}',
                {
                  address,
                  time: <TimeText at={stopped.at} as="day" />,
                  why: stopped.why,
                },
              )}
            </p>
          )}
          <TestLetter address={address} />
        </>
      )}
    </section>
  );
}

function TestLetter({ address }: { address: string }): ReactNode {
  const [isSent, setSent] = useState(false);
  const send = useAct(sendTestLetter, { stale: [showMail], onDone: () => setSent(true) });
  return (
    <div className="stack tight">
      <ProblemPanel error={send.error} />
      <div className="row">
        <Button variant="default" loading={send.isPending} onClick={() => send.mutate({})}>
          {t('Send a test letter')}
        </Button>
        <span className="small quiet" role="status">
          {isSent && send.error === null
            ? t('The mail server took it for {{address}}.', { address })
            : address}
        </span>
      </div>
    </div>
  );
}
