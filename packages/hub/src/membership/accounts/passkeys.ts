import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Passkey } from '@tocsin/store';
import { isIP } from 'node:net';
import type { z } from 'zod';
import { refuse } from '../../kernel/index.ts';
import type { PublicContext, Refused } from '../../kernel/index.ts';
import type { addPasskey } from './own-account.contract.ts';
import type { signInWithPasskey } from './sign-in.contract.ts';

type Created = z.output<typeof addPasskey.input.body>['response'];
type Asserted = z.output<typeof signInWithPasskey.input.body>['response'];

/** WebAuthn options for the browser, and the challenge a ticket carries. */
export interface PasskeyOptions {
  readonly options: Record<string, unknown>;
  readonly challenge: string;
}

/** Who a new passkey is for. */
export interface PasskeyOwner {
  readonly email: string;
  readonly name: string;
  /** Credentials the authenticator must not hold already. */
  readonly known: readonly string[];
}

/** The site passkeys are bound to: a host name, never an address (WebAuthn 3 §5.1.2). */
export function relyingParty(context: PublicContext): { id: string } | Refused {
  const { hostname } = new URL(context.client.origin);
  if (isIP(hostname.replaceAll(/[[\]]/g, '')) === 0) return { id: hostname };
  return refuse(
    'passkey-needs-host-name',
    `Passkeys do not work at "${hostname}": open the hub by a name, such as "localhost" on the same machine, or set TOCSIN_PUBLIC_URL`,
  );
}

/** Options to make a passkey: it must be found without a user name, and must check who holds it. */
export async function creationOptions(
  context: PublicContext,
  owner: PasskeyOwner,
): Promise<PasskeyOptions | Refused> {
  const party = relyingParty(context);
  if (!('id' in party)) return party;
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const options = await generateRegistrationOptions({
    rpName: 'Tocsin',
    rpID: party.id,
    userName: owner.email,
    userDisplayName: owner.name,
    attestationType: 'none',
    excludeCredentials: owner.known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options: { ...options }, challenge: options.challenge };
}

/** Options to sign in with whichever passkey the person chooses. */
export async function requestOptions(context: PublicContext): Promise<PasskeyOptions | Refused> {
  const party = relyingParty(context);
  if (!('id' in party)) return party;
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
  });
  return { options: { ...options }, challenge: options.challenge };
}

/** The passkey an authenticator made for this challenge and this site. */
export async function createdPasskey(
  context: PublicContext,
  made: { response: Created; challenge: string; name: string | undefined },
): Promise<Passkey | Refused> {
  const party = relyingParty(context);
  if (!('id' in party)) return party;
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      // The contract has checked the shape; only the list of transports is open in the standard.
      response: made.response as RegistrationResponseJSON,
      expectedChallenge: made.challenge,
      expectedOrigin: context.client.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    });
    if (registrationInfo === undefined) return refusedPasskey();
    const { credential } = registrationInfo;
    return {
      id: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: made.response.response.transports ?? [],
      name: made.name ?? 'Passkey',
      createdAt: context.now(),
    };
  } catch {
    return refusedPasskey();
  }
}

/** The passkey's new counter when the answer to the challenge is its own, else `undefined`. */
export async function assertedCounter(
  context: PublicContext,
  passkey: Passkey,
  given: { response: Asserted; challenge: string },
): Promise<number | undefined> {
  const party = relyingParty(context);
  if (!('id' in party)) return undefined;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: given.response as AuthenticationResponseJSON,
      expectedChallenge: given.challenge,
      expectedOrigin: context.client.origin,
      expectedRPID: party.id,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: passkey.transports,
      },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

function refusedPasskey(): Refused {
  return refuse('passkey-refused', 'The answer of the authenticator does not fit; start again');
}
