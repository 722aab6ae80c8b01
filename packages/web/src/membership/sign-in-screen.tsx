import { Button, PasswordInput, TextInput, UnstyledButton } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Doorway } from '../design/doorway.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { call } from '../kernel/client.ts';
import {
  showSetup,
  signInWithPasskey,
  signInWithPassword,
  startPasskeySignIn,
} from '../kernel/contract.ts';
import type { Me } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { enterSession } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { CodeInput } from './authenticator.tsx';
import { PersonaList } from './persona-list.tsx';
import { passkeyWords, answerByPasskey, whyNoPasskeys } from './passkeys.ts';

/** Signing in, by passkey or by password with a second factor. */
export function SignInScreen(): ReactNode {
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const enter = (me: Me): void => {
    enterSession(me);
    // Only an address of this app: anything else would send people away after they signed in.
    const isOurs = next !== undefined && /^\/(?![/\\])/.test(next);
    const target = isOurs ? next + location.hash : '/';
    // A first password from the operator stands alone only until a second factor is set up.
    const isBare = me.has_password && !me.has_totp && me.passkeys.length === 0;
    router.history.push(isBare ? '/settings' : target);
  };
  const { data: hub } = useAnswer(showSetup, {});
  return (
    <Doorway aside={<SignInAside />}>
      <PageHead title={t('Sign in')} tab={t('Sign in')} />
      {hub?.demo === true && <PersonaList onDone={enter} />}
      <PasskeySignIn onDone={enter} />
      <PasswordSignIn onDone={enter} />
    </Doorway>
  );
}

function SignInAside(): ReactNode {
  return (
    <p>{t('The exchange of threat information between organizations that trust each other.')}</p>
  );
}

function PasskeySignIn({ onDone }: { onDone: (me: Me) => void }): ReactNode {
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const reason = whyNoPasskeys();
  if (reason !== undefined) return null;
  const signIn = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const { options, ticket } = await call(startPasskeySignIn, {});
      const response = await answerByPasskey(options);
      onDone(await call(signInWithPasskey, { body: { ticket, response } }));
    } catch (fault) {
      setError(fault);
    } finally {
      setBusy(false);
    }
  };
  const words = passkeyWords(error);
  return (
    <section className="stack" aria-label={t('With a passkey')}>
      <p>
        <Button
          size="md"
          leftSection={<IconKey size={18} />}
          loading={isBusy}
          onClick={() => void signIn()}
        >
          {t('Use a passkey')}
        </Button>
      </p>
      {words !== undefined && <p role="alert">{words}</p>}
      {words === undefined && error !== undefined && <ProblemPanel error={error} />}
    </section>
  );
}

function PasswordSignIn({ onDone }: { onDone: (me: Me) => void }): ReactNode {
  const [draft, setDraft] = useState({ email: '', password: '', code: '', recovery: '' });
  const [isRecovering, setRecovering] = useState(false);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const { email, password, code, recovery } = draft;
    const typed = code === '' ? {} : { code };
    const proof = isRecovering ? { recovery_code: recovery.trim() } : typed;
    try {
      onDone(await call(signInWithPassword, { body: { email, password, ...proof } }));
    } catch (fault) {
      setError(fault);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack panel" onSubmit={(event) => void submit(event)}>
      <h2>{t('With a password')}</h2>
      <TextInput
        label={t('E-mail address')}
        type="email"
        autoComplete="username"
        value={draft.email}
        onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
        required
      />
      <PasswordInput
        label={t('Password')}
        autoComplete="current-password"
        value={draft.password}
        onChange={(event) => setDraft({ ...draft, password: event.currentTarget.value })}
        required
      />
      {isRecovering ? (
        <TextInput
          label={t('Recovery code')}
          autoComplete="off"
          value={draft.recovery}
          onChange={(event) => setDraft({ ...draft, recovery: event.currentTarget.value })}
          required
          className="code-input"
        />
      ) : (
        <CodeInput
          label={t('Six digits from your authenticator')}
          description={t(
            'Leave it empty only if you were given a first password and have no authenticator yet.',
          )}
          isOptional
          code={draft.code}
          onCode={(code) => setDraft({ ...draft, code })}
        />
      )}
      <ProblemPanel error={error} />
      <div className="row spread">
        <Button type="submit" loading={isBusy}>
          {t('Sign in')}
        </Button>
        <UnstyledButton className="link-button" onClick={() => setRecovering(!isRecovering)}>
          {isRecovering ? t('Use the authenticator instead') : t('Use a recovery code instead')}
        </UnstyledButton>
      </div>
    </form>
  );
}
