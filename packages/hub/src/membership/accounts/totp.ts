import { Secret, TOTP } from 'otpauth';

/** Seconds a code lasts (RFC 6238 §5.2). */
const PERIOD_SECONDS = 30;
/** Steps a clock may be off, either way. */
const WINDOW = 1;
/** Read when there is no account, so that the same work is done. */
const NOBODY = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** A fresh secret (160 bits) and the address an authenticator reads from a picture. */
export function newTotp(email: string): { secret: string; uri: string } {
  const totp = totpOf(new Secret({ size: 20 }), email);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step whose code this is, or `undefined`. The step is to be spent, so that no code works twice (RFC 6238 §5.2). */
export function stepOf(secret: string | undefined, code: string, now: number): number | undefined {
  const totp = totpOf(Secret.fromBase32(secret ?? NOBODY), 'account');
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  if (delta === null || secret === undefined) return undefined;
  return Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
}

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Tocsin', label, secret, digits: 6, period: PERIOD_SECONDS });
}
