import { parsePattern } from '@tocsin/stix';
import type { PatternComparison, PatternExpression } from '@tocsin/stix';
import type { RuleName } from './rule-table.ts';
import { policiesOf, STIX_POLICY } from './stix-policy.ts';

/** A literal of a pattern that gives something away by what it is compared with. */
export interface LiteralSpot {
  readonly rule: RuleName;
  readonly start: number;
  readonly end: number;
}

/** Types of which a property gives something away: a pattern that names none of them is not parsed for it. */
const TYPES = new RegExp(
  [
    ...new Set(
      Object.entries(STIX_POLICY).flatMap(([key, { rule }]) =>
        rule === undefined ? [] : [`${key.split(' ')[0] ?? ''}:`],
      ),
    ),
  ].join('|'),
);

/**
 * Literals of a pattern by the rules of the observable they are compared with: the account in
 * `[user-account:user_id = 'jdoe']` is one, as it would be in an object. What is no pattern holds none.
 */
export function literalSpots(pattern: string, only?: ReadonlySet<RuleName>): LiteralSpot[] {
  if (!TYPES.test(pattern)) return [];
  const parsed = parsePattern(pattern);
  if (!parsed.ok) return [];
  return comparisonsIn(parsed.ast).flatMap((comparison) => spotsIn(pattern, comparison, only));
}

type Compared = Extract<PatternComparison, { kind: 'comparison' }>;

function comparisonsIn(ast: PatternExpression): Compared[] {
  if (ast.kind === 'observation') return compared(ast.comparison);
  if (ast.kind === 'qualified') return comparisonsIn(ast.expression);
  return ast.operands.flatMap(comparisonsIn);
}

function compared(comparison: PatternComparison): Compared[] {
  if (comparison.kind === 'comparison-join') return comparison.operands.flatMap(compared);
  return comparison.kind === 'comparison' ? [comparison] : [];
}

function spotsIn(
  pattern: string,
  { path, values, at }: Compared,
  only: ReadonlySet<RuleName> | undefined,
): LiteralSpot[] {
  const keys = path.steps.flatMap((one) => ('key' in one ? [one.key] : []));
  // The last name on the way that says something: `email-message:to_refs[*].value` is about `to_refs`.
  const policy = keys
    .map((key) => policiesOf(path.objectType).get(key))
    .findLast((one) => one?.rule !== undefined);
  const rule = policy?.rule;
  if (rule === undefined || only?.has(rule) === false) return [];
  let from = at.offset;
  return values.flatMap((value) => {
    if (value.kind !== 'string') return [];
    const written = value.value.replaceAll(/['\\]/g, String.raw`\$&`);
    const found = pattern.indexOf(`'${written}'`, from);
    if (found < 0) return [];
    from = found + written.length + 2;
    const isTold = value.value.trim() !== '' && policy?.unless?.(value.value, {}) !== true;
    return isTold ? [{ rule, start: found + 1, end: found + 1 + written.length }] : [];
  });
}
