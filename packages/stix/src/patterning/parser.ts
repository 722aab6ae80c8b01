import { PATTERN_LIMITS } from '../limits.ts';
import { isIpv4, isIpv6 } from '../addresses.ts';
import { Lexer, PatternFault, type Token } from './lexer.ts';
import type {
  PatternComparison,
  PatternExpression,
  PatternLiteral,
  PatternOperator,
  PatternPath,
  PatternQualifier,
  PatternResult,
  PatternStep,
} from './types.ts';

const UTF8 = new TextEncoder();

const OPERATORS: ReadonlyMap<string, PatternOperator> = new Map<string, PatternOperator>([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['IN', 'IN'],
  ['LIKE', 'LIKE'],
  ['MATCHES', 'MATCHES'],
  ['ISSUBSET', 'ISSUBSET'],
  ['ISSUPERSET', 'ISSUPERSET'],
]);

/** Observation operators from the loosest to the tightest (STIX 2.1 §9.5.3). */
const OBSERVATION_LEVELS = ['FOLLOWEDBY', 'OR', 'AND'] as const;

/**
 * Parses a STIX pattern (STIX 2.1 §9) in time linear in its length. Never throws: a fault comes
 * back with its place. Limits: 16 KiB, 512 comparison terms, 64 levels of nesting.
 */
export function parsePattern(text: string): PatternResult {
  const start = { offset: 0, line: 1, column: 1 };
  const { bytes } = PATTERN_LIMITS;
  if (text.length > bytes || (text.length * 3 > bytes && UTF8.encode(text).length > bytes)) {
    return {
      ok: false,
      message: `The pattern has more than ${bytes} bytes; split it into several indicators`,
      position: start,
    };
  }
  if (last === undefined || text !== last.text) last = { text, result: parseAfresh(text) };
  return last.result;
}

/** The latest outcome: one object's pattern is asked for when it is checked, titled and looked up. */
let last: { readonly text: string; readonly result: PatternResult } | undefined;

function parseAfresh(text: string): PatternResult {
  try {
    return { ok: true, ast: new Parser(text).whole() };
  } catch (fault) {
    if (!(fault instanceof PatternFault)) throw fault;
    return { ok: false, message: fault.message, position: fault.position };
  }
}

/** A recursive-descent parser: one method for each production, one token of look-ahead. */
class Parser {
  readonly #lexer: Lexer;
  #token: Token;
  #terms = 0;
  #depth = 0;

  constructor(text: string) {
    this.#lexer = new Lexer(text);
    this.#token = this.#lexer.next();
  }

