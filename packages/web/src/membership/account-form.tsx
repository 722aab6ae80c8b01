import { Button, PasswordInput, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { call, fieldErrors, isProblem } from '../kernel/client.ts';
import { startPasskey, startTotp } from '../kernel/contract.ts';
import type { OutputOf, RequestOf, setUp } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { Authenticator } from './authenticator.tsx';
import { makePasskey, passkeyWords, whyNoPasskeys } from './passkeys.ts';

/** What a new account needs, as `set-up` and `accept-invitation` take it. */
export type NewAccount = Omit<RequestOf<typeof setUp>['body'], 'secret'>;

interface AccountFormProps {
  /** Makes the account. Rejects with what the hub says. */
  readonly submit: (account: NewAccount) => Promise<void>;
  readonly email?: string | undefined;
  readonly action: string;
}

type Way = 'passkey' | 'password';

/** Who you are and how you will sign in: a passkey, or a password with an authenticator. */
export function AccountForm({ submit, email: known, action }: AccountFormProps): ReactNode {
  const noPasskeys = whyNoPasskeys();
  const [who, setWho] = useState({ name: '', email: known ?? '' });
  const [way, setWay] = useState<Way>(noPasskeys === undefined ? 'passkey' : 'password');
  const [totp, setTotp] = useState<OutputOf<typeof startTotp>>();
  const { attempt, error, isBusy } = useAttempt();
  const errors = fieldErrors(error);
  const goOn = async (): Promise<void> => {
    if (way === 'password') {
      setTotp(await call(startTotp, { body: { email: who.email } }));
      return;
    }
    const { options, ticket } = await call(startPasskey, { body: who });
    const response = await makePasskey(options);
    await submit({ ...who, passkey: { ticket, response } });
  };

  if (totp !== undefined) {
    return (
      <PasswordStep
        totp={totp}
        action={action}
        error={error}
        isBusy={isBusy}
        onBack={() => setTotp(undefined)}
        onSubmit={(password, code) =>
          attempt(() => submit({ ...who, password, totp: { ticket: totp.ticket, code } }))
        }
      />
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(goOn);
      }}
    >
      <TextInput
        label={t('Your name')}
        description={t('As other members will see it.')}
        value={who.name}
        onChange={(event) => setWho({ ...who, name: event.currentTarget.value })}
        autoComplete="name"
        required
        error={errors['name']}
      />
      <TextInput
        label={t('E-mail address')}
        description={t('You sign in with it. Nothing is sent to it.')}
        type="email"
        value={who.email}
        onChange={(event) => setWho({ ...who, email: event.currentTarget.value })}
        autoComplete="username"
        required
        readOnly={known !== undefined}
        error={errors['email']}
      />
      <WayChoice way={way} onWay={setWay} noPasskeys={noPasskeys} />
      <FormProblem error={error} shown={['name', 'email']} />
      <p>
        <Button type="submit" loading={isBusy}>
          {way === 'passkey' ? t('Go on with a passkey') : t('Go on')}
        </Button>
      </p>
    </form>
  );
}

interface Attempts {
  readonly attempt: (work: () => Promise<void>) => Promise<void>;
  readonly error: unknown;
  readonly isBusy: boolean;
}

/** One try at a time, and what became of the last. */
function useAttempt(): Attempts {
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (fault) {
      const words = passkeyWords(fault);
      setError(words === undefined ? fault : new Error(words));
    } finally {
      setBusy(false);
    }
  };
  return { attempt, error, isBusy };
}

interface WayChoiceProps {
  readonly way: Way;
  readonly onWay: (way: Way) => void;
  readonly noPasskeys: string | undefined;
}

function WayChoice({ way, onWay, noPasskeys }: WayChoiceProps): ReactNode {
  return (
    <Radio.Group
      label={t('How you will sign in')}
      value={way}
      onChange={(value) => onWay(value === 'passkey' ? 'passkey' : 'password')}
    >
      <div className="choice" style={{ marginTop: '0.4rem' }}>
        <Radio
          value="passkey"
          label={t('A passkey')}
          description={
            noPasskeys ??
            t('Your device’s fingerprint, face or PIN, or a security key. Nothing to type.')
          }
          disabled={noPasskeys !== undefined}
        />
        <Radio
          value="password"
          label={t('A password and an authenticator app')}
          description={t('At least 12 characters, and six digits from an app each time.')}
        />
      </div>
    </Radio.Group>
  );
}

interface PasswordStepProps {
  readonly totp: OutputOf<typeof startTotp>;
  readonly action: string;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onSubmit: (password: string, code: string) => Promise<void>;
}

function PasswordStep(props: PasswordStepProps): ReactNode {
  const { totp, error } = props;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const errors = fieldErrors(error);
  const weak =
    isProblem(error, 'password-weak') && error instanceof Error ? error.message : undefined;
  const wrong =
    isProblem(error, 'code-wrong') && error instanceof Error ? error.message : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void props.onSubmit(password, code);
  };
  return (
    <form className="stack wide" onSubmit={submit}>
      <PasswordInput
        label={t('Password')}
        description={t('A long sentence only you would write is better than a short riddle.')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="new-password"
        minLength={12}
        required
        error={errors['password'] ?? weak}
      />
      <Authenticator
        uri={totp.uri}
        secret={totp.secret}
        code={code}
        onCode={setCode}
        error={errors['totp.code'] ?? wrong}
      />
      {weak === undefined && wrong === undefined && (
        <FormProblem error={error} shown={['password', 'totp.code']} />
      )}
      <div className="row">
        <Button type="submit" loading={props.isBusy}>
          {props.action}
        </Button>
        <Button variant="default" onClick={props.onBack}>
          {t('Back')}
        </Button>
      </div>
    </form>
  );
}

function FormProblem({ error, shown }: { error: unknown; shown: string[] }): ReactNode {
  if (error === undefined) return null;
  const isOurs = error instanceof Error && error.name === 'Error';
  if (isOurs) {
    return (
      <div className="problem" role="alert">
        <p>{error.message}</p>
      </div>
    );
  }
  return <ProblemPanel error={error} shown={shown} />;
}
