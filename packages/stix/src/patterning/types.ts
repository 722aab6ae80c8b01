/** A place in a pattern's text. `offset` counts UTF-16 units from 0; line and column count from 1. */
export interface PatternPosition {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A constant (STIX 2.1 §9.2). Numbers keep their text, so that printing changes nothing. */
export type PatternLiteral =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: number; readonly raw: string }
  | { readonly kind: 'float'; readonly value: number; readonly raw: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'hex'; readonly value: string }
  | { readonly kind: 'binary'; readonly value: string }
  | { readonly kind: 'timestamp'; readonly value: string };

/** One step of an object path: a property or dictionary key, or a list index (STIX 2.1 §9.7). */
export type PatternStep = { readonly key: string } | { readonly index: number | '*' };

/** An object path: `file:hashes.'SHA-256'`. */
export interface PatternPath {
  readonly objectType: string;
  readonly steps: readonly PatternStep[];
}

/** Comparison operators (STIX 2.1 §9.6.1); `==` reads as `=` and `<>` as `!=`. */
export type PatternOperator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'IN' | 'LIKE' | 'MATCHES' | 'ISSUBSET' | 'ISSUPERSET';

/** What stands between square brackets. */
export type PatternComparison =
  | {
      readonly kind: 'comparison';
      readonly at: PatternPosition;
      readonly negated: boolean;
      readonly path: PatternPath;
      readonly operator: PatternOperator;
      /** One constant; for IN, all of them (possibly none). */
      readonly values: readonly PatternLiteral[];
    }
  | {
      readonly kind: 'exists';
      readonly at: PatternPosition;
      readonly negated: boolean;
      readonly path: PatternPath;
    }
  | {
      readonly kind: 'comparison-join';
      readonly at: PatternPosition;
      readonly operator: 'AND' | 'OR';
      readonly operands: readonly PatternComparison[];
    };

/** A restriction behind an observation expression (STIX 2.1 §9.5.1). */
export type PatternQualifier =
  | { readonly kind: 'within'; readonly seconds: number; readonly raw: string }
  | { readonly kind: 'repeats'; readonly times: number }
  | { readonly kind: 'start-stop'; readonly start: string; readonly stop: string };

/** A whole pattern, or a part of one outside square brackets (STIX 2.1 §9.5). */
export type PatternExpression =
  | {
      readonly kind: 'observation';
      readonly at: PatternPosition;
      readonly comparison: PatternComparison;
    }
  | {
      readonly kind: 'observation-join';
      readonly at: PatternPosition;
      readonly operator: 'AND' | 'OR' | 'FOLLOWEDBY';
      readonly operands: readonly PatternExpression[];
    }
  | {
      readonly kind: 'qualified';
      readonly at: PatternPosition;
      readonly expression: PatternExpression;
      readonly qualifier: PatternQualifier;
    };

/** The outcome of `parsePattern`. */
export type PatternResult =
  | { readonly ok: true; readonly ast: PatternExpression }
  | { readonly ok: false; readonly message: string; readonly position: PatternPosition };

/** One constant compared in a pattern; see `patternValues`. */
export interface PatternValue {
  readonly objectType: string;
  /** The path behind the type as it is written, such as `hashes.'SHA-256'`. */
  readonly path: string;
  readonly operator: PatternOperator;
  readonly negated: boolean;
  readonly value: string | number | boolean;
}
