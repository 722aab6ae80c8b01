import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { fieldErrors } from '../kernel/client.ts';
import { resetTotp, showMe, startTotp } from '../kernel/contract.ts';
import type { Me, OutputOf } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { Authenticator } from './authenticator.tsx';
import { FreshProof, proofOf } from './fresh-proof.tsx';

type Started = OutputOf<typeof startTotp>;

/** My authenticator app. */
export function AuthenticatorSection({ me }: { me: Me }): ReactNode {
  const [started, setStarted] = useState<Started>();
  const start = useAct(startTotp, { onDone: setStarted });
  const close = (): void => setStarted(undefined);
  return (
    <section className="panel stack" aria-labelledby="totp">
      <h2 id="totp">{t('Authenticator app')}</h2>
      <p className="quiet">
        {me.has_totp
          ? t('Set up. It gives the six digits that go with your password.')
          : t('None. It is needed to sign in with a password.')}
      </p>
      <ProblemPanel error={start.error} />
      <p>
        <Button
          variant="default"
          loading={start.isPending}
          onClick={() => start.mutate({ body: { email: me.email ?? '' } })}
        >
          {me.has_totp ? t('Use another app') : t('Set one up')}
        </Button>
      </p>
      <Window title={t('Use another authenticator')} isOpen={started !== undefined} onClose={close}>
        {started !== undefined && <Reset me={me} started={started} onClose={close} />}
      </Window>
    </section>
  );
}

interface ResetProps {
  readonly me: Me;
  readonly started: Started;
  readonly onClose: () => void;
}

function Reset({ me, started, onClose }: ResetProps): ReactNode {
  const [draft, setDraft] = useState({ code: '', password: '' });
  const reset = useAct(resetTotp, { stale: [showMe], onDone: onClose });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { code, password } = draft;
    reset.mutate({ body: { ticket: started.ticket, code, ...proofOf(password) } });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Authenticator
        uri={started.uri}
        secret={started.secret}
        code={draft.code}
        onCode={(code) => setDraft({ ...draft, code })}
        error={fieldErrors(reset.error)['code']}
      />
      <FreshProof
        me={me}
        password={draft.password}
        onPassword={(password) => setDraft({ ...draft, password })}
      />
      <ProblemPanel error={reset.error} shown={['code']} />
      <div className="row">
        <Button type="submit" loading={reset.isPending}>
          {t('Use this one from now on')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}
