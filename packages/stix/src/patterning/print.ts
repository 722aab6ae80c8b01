import { isKeyword } from './lexer.ts';
import type {
  PatternComparison,
  PatternExpression,
  PatternLiteral,
  PatternPath,
  PatternQualifier,
  PatternStep,
  PatternValue,
} from './types.ts';

/** Writes a pattern so that parsing it again gives the same tree, places apart. */
export function printPattern(ast: PatternExpression): string {
  switch (ast.kind) {
    case 'observation':
      return `[${printComparison(ast.comparison)}]`;
    case 'observation-join':
      return ast.operands
        .map((operand) =>
          operand.kind === 'observation-join'
            ? `(${printPattern(operand)})`
            : printPattern(operand),
        )
        .join(` ${ast.operator} `);
    case 'qualified': {
      const inner = printPattern(ast.expression);
      const base = ast.expression.kind === 'observation-join' ? `(${inner})` : inner;
      return `${base} ${printQualifier(ast.qualifier)}`;
    }
  }
}

/** Every constant that a pattern compares, in the order of the text; sets give one for each. */
export function patternValues(ast: PatternExpression): PatternValue[] {
  const values: PatternValue[] = [];
  collectFromExpression(ast, values);
  return values;
}

function collectFromExpression(ast: PatternExpression, values: PatternValue[]): void {
  if (ast.kind === 'observation') collectFromComparison(ast.comparison, values);
  else if (ast.kind === 'qualified') collectFromExpression(ast.expression, values);
  else for (const operand of ast.operands) collectFromExpression(operand, values);
}

function collectFromComparison(comparison: PatternComparison, values: PatternValue[]): void {
  if (comparison.kind === 'comparison-join') {
    for (const operand of comparison.operands) collectFromComparison(operand, values);
  } else if (comparison.kind === 'comparison') {
    const { path, operator, negated } = comparison;
    const { objectType } = path;
    const steps = printSteps(path.steps);
    for (const { value } of comparison.values) {
      values.push({ objectType, path: steps, operator, negated, value });
    }
  }
}

function printComparison(comparison: PatternComparison): string {
  switch (comparison.kind) {
    case 'comparison-join':
      return comparison.operands
        .map((operand) =>
          operand.kind === 'comparison-join'
            ? `(${printComparison(operand)})`
            : printComparison(operand),
        )
        .join(` ${comparison.operator} `);
    case 'exists':
      return `${comparison.negated ? 'NOT ' : ''}EXISTS ${printPath(comparison.path)}`;
    case 'comparison': {
      const values = comparison.values.map(printLiteral).join(', ');
      const right = comparison.operator === 'IN' ? `(${values})` : values;
      const not = comparison.negated ? ' NOT' : '';
      return `${printPath(comparison.path)}${not} ${comparison.operator} ${right}`;
    }
  }
}

function printQualifier(qualifier: PatternQualifier): string {
  switch (qualifier.kind) {
    case 'within':
      return `WITHIN ${qualifier.raw} SECONDS`;
    case 'repeats':
      return `REPEATS ${qualifier.times} TIMES`;
    case 'start-stop':
      return `START t'${qualifier.start}' STOP t'${qualifier.stop}'`;
  }
}

function printPath(path: PatternPath): string {
  return `${path.objectType}:${printSteps(path.steps)}`;
}

function printSteps(steps: readonly PatternStep[]): string {
  return steps
    .map((step, place) => {
      if ('index' in step) return `[${step.index}]`;
      return `${place === 0 ? '' : '.'}${printKey(step.key)}`;
    })
    .join('');
}

function printKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !isKeyword(key) ? key : quote(key);
}

function printLiteral(literal: PatternLiteral): string {
  switch (literal.kind) {
    case 'string':
      return quote(literal.value);
    case 'integer':
    case 'float':
      return literal.raw;
    case 'boolean':
      return String(literal.value);
    case 'hex':
      return `h'${literal.value}'`;
    case 'binary':
      return `b'${literal.value}'`;
    case 'timestamp':
      return `t'${literal.value}'`;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
