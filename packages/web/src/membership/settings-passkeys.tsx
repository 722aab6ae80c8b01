import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { Window } from '../design/window.tsx';
import { call } from '../kernel/client.ts';
import { addPasskey, removePasskey, showMe, startOwnPasskey } from '../kernel/contract.ts';
import type { Me } from '../kernel/contract.ts';
import { queryClient, useAct } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { FreshProof, proofOf } from './fresh-proof.tsx';
import { makePasskey, passkeyWords, whyNoPasskeys } from './passkeys.ts';

/** My passkeys. */
export function PasskeySection({ me }: { me: Me }): ReactNode {
  const [isAdding, setAdding] = useState(false);
  const remove = useAct(removePasskey, { stale: [showMe] });
  const reason = whyNoPasskeys();
  return (
    <section className="panel stack" aria-labelledby="passkeys">
      <h2 id="passkeys">{t('Passkeys')}</h2>
      {me.passkeys.length === 0 && (
        <p className="quiet">
          {t('None. A passkey signs you in without a password and cannot be phished.')}
        </p>
      )}
      <ul className="stack">
        {me.passkeys.map(({ id, name, created_at: at }) => (
          <li key={id} className="row spread">
            <span>
              {name}{' '}
              <span className="small quiet">
                {rich('since {{time}}', { time: <TimeText at={at} as="day" /> })}
              </span>
            </span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('Remove the passkey {{name}}', { name })}
              onClick={() => remove.mutate({ params: { passkey: id } })}
            >
              {t('Remove')}
            </Button>
          </li>
        ))}
      </ul>
      <ProblemPanel error={remove.error} />
      {reason === undefined ? (
        <p>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('Add a passkey')}
          </Button>
        </p>
      ) : (
        <p className="quiet">{reason}</p>
      )}
      <Window title={t('Add a passkey')} isOpen={isAdding} onClose={() => setAdding(false)}>
        <AddPasskey me={me} onClose={() => setAdding(false)} />
      </Window>
    </section>
  );
}

function AddPasskey({ me, onClose }: { me: Me; onClose: () => void }): ReactNode {
  const [draft, setDraft] = useState({ name: '', password: '' });
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const { options, ticket } = await call(startOwnPasskey, {});
      const response = await makePasskey(options);
      const name = draft.name.trim() === '' ? {} : { name: draft.name };
      await call(addPasskey, { body: { ticket, response, ...name, ...proofOf(draft.password) } });
      await queryClient.invalidateQueries({ queryKey: [showMe.name] });
      onClose();
    } catch (fault) {
      setError(fault);
    } finally {
      setBusy(false);
    }
  };
  const words = passkeyWords(error);
  return (
    <form className="stack" onSubmit={(event) => void add(event)}>
      <TextInput
        label={t('Name it')}
        placeholder={t('Laptop, security key')}
        maxLength={100}
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <FreshProof
        me={me}
        password={draft.password}
        onPassword={(password) => setDraft({ ...draft, password })}
      />
      {words === undefined ? <ProblemPanel error={error} /> : <p role="alert">{words}</p>}
      <div className="row">
        <Button type="submit" loading={isBusy}>
          {t('Make the passkey')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}