  whole(): PatternExpression {
    const ast = this.#observations(0);
    if (this.#token.kind !== 'end') this.#fail('an operator, a qualifier or the end');
    return ast;
  }

  #observations(level: number): PatternExpression {
    const operator = OBSERVATION_LEVELS[level];
    if (operator === undefined) return this.#qualified();
    const { at } = this.#token;
    const first = this.#observations(level + 1);
    if (!this.#is('keyword', operator)) return first;
    const operands = [first];
    while (this.#accept('keyword', operator)) operands.push(this.#observations(level + 1));
    return { kind: 'observation-join', at, operator, operands };
  }

  #qualified(): PatternExpression {
    const { at } = this.#token;
    let expression = this.#observation();
    const kinds = qualifierKinds(expression);
    for (;;) {
      const place = this.#token.at;
      const qualifier = this.#qualifier();
      if (qualifier === undefined) return expression;
      if (kinds.has(qualifier.kind)) {
        throw new PatternFault('An expression has two qualifiers of one kind; keep one', place);
      }
      kinds.add(qualifier.kind);
      expression = { kind: 'qualified', at, expression, qualifier };
    }
  }

  #observation(): PatternExpression {
    const { at } = this.#token;
    if (this.#accept('sign', '(')) {
      this.#enter();
      const inner = this.#observations(0);
      this.#leave(')');
      return inner;
    }
    if (!this.#accept('sign', '[')) return this.#fail('"[" or "("');
    this.#enter();
    const comparison = this.#comparisons();
    this.#leave(']');
    return { kind: 'observation', at, comparison };
  }

  #qualifier(): PatternQualifier | undefined {
    if (this.#accept('keyword', 'WITHIN')) {
      const number = this.#positiveNumber(true);
      this.#expect('keyword', 'SECONDS');
      return { kind: 'within', seconds: Number(number), raw: number };
    }
    if (this.#accept('keyword', 'REPEATS')) {
      const times = Number(this.#positiveNumber(false));
      this.#expect('keyword', 'TIMES');
      return { kind: 'repeats', times };
    }
    if (!this.#accept('keyword', 'START')) return undefined;
    const start = this.#timestamp();
    this.#expect('keyword', 'STOP');
    return { kind: 'start-stop', start, stop: this.#timestamp() };
  }

  #comparisons(): PatternComparison {
    return this.#joined('OR', () => this.#joined('AND', () => this.#term()));
  }

  #joined(operator: 'AND' | 'OR', operand: () => PatternComparison): PatternComparison {
    const { at } = this.#token;
    const first = operand();
    if (!this.#is('keyword', operator)) return first;
    const operands = [first];
    while (this.#accept('keyword', operator)) operands.push(operand());
    return { kind: 'comparison-join', at, operator, operands };
  }

  #term(): PatternComparison {
    const { at } = this.#token;
    if (this.#accept('sign', '(')) {
      this.#enter();
      const inner = this.#comparisons();
      this.#leave(')');
      return inner;
    }
    this.#terms += 1;
    if (this.#terms > PATTERN_LIMITS.terms) {
      throw new PatternFault(
        `The pattern has more than ${PATTERN_LIMITS.terms} comparisons; split it into several indicators`,
        at,
      );
    }
    const before = this.#accept('keyword', 'NOT');
    if (before || this.#is('keyword', 'EXISTS')) {
      this.#expect('keyword', 'EXISTS');
      return { kind: 'exists', at, negated: before, path: this.#path() };
    }
    const path = this.#path();
    const negated = this.#accept('keyword', 'NOT');
    const operator = this.#operator();
    return { kind: 'comparison', at, negated, path, operator, values: this.#values(operator) };
  }

  #operator(): PatternOperator {
    const isWord = this.#token.kind === 'keyword' || this.#token.kind === 'sign';
    const operator = isWord ? OPERATORS.get(this.#token.text) : undefined;
    if (operator === undefined) return this.#fail('a comparison operator');
    this.#advance();
    return operator;
  }

  #values(operator: PatternOperator): PatternLiteral[] {
    if (operator === 'IN') return this.#set();
    const { at } = this.#token;
    const literal = this.#literal();
    if (operator === '=' || operator === '!=') return [literal];
    const isOrder = operator.startsWith('<') || operator.startsWith('>');
    if (isOrder ? literal.kind === 'boolean' : literal.kind !== 'string') {
      throw new PatternFault(`A ${literal.kind} cannot stand after ${operator}`, at);
    }
    if (operator.startsWith('ISSU') && literal.kind === 'string' && !isNetwork(literal.value)) {
      throw new PatternFault(`An IP address or network is expected after ${operator}`, at);
    }
    return [literal];
  }

  #set(): PatternLiteral[] {
    const { at } = this.#token;
    const values: PatternLiteral[] = [];
    this.#expect('sign', '(');
    if (this.#accept('sign', ')')) return values;
    do values.push(this.#literal());
    while (this.#accept('sign', ','));
    this.#expect('sign', ')');
    const kinds = new Set(values.map(({ kind }) => (kind === 'float' ? 'integer' : kind)));
    if (kinds.size > 1) {
      throw new PatternFault('The constants of a set are of different kinds; use one kind', at);
    }
    return values;
  }

  #literal(): PatternLiteral {
    const { kind, text } = this.#token;
    switch (kind) {
      case 'integer':
      case 'float':
        this.#advance();
        return { kind, value: Number(text), raw: text };
      case 'string':
      case 'hex':
      case 'binary':
      case 'timestamp':
        this.#advance();
        return { kind, value: text };
      default:
        if (!this.#is('keyword', 'true') && !this.#is('keyword', 'false')) {
          return this.#fail('a constant');
        }
        this.#advance();
        return { kind: 'boolean', value: text === 'true' };
    }
  }

  #path(): PatternPath {
    const { kind, text } = this.#token;
    if (kind !== 'identifier' && kind !== 'hyphenated') return this.#fail('an object path');
    this.#advance();
    this.#expect('sign', ':');
    const steps: PatternStep[] = [{ key: this.#key() }];
    for (;;) {
      if (this.#accept('sign', '.')) {
        steps.push({ key: this.#key() });
      } else if (this.#accept('sign', '[')) {
        steps.push({ index: this.#index() });
        this.#expect('sign', ']');
      } else {
        return { objectType: text, steps };
      }
    }
  }

  #key(): string {
    const { kind, text } = this.#token;
    if (kind === 'hyphenated') {
      throw new PatternFault(
        `The property ${JSON.stringify(text.slice(0, 60))} has a hyphen; put it in apostrophes`,
        this.#token.at,
      );
    }
    if (kind !== 'identifier' && kind !== 'string') return this.#fail('a property name');
    this.#advance();
    return text;
  }

  #index(): number | '*' {
    if (this.#accept('sign', '*')) return '*';
    if (this.#token.kind !== 'integer') return this.#fail('a list index or "*"');
    const index = Number(this.#token.text);
    this.#advance();
    return index;
  }

  #positiveNumber(mayBeFloat: boolean): string {
    const { kind, text } = this.#token;
    const isNumber = kind === 'integer' || (kind === 'float' && mayBeFloat);
    if (!isNumber || !(Number(text) > 0)) {
      return this.#fail(mayBeFloat ? 'a positive number' : 'a positive whole number');
    }
    this.#advance();
    return text;
  }

  #timestamp(): string {
    const { kind, text } = this.#token;
    if (kind !== 'timestamp') return this.#fail("a timestamp like t'2020-01-31T12:00:00Z'");
    this.#advance();
    return text;
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > PATTERN_LIMITS.depth) {
      throw new PatternFault(
        `The pattern is nested deeper than ${PATTERN_LIMITS.depth} levels; flatten it`,
        this.#token.at,
      );
    }
  }

  #leave(closer: string): void {
    this.#depth -= 1;
    this.#expect('sign', closer);
  }

  #is(kind: 'keyword' | 'sign', text: string): boolean {
    return this.#token.kind === kind && this.#token.text === text;
  }

  #accept(kind: 'keyword' | 'sign', text: string): boolean {
    if (!this.#is(kind, text)) return false;
    this.#advance();
    return true;
  }

  #expect(kind: 'keyword' | 'sign', text: string): void {
    if (!this.#accept(kind, text)) this.#fail(`"${text}"`);
  }

  #advance(): void {
    this.#token = this.#lexer.next();
  }

  #fail(expected: string): never {
    const { kind, text, at } = this.#token;
    const got = kind === 'end' ? 'the end of the pattern' : JSON.stringify(text.slice(0, 60));
    throw new PatternFault(`Expected ${expected}, got ${got}`, at);
  }
}

/** Kinds of the qualifiers that already stand on an expression in parentheses. */
function qualifierKinds(expression: PatternExpression): Set<string> {
  const kinds = new Set<string>();
  let inner = expression;
  while (inner.kind === 'qualified') {
    kinds.add(inner.qualifier.kind);
    inner = inner.expression;
  }
  return kinds;
}

function isNetwork(text: string): boolean {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const bits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1;
  if (slash < 0) return bits > 0;
  return /^\d{1,3}$/.test(text.slice(slash + 1)) && Number(text.slice(slash + 1)) <= bits;
}
