/** Whole numbers and texts in bytes. Beyond the end everything reads as zero: what is cut off never throws. */
export class Bytes {
  readonly all: Uint8Array;
  readonly #view: DataView;
  readonly #isLittle: boolean;

  constructor(all: Uint8Array, isLittle = true) {
    this.all = all;
    this.#view = new DataView(all.buffer, all.byteOffset, all.byteLength);
    this.#isLittle = isLittle;
  }

  get length(): number {
    return this.all.length;
  }

  u8(at: number): number {
    return this.all[at] ?? 0;
  }

  u16(at: number): number {
    return this.#fits(at, 2) ? this.#view.getUint16(at, this.#isLittle) : 0;
  }

  u32(at: number): number {
    return this.#fits(at, 4) ? this.#view.getUint32(at, this.#isLittle) : 0;
  }

  /** Signs of one byte each. */
  latin(start: number, end: number): string {
    return latinOf(this.all.subarray(Math.max(0, start), Math.max(0, end)));
  }

  #fits(at: number, size: number): boolean {
    return at >= 0 && at + size <= this.all.length;
  }
}

const LATIN_AT_ONCE = 8192;

/** Bytes as signs of the same number: offsets in the text are offsets in the bytes. */
export function latinOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += LATIN_AT_ONCE)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + LATIN_AT_ONCE)));
  return parts.join('');
}

/** The bytes such signs came from. */
export function bytesOfLatin(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** UTF-8 when it is, else one sign a byte. */
export function looseText(bytes: Uint8Array): string {
  return wholeText(bytes) ?? latinOf(bytes);
}

/** A text in UTF-8, or in UTF-16 with its mark; `undefined` when it is neither. */
export function wholeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(markedSet(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function markedSet(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** Whether bytes begin with these signs, from an offset on. */
export function beginsWith(bytes: Uint8Array, signs: string, from = 0): boolean {
  for (let at = 0; at < signs.length; at += 1)
    if (bytes[from + at] !== signs.charCodeAt(at)) return false;
  return true;
}

/** Several pieces in one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
