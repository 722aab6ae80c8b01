import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import { isIpv4, isIpv6 } from '@tocsin/stix';
import type { RequestOf, setUp, signInWithPasskey } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';

type Passkey = NonNullable<RequestOf<typeof setUp>['body']['passkey']>['response'];
type Proof = RequestOf<typeof signInWithPasskey>['body']['response'];

/** Why this browser cannot use passkeys here; `undefined` when it can. */
export function whyNoPasskeys(): string | undefined {
  const host = location.hostname.replace(/^\[|\]$/g, '');
  if (isIpv4(host) || isIpv6(host)) {
    return t(
      'Passkeys need a host name. Open this page at "localhost" or the hub\'s own name instead of {{host}}.',
      { host },
    );
  }
  if (!window.isSecureContext || window.PublicKeyCredential === undefined) {
    return t('Passkeys need https and a browser that knows them.');
  }
  return undefined;
}

/** Lets the browser make a passkey; the options are the hub's. */
export async function makePasskey(options: Record<string, unknown>): Promise<Passkey> {
  const optionsJSON = options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'];
  const { id, rawId, type, response } = await startRegistration({ optionsJSON });
  const { clientDataJSON, attestationObject, transports } = response;
  const known = transports === undefined ? {} : { transports };
  return { id, rawId, type, response: { clientDataJSON, attestationObject, ...known } };
}

/** Lets the browser answer with one of its passkeys. */
export async function answerByPasskey(options: Record<string, unknown>): Promise<Proof> {
  const optionsJSON = options as unknown as Parameters<
    typeof startAuthentication
  >[0]['optionsJSON'];
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  const user = userHandle === undefined ? {} : { userHandle };
  return { id, rawId, type, response: { clientDataJSON, authenticatorData, signature, ...user } };
}

/** What to say when the browser did not give a passkey. */
export function passkeyWords(error: unknown): string | undefined {
  if (
    error instanceof WebAuthnError &&
    error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
  ) {
    return t('This device already has a passkey for your account.');
  }
  const isDom = error instanceof Error && /NotAllowed|Abort|WebAuthn|Security/.test(error.name);
  return isDom ? t('The browser gave no passkey. Try again, or choose another way.') : undefined;
}
