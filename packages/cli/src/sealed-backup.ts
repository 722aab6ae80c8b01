import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import type { BackupReport } from '@tocsin/store';
import { CommandFault, EXIT } from './faults.ts';

/** How the files of a closed backup end. */
const SEALED = '.age';
/** A file of keys is a few lines. Characters. */
const IDENTITIES_MAX = 64 * 1024;

/** Somebody a backup is closed for, as `age` reads them (`age1…`); whatever is none is a fault of usage. */
export function encrypterFor(recipients: readonly string[]): Encrypter {
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch {
      throw new CommandFault(
        EXIT.usage,
        `"${recipient}" is no age recipient: give one that begins with age1, as \`age-keygen\` shows it`,
      );
    }
  }
  return encrypter;
}

/**
 * Makes a backup beside the hub's own data, where what it holds is anyway, and brings it to its place closed for the
 * recipients (age-encryption.org/v1): the medium it lies on never holds it open.
 */
export async function sealedBackup(
  directory: string,
  by: {
    beside: string;
    encrypter: Encrypter;
    backup: (into: string) => Promise<BackupReport>;
  },
): Promise<BackupReport> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return withFolder(by.beside, async (folder) => {
    const report = await by.backup(folder);
    const place = (file: string): string => path.join(directory, `${path.basename(file)}${SEALED}`);
    const [file, manifest] = [place(report.file), place(report.manifest)];
    // The description last: a backup that has one is whole.
    await write(file, await by.encrypter.encrypt(piecesOf(report.file)));
    await write(manifest, await by.encrypter.encrypt(piecesOf(report.manifest)));
    return { ...report, file, manifest };
  });
}

/** Opens a closed backup with the keys of a file, lets it be used, and leaves nothing of it. */
export async function withOpened<T>(
  file: string,
  by: { beside: string; identities: string; use: (backup: string) => Promise<T> },
): Promise<T> {
  const decrypter = await decrypterOf(by.identities);
  const name = path.basename(file).slice(0, -SEALED.length);
  const description = `${file.slice(0, -SEALED.length)}.json${SEALED}`;
  return withFolder(by.beside, async (folder) => {
    const backup = path.join(folder, name);
    await openInto(decrypter, description, `${backup}.json`);
    await openInto(decrypter, file, backup);
    return by.use(backup);
  });
}

async function decrypterOf(identities: string): Promise<Decrypter> {
  const text = await readFile(identities, 'utf8').catch(() => {
    throw new CommandFault(EXIT.notFound, `Cannot read the file of keys "${identities}"`);
  });
  if (text.length > IDENTITIES_MAX) {
    throw new CommandFault(
      EXIT.usage,
      `"${identities}" is no file of age keys: it has more than ${String(IDENTITIES_MAX)} characters`,
    );
  }
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const decrypter = new Decrypter();
  try {
    for (const line of lines) decrypter.addIdentity(line);
  } catch {
    throw new CommandFault(
      EXIT.usage,
      `"${identities}" holds a line that is no key: it is the file \`age-keygen -o\` writes`,
    );
  }
  if (lines.length === 0) throw new CommandFault(EXIT.usage, `"${identities}" holds no key`);
  return decrypter;
}

async function openInto(decrypter: Decrypter, from: string, to: string): Promise<void> {
  const there = await open(from, 'r').catch(() => {
    throw new CommandFault(
      EXIT.notFound,
      `Cannot read "${from}": a closed backup is two files, "….db.age" and "….db.json.age"`,
    );
  });
  await there.close();
  try {
    await write(to, await decrypter.decrypt(piecesOf(from)));
  } catch {
    throw new CommandFault(
      EXIT.refused,
      `"${from}" does not open with these keys, or it is damaged or cut short`,
    );
  }
}

/** A file piece by piece. */
function piecesOf(file: string): ReadableStream<Uint8Array> {
  const pieces = createReadStream(file)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return new ReadableStream<Uint8Array>({
    pull: async (into) => {
      const next = await pieces.next();
      if (next.done === true) into.close();
      else into.enqueue(next.value);
    },
    cancel: async () => void (await pieces.return?.()),
  });
}

/** Writes a file whole or not at all, for its owner only. */
async function write(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${file}.part`;
  const held = await open(part, 'wx', 0o600);
  try {
    for await (const piece of pieces) await held.writeFile(piece);
    await held.sync();
    await held.close();
    await rename(part, file);
  } catch (fault) {
    await held.close().catch(() => undefined);
    await rm(part, { force: true });
    throw fault;
  }
}

async function withFolder<T>(beside: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(beside, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(beside, 'backup-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
