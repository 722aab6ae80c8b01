import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { ticket } from '../../kernel/schemas.ts';
import {
  typedPassword,
  totpCode,
  recoveryCode,
  asserted,
  webAuthnOptions,
  me,
} from './accounts.schemas.ts';

const tag = 'accounts';

export const signInWithPassword = defineOperation({
  name: 'sign-in-with-password',
  method: 'POST',
  path: '/sign-in/password',
  summary:
    'Sign in with password and TOTP code, or password and recovery code; an account an operator made has no second factor until its first sign-in',
  tag,
  authority: 'public',
  input: {
    body: z
      .object({
        email: z.string().max(254),
        password: typedPassword,
        code: totpCode.optional(),
        recovery_code: recoveryCode.optional(),
      })
      .refine((body) => body.code === undefined || body.recovery_code === undefined, {
        message: 'Give the code of the authenticator or one recovery code, not both',
        path: ['code'],
      }),
  },
  output: me,
  refusals: ['sign-in-failed', 'too-many-requests'],
  testsSecret: true,
});

export const signInWithRecoveryCode = defineOperation({
  name: 'sign-in-with-recovery-code',
  method: 'POST',
  path: '/sign-in/recovery-code',
  summary: 'Sign in to an account without a password, with one of its recovery codes',
  tag,
  authority: 'public',
  input: { body: z.object({ email: z.string().max(254), recovery_code: recoveryCode }) },
  output: me,
  refusals: ['sign-in-failed', 'too-many-requests'],
  testsSecret: true,
});

export const startPasskeySignIn = defineOperation({
  name: 'start-passkey-sign-in',
  method: 'POST',
  path: '/sign-in/passkey/options',
  summary: 'WebAuthn options to sign in with any passkey',
  tag,
  authority: 'public',
  input: {},
  output: z.object({ options: webAuthnOptions, ticket }),
  refusals: ['passkey-needs-host-name', 'too-many-requests'],
});

export const signInWithPasskey = defineOperation({
  name: 'sign-in-with-passkey',
  method: 'POST',
  path: '/sign-in/passkey',
  summary: 'Sign in with a passkey',
  tag,
  authority: 'public',
  input: { body: z.object({ ticket, response: asserted }) },
  output: me,
  refusals: ['sign-in-failed', 'ticket-unusable', 'too-many-requests'],
  testsSecret: true,
});

export const signOut = defineOperation({
  name: 'sign-out',
  method: 'POST',
  path: '/sign-out',
  summary: 'End this session',
  tag,
  authority: 'person',
  input: {},
  refusals: [],
});
