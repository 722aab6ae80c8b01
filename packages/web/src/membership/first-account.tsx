import { useState } from 'react';
import type { ReactNode } from 'react';
import { PageHead } from '../design/page-head.tsx';
import { call } from '../kernel/client.ts';
import { setUp } from '../kernel/contract.ts';
import type { FirstSignIn } from '../kernel/contract.ts';
import { enterSession } from '../kernel/session.ts';
import { noteSignedIn } from '../kernel/signed-in.ts';
import { t } from '../kernel/words.ts';
import { AccountForm } from './account-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

interface FirstAccountProps {
  readonly secret: string;
  readonly onCodes: (isShowing: boolean) => void;
}

/** The first account of a hub. Its session begins at once; the wizard goes on when the recovery codes are kept. */
export function FirstAccount({ secret, onCodes }: FirstAccountProps): ReactNode {
  const [made, setMade] = useState<FirstSignIn>();
  if (made !== undefined) {
    return (
      <>
        <PageHead title={t('Keep your recovery codes')} tab={t('Set-up')} />
        <RecoveryCodes
          codes={made.recovery_codes}
          onKept={() => {
            enterSession(made.me);
            onCodes(false);
          }}
        />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={t('Welcome. Who are you?')}
        tab={t('Set-up')}
        lead={t(
          'Founding a community takes about ten minutes and can be left at any step. You make the first account of this hub; there is no other, and no default password.',
        )}
      />
      <AccountForm
        action={t('Create my account')}
        submit={async (account) => {
          const answer = await call(setUp, { body: { ...account, secret } });
          // The session begins here, before the codes are kept.
          noteSignedIn(true);
          onCodes(true);
          setMade(answer);
        }}
      />
    </>
  );
}
