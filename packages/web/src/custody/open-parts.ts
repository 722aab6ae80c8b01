import type { SealOpening } from '../kernel/contract.ts';
import { keyFilesOf } from './key-files.ts';
import type { SealedIdentity } from './seal.ts';

/** Who a source is, and whether the hub saw the same. */
export interface Opened {
  readonly identity: SealedIdentity;
  readonly isProven: boolean;
}

interface Unlock {
  readonly person: string;
  readonly community: string;
  readonly passphrase: string;
}

/** The own part, encrypted anew to whoever asked; `undefined` when it cannot be opened here. */
export async function partFor(opening: SealOpening, unlock: Unlock): Promise<string | undefined> {
  const { decryptBy, encryptTo } = await import('./seal.ts');
  const part = await decryptBy(await privateKeys(unlock), opening.part?.body ?? '');
  return part === undefined ? undefined : encryptTo(opening.recipient, part);
}

/** Who it is; `undefined` when it cannot be opened here. */
export async function openWith(opening: SealOpening, unlock: Unlock): Promise<Opened | undefined> {
  const { decryptBy, openSealed } = await import('./seal.ts');
  const keys = await privateKeys(unlock);
  const { part, seal } = opening;
  if (part === undefined || seal === undefined) return undefined;
  const parts = await Promise.all([part.body, ...seal.given].map((text) => decryptBy(keys, text)));
  return openSealed(
    seal,
    parts.filter((one) => one !== undefined),
  );
}

/** Every key file here that this passphrase opens. */
async function privateKeys({ person, community, passphrase }: Unlock): Promise<string[]> {
  const { unlockKeyFile } = await import('./seal.ts');
  const keys: string[] = [];
  for (const { file } of keyFilesOf(person, community)) {
    const key = await unlockKeyFile(file, passphrase);
    if (key !== undefined) keys.push(key);
  }
  return keys;
}
