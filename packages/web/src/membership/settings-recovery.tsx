import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { renewRecoveryCodes, showMe } from '../kernel/contract.ts';
import type { Me } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { FreshProof, proofOf } from './fresh-proof.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** My recovery codes. */
export function RecoverySection({ me }: { me: Me }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="panel stack" aria-labelledby="recovery">
      <h2 id="recovery">{t('Recovery codes')}</h2>
      <p className="quiet">
        {t('{{count}} left. Each signs you in once when your authenticator is lost.', {
          count: me.recovery_codes_left,
        })}
      </p>
      <p>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('Make new ones')}
        </Button>
      </p>
      <Window title={t('New recovery codes')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Renew me={me} onClose={() => setOpen(false)} />
      </Window>
    </section>
  );
}

function Renew({ me, onClose }: { me: Me; onClose: () => void }): ReactNode {
  const [password, setPassword] = useState('');
  const renew = useAct(renewRecoveryCodes, { stale: [showMe] });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    renew.mutate({ body: proofOf(password) });
  };
  if (renew.data !== undefined) {
    return <RecoveryCodes codes={renew.data.recovery_codes} onKept={onClose} />;
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p>{t('The old ones stop working.')}</p>
      <FreshProof me={me} password={password} onPassword={setPassword} />
      <ProblemPanel error={renew.error} />
      <div className="row">
        <Button type="submit" loading={renew.isPending}>
          {t('Make new codes')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}
