import type { Removal } from '../kernel/contract.ts';

/**
 * Which version a copy is, of those that went: SHA-256 of the salt, a line feed and the text. White space around a copy
 * comes from files and pasting, and is no part of any text.
 */
export async function versionOfCopy(
  copy: string,
  versions: Removal['versions'],
): Promise<string | undefined> {
  const text = copy.trim();
  for (const { version, salt, sha256 } of versions) {
    if ((await hexHash(`${salt}\n${text}`)) === sha256) return version;
  }
  return undefined;
}

async function hexHash(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
