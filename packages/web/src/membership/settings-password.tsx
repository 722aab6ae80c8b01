import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { changePassword, listSessions, showMe } from '../kernel/contract.ts';
import type { Me } from '../kernel/contract.ts';
import { fieldErrors } from '../kernel/client.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { FreshProof, proofOf } from './fresh-proof.tsx';

function passwordWords(me: Me): string {
  if (me.has_password) return t('A new one ends your other sessions.');
  return me.passkeys.length > 0
    ? t('You have none and need none: you sign in by passkey.')
    : t('You have none yet.');
}

/** My password. */
export function PasswordSection({ me }: { me: Me }): ReactNode {
  const [draft, setDraft] = useState({ now: '', next: '' });
  const change = useAct(changePassword, {
    stale: [showMe, listSessions],
    onDone: () => setDraft({ now: '', next: '' }),
  });
  const errors = fieldErrors(change.error);
  return (
    <section className="panel stack" aria-labelledby="password">
      <h2 id="password">{t('Password')}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ body: { password: draft.next, ...proofOf(draft.now) } });
        }}
      >
        <p className="quiet">{passwordWords(me)}</p>
        <FreshProof
          me={me}
          password={draft.now}
          onPassword={(now) => setDraft({ ...draft, now })}
        />
        <PasswordInput
          label={t('New password')}
          description={t('At least 12 characters.')}
          autoComplete="new-password"
          minLength={12}
          required
          value={draft.next}
          onChange={(event) => setDraft({ ...draft, next: event.currentTarget.value })}
          error={errors['password']}
        />
        <ProblemPanel error={change.error} shown={['password']} />
        <div className="row">
          <Button type="submit" variant="default" loading={change.isPending}>
            {me.has_password ? t('Change the password') : t('Set a password')}
          </Button>
          <span role="status">
            {change.isSuccess ? t('Changed. Other sessions have ended.') : ''}
          </span>
        </div>
      </form>
    </section>
  );
}
