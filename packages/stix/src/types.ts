/** A reference to something outside STIX (STIX 2.1 §2.5). */
export interface ExternalReference {
  readonly source_name: string;
  readonly description?: string;
  readonly url?: string;
  readonly hashes?: Readonly<Record<string, string>>;
  readonly external_id?: string;
  readonly [property: string]: unknown;
}

/** A marking or a language for part of an object (STIX 2.1 §7.2.3). */
export interface GranularMarking {
  readonly selectors: readonly string[];
  readonly marking_ref?: string;
  readonly lang?: string;
  readonly [property: string]: unknown;
}

/**
 * A STIX 2.1 object of any type, custom types included (STIX 2.1 §3.2).
 * Only `type` and `id` are certain; every other property keeps the value that was received.
 */
export interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly spec_version?: string;
  readonly created_by_ref?: string;
  readonly created?: string;
  readonly modified?: string;
  readonly revoked?: boolean;
  readonly labels?: readonly string[];
  readonly confidence?: number;
  readonly lang?: string;
  readonly external_references?: readonly ExternalReference[];
  readonly object_marking_refs?: readonly string[];
  readonly granular_markings?: readonly GranularMarking[];
  readonly defanged?: boolean;
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [property: string]: unknown;
}

/** One finding about a body or an object. */
export interface StixProblem {
  /** Where: a JSON pointer from the object's root, such as `/external_references/0/url`; `` for the whole. */
  readonly path: string;
  /** What: a stable kebab-case code, such as `required` or `timestamp-format`. */
  readonly rule: string;
  /** Why: the clause, such as `STIX 2.1 §2.16`, or the name of the limit. */
  readonly section: string;
  /** A sentence for people: what failed and the way out. */
  readonly message: string;
}

/** What {@link validateObject} found. `object` is present exactly when `ok` is true. */
export interface Validation {
  readonly ok: boolean;
  /** Broken requirements (MUST). At most 100 are kept. */
  readonly errors: readonly StixProblem[];
  /** Broken recommendations (SHOULD), custom content, and leniencies taken. At most 100 are kept. */
  readonly warnings: readonly StixProblem[];
  readonly object?: StixObject;
}

/** What `readObject` found: a validation of the parsed text. */
export type ReadResult = Validation;

/** What {@link prepareObject} hands to ingest. */
export type Prepared =
  | {
      readonly ok: true;
      readonly object: StixObject;
      /** The text to keep: exactly what was received, or the new text when the object was converted. */
      readonly text: string;
      readonly upConverted: boolean;
      /** What the conversion changed, one sentence each. */
      readonly notes: readonly string[];
      readonly warnings: readonly StixProblem[];
      /** Objects that the conversion made, such as the observables of a STIX 2.0 observed-data. */
      readonly extra: readonly StixObject[];
    }
  | {
      readonly ok: false;
      readonly errors: readonly StixProblem[];
      readonly warnings: readonly StixProblem[];
    };

/** Bytes `start` (included) to `end` (not included) of a body. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/** The shapes of body that are accepted. */
export type BodyKind = 'bundle' | 'envelope' | 'array' | 'object';

/** What {@link scanBundle} found in a body. */
export type ScanResult =
  | {
      readonly ok: true;
      readonly kind: BodyKind;
      /** One span for each element, in the order of the body. */
      readonly objects: readonly ByteSpan[];
      /** Top-level members other than `objects`; empty for an array or a bare object. */
      readonly rest: Readonly<Record<string, unknown>>;
    }
  | { readonly ok: false; readonly problem: StixProblem };

/** The class of an object type (STIX 2.1 §4 to §8). */
export type ObjectClass = 'sdo' | 'sco' | 'sro' | 'meta' | 'bundle' | 'custom';
