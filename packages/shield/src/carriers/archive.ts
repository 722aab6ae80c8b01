import { step } from './place.ts';
import type { Reading } from './reading.ts';
import type { Unpacked } from './unpack.ts';
import type { Zip, ZipEntry } from './zip.ts';

/** Reads an archive: each of its files is one to be checked in its turn. */
export async function readArchive(zip: Zip, reading: Reading): Promise<void> {
  reading.add([step('property', 'comment')], { text: zip.comment, whole: 'comment', goes: false });
  if (zip.isCut) reading.miss([], 'cut-off');
  for (const entry of zip.entries) {
    if (entry.isFolder) continue;
    const at = [step('entry', entry.name)];
    if (!reading.budget.takePart()) {
      reading.miss([], 'too-many');
      return;
    }
    const bytes = await openEntry(entry, reading);
    if (bytes !== undefined) reading.put(at, { name: entry.name, bytes });
    if (reading.budget.bytes <= 0) {
      reading.miss([], 'too-large');
      return;
    }
  }
}

/** The bytes of an entry; why there are none is told. */
export async function openEntry(
  entry: ZipEntry,
  reading: Reading,
): Promise<Uint8Array | undefined> {
  const at = [step('entry', entry.name)];
  if (entry.isEncrypted) {
    // Its name is there for everybody to read.
    reading.add(at, { text: entry.name, goes: false });
    reading.miss(at, 'encrypted');
    return undefined;
  }
  const opened: Unpacked | undefined = await entry.open(reading.budget);
  if (opened === undefined) reading.miss(at, 'unknown-kind');
  else if (opened.ended !== 'whole') reading.miss(at, opened.ended);
  return opened === undefined || opened.ended === 'too-large' ? undefined : opened.bytes;
}
