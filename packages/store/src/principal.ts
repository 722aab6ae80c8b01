/** Microseconds since the epoch, as a number below 2^53: the unit of TAXII's `date_added` (TAXII 2.1 §2). */
export type Micros = number;

/** Who acts: a person for one of their organizations, or a token. */
export type Principal =
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly organization: string;
      readonly session?: string;
    }
  | { readonly kind: 'token'; readonly id: string };

/** An expected "no". `hidden` answers as if the thing did not exist. */
export interface Refusal {
  refused: 'hidden' | 'not-allowed' | 'conflict' | 'invalid';
  words: string;
}
