import { PasswordInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Me } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';

interface FreshProofProps {
  readonly me: Me;
  readonly password: string;
  readonly onPassword: (password: string) => void;
}

/** Before somebody changes how they sign in, the hub asks who is at the keys, unless they signed in just now. */
export function FreshProof({ me, password, onPassword }: FreshProofProps): ReactNode {
  if (!me.has_password) {
    return (
      <p className="small quiet">
        {t('If you signed in more than 15 minutes ago, sign out and in again first.')}
      </p>
    );
  }
  return (
    <PasswordInput
      label={t('Your password now')}
      description={t('May stay empty if you signed in within the last 15 minutes.')}
      autoComplete="current-password"
      value={password}
      onChange={(event) => onPassword(event.currentTarget.value)}
    />
  );
}

/** The proof as the hub takes it. */
export function proofOf(password: string): { current_password?: string } {
  return password === '' ? {} : { current_password: password };
}
