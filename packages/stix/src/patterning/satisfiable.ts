import type { PatternComparison, PatternExpression, PatternPosition } from './types.ts';

/**
 * Where AND joins comparisons of different object types, so that no object can satisfy them
 * (STIX 2.1 §9.5); undefined when there is no such place.
 */
export function unsatisfiableAt(ast: PatternExpression): PatternPosition | undefined {
  if (ast.kind === 'observation') {
    return rootTypes(ast.comparison).size === 0 ? ast.at : undefined;
  }
  if (ast.kind === 'qualified') return unsatisfiableAt(ast.expression);
  for (const operand of ast.operands) {
    const place = unsatisfiableAt(operand);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The object types that could satisfy a comparison. */
function rootTypes(comparison: PatternComparison): ReadonlySet<string> {
  if (comparison.kind !== 'comparison-join') return new Set([comparison.path.objectType]);
  const sets = comparison.operands.map(rootTypes);
  if (comparison.operator === 'OR') return new Set(sets.flatMap((set) => [...set]));
  const [first = new Set<string>(), ...others] = sets;
  return new Set([...first].filter((type) => others.every((set) => set.has(type))));
}
