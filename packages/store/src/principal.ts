/** Microseconds since the epoch, as a number below 2^53: the unit of TAXII's `date_added` (TAXII 2.1 §2). */
export type Micros = number;

/** Who acts: a person for one of their organizations, a token, or a sealed source. */
export type Principal =
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly organization: string;
      readonly session?: string;
    }
  | { readonly kind: 'token'; readonly id: string }
  | SourcePrincipal;

/**
 * A sealed source, by its ticket: it acts as the alias (`organization`) and the voice (`id`) alone. Who brought the
 * ticket is asked for one thing only, whether they take part in the community at that moment, and is written nowhere.
 */
export interface SourcePrincipal {
  readonly kind: 'source';
  /** The voice: the author of what is shared under the alias. */
  readonly id: string;
  /** The alias. */
  readonly organization: string;
  readonly community: string;
  readonly by: Principal & { readonly kind: 'person' };
}

/** An expected "no". `hidden` answers as if the thing did not exist. */
export interface Refusal {
  refused: 'hidden' | 'not-allowed' | 'conflict' | 'invalid';
  words: string;
}
