import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  email,
  id,
  instant,
  line,
  memberClass,
  named,
  role,
  secret,
  slug,
  ticket,
} from '../../kernel/schemas.ts';
import { organizationIn } from '../directory/directory.contract.ts';
import { password, webAuthnOptions, totpProof, passkeyProof, me } from './accounts.schemas.ts';

const tag = 'accounts';

/** How a new account will sign in: a passkey, or a password together with a TOTP authenticator. */
const newCredentials = {
  password: password.optional(),
  totp: totpProof.optional(),
  passkey: passkeyProof.optional(),
};

interface NewCredentials {
  password?: unknown;
  totp?: unknown;
  passkey?: unknown;
}

function isComplete(body: NewCredentials): boolean {
  const byPassword = body.password !== undefined && body.totp !== undefined;
  const noPassword = body.password === undefined && body.totp === undefined;
  return byPassword || (noPassword && body.passkey !== undefined);
}

const COMPLETE = 'Give a passkey, or a password together with a TOTP code';

/** Signed in for the first time: recovery codes are shown once. */
export const firstSignIn = z.object({ me, recovery_codes: z.array(z.string()) });

/** What somebody holding an invitation is shown. */
export const invitationSeen = z
  .object({
    id,
    community: z.object({ id, slug, name: z.string(), purpose: z.string() }),
    organization: named.optional(),
    invited_by: z.string(),
    roles: z.array(role),
    class: memberClass,
    email: z.string().optional(),
    expires_at: instant,
  })
  .meta({ id: 'FirstSignIn' });

export const showSetup = defineOperation({
  name: 'show-setup',
  method: 'GET',
  path: '/setup',
  summary:
    'Whether the hub still waits for its first person, whether it is a demonstration, and whether this request came with a session',
  tag,
  authority: 'public',
  input: {},
  output: z.object({
    open: z.boolean(),
    /** Everybody and everything here is invented, and anybody signs in as anyone. */
    demo: z.boolean(),
    /** The cookie of a session came along; whether it still holds, and whose it is, `GET /me` says. */
    has_session: z.boolean(),
  }),
  refusals: [],
});

export const setUp = defineOperation({
  name: 'set-up',
  method: 'POST',
  path: '/setup',
  summary: 'Make the first account, with the secret of the printed address; signs in',
  tag,
  authority: 'public',
  input: {
    body: z.object({ secret, name: line, email, ...newCredentials }).refine(isComplete, COMPLETE),
  },
  output: firstSignIn,
  status: 201,
  refusals: [
    'not-found',
    'ticket-unusable',
    'password-weak',
    'code-wrong',
    'passkey-refused',
    'too-many-requests',
  ],
  testsSecret: true,
});

export const startTotp = defineOperation({
  name: 'start-totp',
  method: 'POST',
  path: '/registration/totp',
  summary: 'A fresh TOTP secret for an authenticator; kept nowhere until it is proven',
  tag,
  authority: 'public',
  input: { body: z.object({ email }) },
  output: z.object({ secret: z.string(), uri: z.string(), ticket }),
  refusals: ['too-many-requests'],
});

export const startPasskey = defineOperation({
  name: 'start-passkey',
  method: 'POST',
  path: '/registration/passkey-options',
  summary: 'WebAuthn options for a passkey of a new account',
  tag,
  authority: 'public',
  input: { body: z.object({ email, name: line }) },
  output: z.object({ options: webAuthnOptions, ticket }),
  refusals: ['passkey-needs-host-name', 'too-many-requests'],
});

export const showInvitation = defineOperation({
  name: 'show-invitation',
  method: 'GET',
  path: '/invitations/{secret}',
  summary: 'What am I invited to?',
  tag,
  authority: 'public',
  input: { params: z.object({ secret }) },
  output: invitationSeen,
  refusals: ['not-found', 'too-many-requests'],
  testsSecret: true,
});

export const acceptInvitation = defineOperation({
  name: 'accept-invitation',
  method: 'POST',
  path: '/invitations/{secret}/accept',
  summary: 'Accept with a new account, bringing a new organization where asked; signs in',
  tag,
  authority: 'public',
  input: {
    params: z.object({ secret }),
    body: z
      .object({ name: line, email, ...newCredentials, organization: organizationIn.optional() })
      .refine(isComplete, COMPLETE),
  },
  output: firstSignIn,
  status: 201,
  refusals: [
    'not-found',
    'conflict',
    'invalid',
    'ticket-unusable',
    'password-weak',
    'code-wrong',
    'passkey-refused',
    'too-many-requests',
  ],
  testsSecret: true,
});

export const joinByInvitation = defineOperation({
  name: 'join-by-invitation',
  method: 'POST',
  path: '/invitations/{secret}/join',
  summary: 'Accept as the person who is signed in',
  tag,
  authority: 'person',
  input: {
    params: z.object({ secret }),
    body: z.object({ organization: organizationIn.optional() }),
  },
  output: me,
  refusals: ['not-found', 'conflict', 'invalid', 'too-many-requests'],
  testsSecret: true,
});
