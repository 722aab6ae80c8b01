import { parseSync } from '@swc/core';

/** What is counted in one file. Lines are numbered from 1. */
export interface Measures {
  readonly lines: number;
  readonly functions: { readonly line: number; readonly lines: number }[];
  readonly assertions: number[];
  readonly suppressions: { readonly line: number; readonly hasReason: boolean }[];
  /** Uses of `store.unguarded(…)` with the reason given as a literal, or undefined where it is not one. */
  readonly unguardedUses: { readonly line: number; readonly reason: string | undefined }[];
  readonly statements: number[];
  readonly faults: { readonly line: number; readonly text: string }[];
}

interface Node {
  readonly type: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly [key: string]: unknown;
}

type Take = (node: Node, line: number) => void;

const functionTypes = new Set([
  'ArrowFunctionExpression',
  'ClassMethod',
  'Constructor',
  'FunctionDeclaration',
  'FunctionExpression',
  'GetterProperty',
  'MethodProperty',
  'PrivateMethod',
  'SetterProperty',
]);
const suppression =
  /(?:\/\/|\/\*).*?((?:oxlint|eslint)-disable[-\w]*|@ts-(?:expect-error|ignore|nocheck)|prettier-ignore|(?:c8|v8|node:coverage) (?:ignore|disable))(.*)/;
const sql =
  /^\s*(select\s[\s\S]+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|with\s+(recursive\s+)?\w+\s+as\s*\(|(create|alter|drop)\s+(table|index|view|function|role|database|policy)\s)/i;
const testFunctions = new Set(['describe', 'it', 'suite', 'test']);
const leftOut = new Set(['only', 'skip', 'todo']);

/** Counts in one TypeScript file what the budget limits. Throws when the file does not parse. */
export function measure(text: string, { isTsx = false, isTest = false } = {}): Measures {
  const measures: Measures = {
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    functions: [],
    assertions: [],
    suppressions: suppressionsIn(text),
    unguardedUses: [],
    statements: [],
    faults: [],
  };
  const lineAt = lineFinder(text);
  const takes: Take[] = [
    takeFunctions(measures, lineAt),
    takeTypes(measures),
    takeUnguarded(measures),
    takeStatements(measures),
  ];
  if (isTest) takes.push(takeTests(measures));
  const program = parseSync(text, { syntax: 'typescript', tsx: isTsx, target: 'es2024' });
  walk(program, (node) => {
    const line = lineAt(node.span?.start ?? 1);
    for (const take of takes) take(node, line);
  });
  return measures;
}

function takeFunctions(measures: Measures, lineAt: (byte: number) => number): Take {
  return (node, line) => {
    if (!functionTypes.has(node.type) || node.span === undefined) return;
    measures.functions.push({ line, lines: lineAt(node.span.end - 1) - line + 1 });
  };
}

function takeTypes(measures: Measures): Take {
  return (node, line) => {
    if (node.type === 'TsAsExpression' || node.type === 'TsTypeAssertion')
      measures.assertions.push(line);
    if (node.type === 'TsKeywordType' && node['kind'] === 'any') {
      measures.faults.push({
        line,
        text: "the type 'any': say what it is, or 'unknown' and check it",
      });
    }
    if (node.type === 'TsNonNullExpression' || node['definite'] === true) {
      measures.faults.push({ line, text: "a '!' assertion: check for the missing value instead" });
    }
  };
}

function takeUnguarded(measures: Measures): Take {
  const called = new Set<unknown>();
  return (node, line) => {
    if (node.type === 'CallExpression' && isNamed(node['callee'], 'unguarded')) {
      called.add(node['callee']);
      measures.unguardedUses.push({ line, reason: literal(argument(node, 0)) });
    } else if (isNamed(node, 'unguarded') && !called.has(node)) {
      measures.unguardedUses.push({ line, reason: undefined });
    }
  };
}

function takeStatements(measures: Measures): Take {
  return (node, line) => {
    const text = literal(node) ?? (node.type === 'TemplateElement' ? node['raw'] : undefined);
    if (typeof text === 'string' && isStatement(text)) measures.statements.push(line);
  };
}

/** A statement's first word is all in small or all in capital letters, a sentence's is not. */
function isStatement(text: string): boolean {
  return /^\s*([a-z]+|[A-Z]+)\s/.test(text) && sql.test(text);
}

/** Tests that are left out, that replace parts of the program, or whose titles say what should be. */
function takeTests(measures: Measures): Take {
  return (node, line) => {
    if (isNamed(node, 'mock')) {
      measures.faults.push({ line, text: 'a mock: pass the part in as a parameter instead' });
    }
    if (node.type !== 'CallExpression' || !isNode(node['callee'])) return;
    for (const text of testFaults(node, node['callee'])) measures.faults.push({ line, text });
  };
}

function testFaults(call: Node, callee: Node): string[] {
  const isMember = callee.type === 'MemberExpression';
  const name = valueOf(isMember ? callee['object'] : callee);
  if (name === undefined || !testFunctions.has(name)) return [];
  const variant = isMember ? [valueOf(callee['property']) ?? ''] : [];
  const marks = [...variant, ...keysOf(argument(call, 1))].filter((mark) => leftOut.has(mark));
  const saysShould = /\bshould\b/i.test(literal(argument(call, 0)) ?? '');
  return [
    ...marks.map((mark) => `a test marked '${mark}'`),
    ...(saysShould ? ["a title with 'should': say what the subject does"] : []),
  ];
}

function isNamed(value: unknown, name: string): boolean {
  if (!isNode(value)) return false;
  if (value.type === 'MemberExpression') return valueOf(value['property']) === name;
  if (value.type === 'AssignmentPatternProperty' || value.type === 'KeyValuePatternProperty') {
    return valueOf(value['key']) === name;
  }
  return false;
}

function argument(call: Node, index: number): unknown {
  const list = call['arguments'];
  if (!Array.isArray(list)) return undefined;
  const found: unknown = list[index];
  return typeof found === 'object' && found !== null && 'expression' in found
    ? found.expression
    : undefined;
}

function keysOf(value: unknown): string[] {
  if (!isNode(value) || value.type !== 'ObjectExpression') return [];
  const properties = value['properties'] as readonly Node[];
  return properties.map((property) => valueOf(property['key']) ?? '');
}

function literal(value: unknown): string | undefined {
  return isNode(value) && value.type === 'StringLiteral' ? valueOf(value) : undefined;
}

function valueOf(value: unknown): string | undefined {
  return isNode(value) && typeof value['value'] === 'string' ? value['value'] : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function suppressionsIn(text: string): Measures['suppressions'] {
  return text.split('\n').flatMap((content, index) => {
    const found = suppression.exec(content);
    if (found === null) return [];
    // The compiler's own switches for a whole file or any error have no good reason.
    const isHopeless = /@ts-(ignore|nocheck)/.test(found[1] ?? '');
    const hasReason = !isHopeless && /(--|:| )\s*\w{3,}.*\s\w+/.test(found[2] ?? '');
    return [{ line: index + 1, hasReason }];
  });
}

/** The parser counts bytes of UTF-8 from 1. */
function lineFinder(text: string): (byte: number) => number {
  const bytes = Buffer.from(text, 'utf8');
  const starts = [0];
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return (byte) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= byte - 1) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
  } else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) visit(value);
    for (const inner of Object.values(value)) walk(inner, visit);
  }
}
