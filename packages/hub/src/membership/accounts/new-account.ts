import type { NewPerson } from '@tocsin/store';
import type { z } from 'zod';
import { refuse, Refused } from '../../kernel/index.ts';
import type { PublicContext } from '../../kernel/index.ts';
import type { setUp } from './registration.contract.ts';
import { createdPasskey } from './passkeys.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import { stepOf } from './totp.ts';

/** What somebody who registers sends, whether for set-up or by invitation. */
export type Registration = Omit<z.output<typeof setUp.input.body>, 'secret'>;

/** An account ready to be made, and the recovery codes to show once. */
export interface NewAccount {
  readonly person: NewPerson;
  readonly codes: readonly string[];
}

/** Checks that whoever registers can really sign in the way they chose, before anything is made. */
export async function newAccount(
  context: PublicContext,
  registration: Registration,
): Promise<NewAccount | Refused> {
  const { codes, hashes } = newRecoveryCodes();
  const byPassword = await passwordPart(context, registration);
  if (byPassword instanceof Refused) return byPassword;
  const byPasskey = await passkeyPart(context, registration);
  if (byPasskey instanceof Refused) return byPasskey;
  const { email, name } = registration;
  const person = { email, name, ...byPassword, ...byPasskey, recoveryCodeHashes: hashes };
  return { person, codes };
}

/** The TOTP secret of a ticket whose code was given, sealed as it is kept; the same rule for a later change. */
export function provenTotp(
  context: PublicContext,
  totp: { ticket: string; code: string },
): string | Refused {
  const secret = context.tickets.read('totp', totp.ticket)?.['secret'];
  if (secret === undefined) return unusableTicket();
  if (stepOf(secret, totp.code, context.now()) === undefined) {
    return refuse(
      'code-wrong',
      'The code does not fit the authenticator; check its clock, try the next code',
    );
  }
  return context.seals.seal('totp', secret);
}

/** What a ticket that does not open is answered. */
export function unusableTicket(): Refused {
  return refuse(
    'ticket-unusable',
    'The ticket is too old, used or for something else; start again',
  );
}

/** Why a password is refused, as a problem of its field. */
export function weakPassword(
  password: string,
  about: { email: string; name: string },
): Refused | undefined {
  const weakness = weaknessOf(password, about);
  if (weakness === undefined) return undefined;
  return refuse('password-weak', `${weakness}; choose another, such as four unrelated words`, {
    faults: [{ pointer: '/password', code: 'weak', message: weakness }],
  });
}

async function passwordPart(
  context: PublicContext,
  { password, totp, email, name }: Registration,
): Promise<{ passwordHash?: string; totp?: string } | Refused> {
  if (password === undefined || totp === undefined) return {};
  const weak = weakPassword(password, { email, name });
  if (weak !== undefined) return weak;
  const sealed = provenTotp(context, totp);
  if (sealed instanceof Refused) return sealed;
  return { passwordHash: await hashPassword(password), totp: sealed };
}

async function passkeyPart(
  context: PublicContext,
  { passkey }: Registration,
): Promise<Pick<NewPerson, 'passkey'> | Refused> {
  if (passkey === undefined) return {};
  const challenge = context.tickets.read('new-passkey', passkey.ticket)?.['challenge'];
  if (challenge === undefined) return unusableTicket();
  const { response, name } = passkey;
  const made = await createdPasskey(context, { response, challenge, name });
  return made instanceof Refused ? made : { passkey: made };
}
