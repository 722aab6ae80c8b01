import { withLimits, type StixLimits } from './limits.ts';
import { isDeeperThan } from './scan.ts';
import type { ReadResult } from './types.ts';
import { refuse, validateObject, type ValidateOptions } from './validate.ts';

/** Text longer than this is measured before it is parsed; shorter text cannot nest harmfully. */
const MEASURED_FROM = 65_536;

/** What {@link parseText} found: a value, or a refusal. */
export type ParsedText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: ReadResult };

/** Parses the text of one object and validates it. Never throws. */
export function readObject(text: string, options?: ValidateOptions): ReadResult {
  const parsed = parseText(text, options);
  return parsed.ok ? validateObject(parsed.value, options) : parsed.refusal;
}

/** Parses JSON text within the limits on size and depth. */
export function parseText(text: string, options?: ValidateOptions): ParsedText {
  const limits = withLimits(options?.limits);
  if (text.length > MEASURED_FROM) {
    const refusal = refuseBySize(text, limits);
    if (refusal !== undefined) return { ok: false, refusal };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const reason = String(error).replace('SyntaxError: ', '').slice(0, 200);
    const message = `The object is not valid JSON: ${reason}`;
    return { ok: false, refusal: refuse({ rule: 'json-syntax', section: 'RFC 8259 §2', message }) };
  }
}

function refuseBySize(text: string, limits: StixLimits): ReadResult | undefined {
  if (text.length > limits.bodyBytes) {
    const message = `The object has more than ${limits.bodyBytes} bytes; put large content in a file`;
    return refuse({ rule: 'object-too-large', section: 'limit bodyBytes', message });
  }
  if (isDeeperThan(text, limits.depth)) {
    const message = `The object is nested deeper than ${limits.depth} levels; flatten it`;
    return refuse({ rule: 'too-deep', section: 'limit depth', message });
  }
  return undefined;
}
