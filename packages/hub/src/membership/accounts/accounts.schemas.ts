import { z } from 'zod';
import { id, instant, line, named, ticket } from '../../kernel/schemas.ts';

/** The shortest password (NIST SP 800-63B §3.1.1 asks 8 with a second factor; ours is longer). */
export const PASSWORD_MIN = 12;
/** The longest password: enough for any phrase, short enough to hash. */
export const PASSWORD_MAX = 200;
/** Passkeys one account may hold. */
export const PASSKEYS_MAX = 20;

/** A password somebody chooses. */
export const password = z
  .string()
  .min(PASSWORD_MIN, `Use at least ${String(PASSWORD_MIN)} characters`)
  .max(PASSWORD_MAX, `Use at most ${String(PASSWORD_MAX)} characters`);
/** A password that is tried, not chosen: every length gets the same answer. */
export const typedPassword = z.string().max(1000);
/** The code an authenticator shows. */
export const totpCode = z.string().regex(/^\d{6}$/, 'Expected the six digits of the authenticator');
/** A recovery code as typed. */
export const recoveryCode = z.string().min(1).max(40);

// What a browser's `navigator.credentials` gave, as @simplewebauthn/browser writes it.
const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,20000}$/, 'Expected base64url');
const attachment = z.enum(['cross-platform', 'platform']).optional();
/** A passkey the browser made. */
export const created = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
  authenticatorAttachment: attachment,
  clientExtensionResults: z.object({}).default({}),
});
/** A passkey's answer to a challenge. */
export const asserted = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.string().max(200).optional(),
  }),
  authenticatorAttachment: attachment,
  clientExtensionResults: z.object({}).default({}),
});
/** WebAuthn options: handed to the browser as they are. */
export const webAuthnOptions = z.record(z.string(), z.unknown());

/** An authenticator proven by a code. */
export const totpProof = z.object({ ticket, code: totpCode });
/** A passkey proven by its first answer. */
export const passkeyProof = z.object({ ticket, response: created, name: line.optional() });

/** Who I am, and what my session needs. */
export const me = z
  .object({
    kind: z.enum(['person', 'token']),
    id,
    name: z.string(),
    email: z.string().optional(),
    is_operator: z.boolean(),
    /** The organization I act for. */
    organization: named.optional(),
    organizations: z.array(named),
    passkeys: z.array(z.object({ id: z.string(), name: z.string(), created_at: instant })),
    has_password: z.boolean(),
    has_totp: z.boolean(),
    recovery_codes_left: z.number(),
    /** To be sent as `x-csrf` with every request that changes something. */
    csrf: z.string().optional(),
  })
  .meta({ id: 'Me' });

/** One of my sessions. */
export const session = z
  .object({
    id,
    created_at: instant,
    last_seen_at: instant,
    user_agent: z.string(),
    current: z.boolean(),
  })
  .meta({ id: 'Session' });
