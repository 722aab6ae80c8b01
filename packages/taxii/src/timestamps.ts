import { timestampMicros } from '@tocsin/stix';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,20})?Z$/;

let cachedSecond = Number.NaN;
let cachedText = '';

/**
 * A TAXII timestamp: RFC 3339, UTC, exactly six digits of fraction (TAXII 2.1 §2).
 * `micros` is whole microseconds since 1970-01-01T00:00:00Z; throws RangeError outside the years
 * 0 to 9999.
 */
export function taxiiTimestamp(micros: number): string {
  const second = Math.floor(micros / 1_000_000);
  if (second !== cachedSecond) {
    // Rows of a page lie close together: the same second is asked for again and again.
    const text = new Date(second * 1000).toISOString();
    if (text.length !== 24) throw new RangeError(`Cannot write ${micros} as a TAXII timestamp`);
    cachedText = text.slice(0, 20);
    cachedSecond = second;
  }
  const fraction = String(Math.floor(micros - second * 1_000_000));
  return `${cachedText}${fraction.padStart(6, '0')}Z`;
}

/**
 * Microseconds of a timestamp with any count of fraction digits, none included; undefined for
 * anything else. Digits below the microsecond are cut, which is right for "strictly later than":
 * dates added are whole microseconds.
 */
export function readTimestamp(text: string): number | undefined {
  return TIME.test(text) ? timestampMicros(text) : undefined;
}

/**
 * Reads a time as servers in the wild write it: a TAXII timestamp, an offset instead of `Z`, or the
 * text of a JavaScript or HTTP date. Microseconds, or undefined.
 */
export function readLooseTime(text: string): number | undefined {
  const exact = readTimestamp(text);
  if (exact !== undefined) return exact;
  if (text.length > 80) return undefined;
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? undefined : millis * 1000;
}
