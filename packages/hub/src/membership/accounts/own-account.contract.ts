import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { id, listOf, ticket } from '../../kernel/schemas.ts';
import {
  password,
  typedPassword,
  webAuthnOptions,
  totpProof,
  passkeyProof,
  me,
  session,
} from './accounts.schemas.ts';

const tag = 'accounts';

export const showMe = defineOperation({
  name: 'show-me',
  method: 'GET',
  path: '/me',
  summary: 'Who I am and whom I act for',
  tag,
  authority: 'reader',
  scopes: [],
  input: {},
  output: me,
  refusals: [],
});

export const switchOrganization = defineOperation({
  name: 'switch-organization',
  method: 'PUT',
  path: '/me/organization',
  summary: 'Act for another of my organizations from now on',
  tag,
  authority: 'person',
  input: { body: z.object({ organization: id }) },
  output: me,
  refusals: ['not-found', 'not-allowed'],
});

export const listSessions = defineOperation({
  name: 'list-sessions',
  method: 'GET',
  path: '/me/sessions',
  summary: 'Where I am signed in',
  tag,
  authority: 'person',
  input: {},
  output: listOf(session),
  refusals: [],
});

export const endSession = defineOperation({
  name: 'end-session',
  method: 'DELETE',
  path: '/me/sessions/{session}',
  summary: 'End one of my sessions',
  tag,
  authority: 'person',
  input: { params: z.object({ session: id }) },
  refusals: ['not-found'],
});

export const startOwnPasskey = defineOperation({
  name: 'start-own-passkey',
  method: 'POST',
  path: '/me/passkeys/options',
  summary: 'WebAuthn options to add a passkey to my account',
  tag,
  authority: 'person',
  input: {},
  output: z.object({ options: webAuthnOptions, ticket }),
  refusals: ['passkey-needs-host-name', 'conflict'],
});

export const addPasskey = defineOperation({
  name: 'add-passkey',
  method: 'POST',
  path: '/me/passkeys',
  summary: 'Add a passkey to my account',
  tag,
  authority: 'person',
  input: { body: passkeyProof.extend({ current_password: typedPassword.optional() }) },
  output: me,
  status: 201,
  refusals: [
    'sign-in-failed',
    'ticket-unusable',
    'passkey-refused',
    'conflict',
    'too-many-requests',
  ],
  testsSecret: true,
});

export const removePasskey = defineOperation({
  name: 'remove-passkey',
  method: 'DELETE',
  path: '/me/passkeys/{passkey}',
  summary: 'Remove a passkey from my account',
  tag,
  authority: 'person',
  input: { params: z.object({ passkey: z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/) }) },
  refusals: ['not-found', 'conflict'],
});

export const changePassword = defineOperation({
  name: 'change-password',
  method: 'PUT',
  path: '/me/password',
  summary: 'Choose a new password; my other sessions end',
  tag,
  authority: 'person',
  input: {
    body: z.object({ current_password: typedPassword.optional(), password }),
  },
  output: me,
  refusals: ['sign-in-failed', 'password-weak', 'too-many-requests'],
  testsSecret: true,
});

export const resetTotp = defineOperation({
  name: 'reset-totp',
  method: 'PUT',
  path: '/me/totp',
  summary: 'Use another authenticator from now on',
  tag,
  authority: 'person',
  input: { body: totpProof.extend({ current_password: typedPassword.optional() }) },
  output: me,
  refusals: ['sign-in-failed', 'ticket-unusable', 'code-wrong', 'too-many-requests'],
  testsSecret: true,
});

export const renewRecoveryCodes = defineOperation({
  name: 'renew-recovery-codes',
  method: 'POST',
  path: '/me/recovery-codes',
  summary: 'New recovery codes, shown once; the old ones stop working',
  tag,
  authority: 'person',
  input: { body: z.object({ current_password: typedPassword.optional() }) },
  output: z.object({ recovery_codes: z.array(z.string()) }),
  refusals: ['sign-in-failed', 'too-many-requests'],
  testsSecret: true,
});
