import type { Refusal } from '@tocsin/store';
import { PROBLEMS } from './problem-codes.ts';
import type { ProblemCode } from './problem-codes.ts';

/** One thing wrong with one place of a request (RFC 9457 §3, `errors`). The pointer is RFC 6901, into the body, or `?name`. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** An expected "no" of an operation: becomes a problem document. */
export class Refused {
  readonly code: ProblemCode;
  /** One sentence that says what failed and the way out; never names what the caller may not know. */
  readonly words: string;
  readonly faults: readonly Fault[];
  /** Seconds to wait, for 429 and 503. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProblemCode,
    words: string,
    more: { faults?: readonly Fault[]; retryAfterSeconds?: number } = {},
  ) {
    this.code = code;
    this.words = words;
    this.faults = more.faults ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }
}

/** Says no. */
export function refuse(
  code: ProblemCode,
  words: string,
  more: { faults?: readonly Fault[]; retryAfterSeconds?: number } = {},
): Refused {
  return new Refused(code, words, more);
}

/** What is hidden and what is absent answer with the same bytes. */
export function hidden(): Refused {
  return new Refused('not-found', 'There is nothing at this address that you may see');
}

/** Whether the store said no. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** The store's "no" as an operation's. */
export function refusedBy(refusal: Refusal): Refused {
  switch (refusal.refused) {
    case 'hidden':
      return hidden();
    case 'not-allowed':
      return refuse('not-allowed', refusal.words);
    case 'conflict':
      return refuse('conflict', refusal.words);
    case 'invalid':
      return refuse('invalid', refusal.words);
  }
}
