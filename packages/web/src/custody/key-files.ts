/** A custodian's private keys in this browser, each in its file under a passphrase; the same files lie where they were saved. */
export interface KeyFile {
  readonly recipient: string;
  readonly file: string;
}

/** Most key files one browser keeps for a custodian: the hub takes as many keys. */
const FILES_MAX = 50;
const PREFIX = 'tocsin.custody.';

/** The key files of a person for a community, newest first. */
export function keyFilesOf(person: string, community: string): KeyFile[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(placeOf(person, community)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isKeyFile) : [];
  } catch {
    return [];
  }
}

/** Keeps a key file; when storage is switched off the saved one is the only one. */
export function keepKeyFile(person: string, community: string, key: KeyFile): void {
  const others = keyFilesOf(person, community).filter(({ file }) => file !== key.file);
  try {
    const all = [key, ...others].slice(0, FILES_MAX);
    localStorage.setItem(placeOf(person, community), JSON.stringify(all));
  } catch {
    // Storage is full or switched off: the file that was saved is asked for when it is needed.
  }
}

function placeOf(person: string, community: string): string {
  return `${PREFIX}${person}.${community}`;
}

function isKeyFile(value: unknown): value is KeyFile {
  if (typeof value !== 'object' || value === null) return false;
  const { recipient, file }: Partial<Record<keyof KeyFile, unknown>> = value;
  return typeof recipient === 'string' && typeof file === 'string';
}
