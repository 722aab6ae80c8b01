import { joined } from './bytes.ts';
import type { Budget } from './reading.ts';

/** What came of unpacking. `ended`: to its end, cut off or damaged on the way, or stopped because it was too much. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  readonly ended: 'whole' | 'broken' | 'too-large';
}

/** Bytes handed to the unpacker at once: what they can grow to is a few megabytes. */
const PUSHED = 4096;

/**
 * Unpacks what was packed with DEFLATE (RFC 1951; `deflate` and `gzip`: RFC 1950, RFC 1952), and never more than may
 * still be unpacked: what is made to fill a machine is stopped on the way, whatever it says of its size.
 */
export async function unpack(
  packed: Uint8Array,
  format: 'deflate-raw' | 'deflate' | 'gzip',
  budget: Budget,
): Promise<Unpacked> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  // Its faults come out on the reading side as well.
  const written = write(writer, packed).catch(() => undefined);
  const parts: Uint8Array[] = [];
  let ended: Unpacked['ended'] = 'whole';
  for (;;) {
    const next = await reader.read().catch(() => undefined);
    if (next === undefined) ended = 'broken';
    if (next === undefined || next.done) break;
    const part: Uint8Array = next.value;
    if (!budget.takeBytes(part.length)) {
      ended = 'too-large';
      await reader.cancel().catch(() => undefined);
      break;
    }
    parts.push(part);
  }
  if (ended === 'too-large') await writer.abort().catch(() => undefined);
  await written;
  return { bytes: ended === 'too-large' ? new Uint8Array() : joined(parts), ended };
}

async function write(
  writer: { write(chunk: Uint8Array<ArrayBuffer>): Promise<void>; close(): Promise<void> },
  packed: Uint8Array,
): Promise<void> {
  for (let at = 0; at < packed.length; at += PUSHED)
    await writer.write(new Uint8Array(packed.subarray(at, at + PUSHED)));
  await writer.close();
}
