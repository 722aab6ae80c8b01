/** What one body and one object may be at most. Sizes are bytes of UTF-8. */
export interface StixLimits {
  /** Bytes of a whole body. */
  readonly bodyBytes: number;
  /** Levels of nesting of one object, and of a body outside its objects. */
  readonly depth: number;
  /** Objects in one body. */
  readonly objects: number;
  /** Bytes of one string, key or value. */
  readonly stringBytes: number;
  /** Members of one JSON object, at any level. */
  readonly keysPerObject: number;
}

/** The limits that hold unless a caller names others. */
export const STIX_LIMITS: StixLimits = Object.freeze({
  bodyBytes: 8 * 1024 * 1024,
  depth: 32,
  objects: 10_000,
  stringBytes: 65_536,
  keysPerObject: 1_000,
});

/** Problems of one kind kept for one object; the rest are dropped. */
export const PROBLEM_LIMIT = 100;

/** Values that one object can give to lookup and correlation. */
export const OBSERVABLE_LIMIT = 512;

/** Bytes of UTF-16 text given to full-text search for one object, counted as characters. */
export const SEARCH_TEXT_LIMIT = 32_768;

/** What one pattern may be at most. */
export const PATTERN_LIMITS = Object.freeze({
  /** UTF-8 bytes of the text. */
  bytes: 16_384,
  /** Comparison terms. */
  terms: 512,
  /** Levels of parentheses and brackets. */
  depth: 64,
});

/** Merges named limits over {@link STIX_LIMITS}. */
export function withLimits(limits: Partial<StixLimits> | undefined): StixLimits {
  return limits === undefined ? STIX_LIMITS : { ...STIX_LIMITS, ...limits };
}

/** Differences told between two versions of an object. */
export const DIFFERENCES_MAX = 1000;
