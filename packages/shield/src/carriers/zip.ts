import { Bytes, looseText } from './bytes.ts';
import { unpack } from './unpack.ts';
import type { Unpacked } from './unpack.ts';
import type { Budget } from './reading.ts';

/** A file in an archive (APPNOTE.TXT 4.3.12). */
export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly isFolder: boolean;
  /** Unpacks it, as far as may still be unpacked; `undefined` where its way of packing is not known or it is damaged. */
  open(budget: Budget): Promise<Unpacked | undefined>;
}

/** An archive taken apart. */
export interface Zip {
  readonly entries: readonly ZipEntry[];
  /** Words about the whole archive. */
  readonly comment: string;
  /** The list of its files ends before it should. */
  readonly isCut: boolean;
}

const END = 0x06054b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LISTED_SIZE = 46;
const LOCAL_SIZE = 30;
/** The words behind the end (APPNOTE.TXT 4.3.16). */
const COMMENT_MAX = 0xffff;
/** Entries that are read of one archive's list. */
const ENTRIES_MAX = 20_000;

/** Reads the list of an archive; `undefined` when there is none. */
export function readZip(bytes: Uint8Array): Zip | undefined {
  const read = new Bytes(bytes);
  const end = endOf(read);
  if (end === undefined) return undefined;
  const said = read.u16(end + 10);
  const entries: ZipEntry[] = [];
  let at = read.u32(end + 16);
  while (entries.length < ENTRIES_MAX && read.u32(at) === LISTED && at + LISTED_SIZE <= end) {
    const nameSize = read.u16(at + 28);
    entries.push(entryAt(read, at, nameSize));
    at += LISTED_SIZE + nameSize + read.u16(at + 30) + read.u16(at + 32);
  }
  return {
    entries,
    comment: looseText(bytes.subarray(end + END_SIZE, end + END_SIZE + read.u16(end + 20))),
    isCut: entries.length !== said,
  };
}

/** Where the record at the end begins; it stands behind everything but its own comment. */
function endOf(read: Bytes): number | undefined {
  const least = Math.max(0, read.length - END_SIZE - COMMENT_MAX);
  for (let at = read.length - END_SIZE; at >= least; at -= 1) if (read.u32(at) === END) return at;
  return undefined;
}

function entryAt(read: Bytes, at: number, nameSize: number): ZipEntry {
  const name = looseText(read.all.subarray(at + LISTED_SIZE, at + LISTED_SIZE + nameSize));
  const flags = read.u16(at + 8);
  const method = read.u16(at + 10);
  const size = read.u32(at + 20);
  const local = read.u32(at + 42);
  return {
    name,
    isEncrypted: (flags & 1) !== 0,
    isFolder: name.endsWith('/'),
    open: async (budget) => {
      if (read.u32(local) !== LOCAL) return undefined;
      const start = local + LOCAL_SIZE + read.u16(local + 26) + read.u16(local + 28);
      const packed = read.all.subarray(start, start + size);
      if (method === 8) return unpack(packed, 'deflate-raw', budget);
      if (method !== 0) return undefined;
      if (!budget.takeBytes(packed.length)) return { bytes: new Uint8Array(), ended: 'too-large' };
      return { bytes: packed, ended: packed.length === size ? 'whole' : 'broken' };
    },
  };
}
