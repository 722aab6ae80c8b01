import { logKind, logSpots } from './logs/read-log.ts';
import { wholeText } from './bytes.ts';
import type { Reading } from './reading.ts';

/** Reads a text; a log also by its fields. JSON is looked through by its members where pieces are checked. */
export function readText(bytes: Uint8Array, reading: Reading): void {
  const text = wholeText(bytes);
  if (text === undefined || text.includes('\0')) {
    reading.miss([], 'unknown-kind');
    return;
  }
  const kind = logKind(text);
  reading.add([], {
    text,
    goes: true,
    ...(kind === undefined
      ? {}
      : { tellsApart: true, more: (read: string) => logSpots(read, kind) }),
  });
}
