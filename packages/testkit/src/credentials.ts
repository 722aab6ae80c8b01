import { createHash } from 'node:crypto';
import type { Principal, Store } from '@tocsin/store';

/** How somebody calls a hub over HTTP: the headers that say who they are. */
export type Credentials = Readonly<Record<string, string>>;

/** The secret that belongs to a name in tests: the same name always has the same. 43 characters of base64url. */
export function testSecret(name: string): string {
  return createHash('sha256').update(`secret of ${name}`).digest('base64url');
}

/** What a store keeps of {@link testSecret}. */
export function testSecretHash(name: string): Uint8Array {
  return createHash('sha256').update(testSecret(name)).digest();
}

/** The text of a token whose id is given and whose hash was made by {@link testSecretHash}. */
export function tokenText(id: string): string {
  return `tcs_${id}_${testSecret(id)}`;
}

/** The headers of a token. */
export function tokenHeaders(id: string): Credentials {
  return { authorization: `Bearer ${tokenText(id)}` };
}

/** Signs a person in behind the hub's back, and gives the headers of a browser that is signed in. */
export async function signIn(
  store: Store,
  principal: Principal & { kind: 'person' },
  now: number,
): Promise<Credentials> {
  const name = `session ${principal.id}`;
  const csrf = testSecret(`csrf ${principal.id}`);
  await store.door.openSession({
    hash: testSecretHash(name),
    person: principal.id,
    organization: principal.organization,
    csrf,
    expiresAt: now + 8 * 3600 * 1000,
    userAgent: 'test',
  });
  return { cookie: `tocsin=${testSecret(name)}`, 'x-csrf': csrf, 'sec-fetch-site': 'same-origin' };
}
