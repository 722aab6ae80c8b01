/** Where the fraction's dot, or the final Z, stands. */
const SECONDS_END = 19;

/**
 * Says whether a text is a timestamp of STIX 2.1 §2.16: RFC 3339 in UTC with `Z`, any number of
 * fraction digits, no bare dot. The day must exist; second 60 is a leap second.
 */
export function isTimestamp(text: string): boolean {
  const length = text.length;
  if (length < 20 || text.charCodeAt(length - 1) !== 90 || !hasSeparators(text)) return false;
  if (length > 20 && !isFraction(text, length)) return false;
  return isDate(text) && isClock(text);
}

/**
 * Orders two timestamps: negative when `a` is earlier, 0 when they name the same instant.
 * Fractions of any length are compared exactly, so `…00.1Z` equals `…00.100Z`.
 */
export function compareTimestamps(a: string, b: string): number {
  for (let index = 0; index < SECONDS_END; index += 1) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  const digits = Math.max(a.length, b.length);
  for (let index = SECONDS_END + 1; index < digits; index += 1) {
    const difference = fractionDigit(a, index) - fractionDigit(b, index);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Microseconds since 1970-01-01T00:00:00Z, cut below the microsecond; undefined when the text is
 * not a timestamp. Exact up to the year 2255, where 2^53 ends.
 */
export function timestampMicros(text: string): number | undefined {
  if (!isTimestamp(text)) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const days = daysSinceEpoch(year, twoDigits(text, 5), twoDigits(text, 8));
  const hours = days * 24 + twoDigits(text, 11);
  const seconds = (hours * 60 + twoDigits(text, 14)) * 60 + twoDigits(text, 17);
  let micros = 0;
  for (let index = 0; index < 6; index += 1) {
    micros = micros * 10 + fractionDigit(text, SECONDS_END + 1 + index);
  }
  return seconds * 1_000_000 + micros;
}

/** The count of digits after the dot. */
export function fractionDigits(text: string): number {
  return text.charCodeAt(SECONDS_END) === 46 ? text.length - SECONDS_END - 2 : 0;
}

function hasSeparators(text: string): boolean {
  return (
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58
  );
}

/** A pair that is not two digits is NaN, and every comparison with NaN is false. */
function isDate(text: string): boolean {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function isClock(text: string): boolean {
  return twoDigits(text, 11) <= 23 && twoDigits(text, 14) <= 59 && twoDigits(text, 17) <= 60;
}

function isFraction(text: string, length: number): boolean {
  if (length < 22 || text.charCodeAt(SECONDS_END) !== 46) return false;
  for (let index = SECONDS_END + 1; index < length - 1; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function fractionDigit(text: string, index: number): number {
  const code = index < text.length - 1 ? text.charCodeAt(index) : 48;
  return code - 48;
}

function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 48;
  const ones = text.charCodeAt(index + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Counts days in years that begin in March, so that the leap day is the last of its year. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const daysBeforeMonth = Math.floor((153 * marchMonth + 2) / 5);
  return marchYear * 365 + leapDays + daysBeforeMonth + day - 719_469;
}
