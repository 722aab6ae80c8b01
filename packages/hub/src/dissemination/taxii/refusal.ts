import { errorText } from '@tocsin/taxii';
import type { Refused } from '../../kernel/index.ts';

/** An expected "no" in TAXII's words (TAXII 2.1 §3.6.1). */
export class TaxiiRefused {
  readonly status: number;
  readonly title: string;
  readonly description: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, description: string, retryAfterSeconds?: number) {
    this.status = status;
    this.title = TITLES[status] ?? 'The request is refused';
    this.description = description;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The body of the answer. It is made from the request alone, so hidden and absent give the same bytes. */
  text(): string {
    return errorText(this.status, { title: this.title, description: this.description });
  }
}

/** Whether a result is a "no". */
export function isTaxiiRefused(value: unknown): value is TaxiiRefused {
  return value instanceof TaxiiRefused;
}

/** The kernel's "no" in TAXII's words. */
export function taxiiRefusal(refused: Refused): TaxiiRefused {
  return new TaxiiRefused(refused.status, refused.words, refused.retryAfterSeconds);
}

/** What is hidden and what is absent answer alike. */
export function taxiiHidden(): TaxiiRefused {
  return new TaxiiRefused(404, 'There is nothing at this address that you may see');
}

/** A request that cannot be read. */
export function taxiiBadRequest(description: string): TaxiiRefused {
  return new TaxiiRefused(400, description);
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  406: 'Not acceptable',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be processed',
  429: 'Too many requests',
  500: 'Something went wrong here',
  503: 'Unavailable',
};
