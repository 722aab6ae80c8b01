import { parseSync } from '@swc/core';

/** The words of one file of the browser app. Lines are numbered from 1. */
export interface FileWords {
  /** Texts that go through the catalogue; a counted one stands as its forms, `…_one` and `…_other`. */
  readonly keys: { readonly line: number; readonly key: string }[];
  /** Texts that are shown and do not. */
  readonly bare: { readonly line: number; readonly text: string }[];
}

interface Node {
  readonly type: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly [key: string]: unknown;
}

/** Attributes and properties of parts whose value a person reads. */
const shown = new Set([
  'action',
  'alt',
  'aria-description',
  'aria-label',
  'description',
  'label',
  'lead',
  'note',
  'placeholder',
  'tab',
  'title',
  'words',
]);
/** Names, which no language changes. */
const names = new Set(['Tocsin']);
const letters = /\p{L}/u;

/** Reads a TypeScript file of the app. Throws when it does not parse. */
export function wordsIn(text: string, { isTsx = false } = {}): FileWords {
  const found: FileWords = { keys: [], bare: [] };
  const program = parseSync(text, { syntax: 'typescript', tsx: isTsx, target: 'es2024' });
  // The parser counts bytes, from where the last file it read ended.
  const bytes = Buffer.from(text);
  const origin = program.span.end - Buffer.byteLength(text.trimEnd());
  const lineOf = (node: Node): number =>
    bytes
      .subarray(0, (node.span?.start ?? origin) - origin)
      .toString()
      .split('\n').length;
  visit(program as unknown as Node, (node) => {
    for (const key of keysOf(node)) found.keys.push({ line: lineOf(node), key });
    for (const bare of bareIn(node)) found.bare.push({ line: lineOf(node), text: bare });
  });
  return found;
}

function keysOf(node: Node): string[] {
  if (node.type !== 'CallExpression') return [];
  const callee = asNode(node['callee']);
  const given = asNodes(node['arguments']).map((one) => asNode(one['expression']));
  if (callee?.type !== 'Identifier') return [];
  if (['t', 'rich', 'word'].includes(String(callee['value']))) return literal(given[0]);
  if (callee['value'] !== 'plural') return [];
  const forms = asNodes(given[1]?.['properties']);
  const other = forms.find((form) => asNode(form['key'])?.['value'] === 'other');
  return literal(asNode(other?.['value'])).flatMap((key) => [`${key}_one`, `${key}_other`]);
}

function bareIn(node: Node): string[] {
  if (node.type === 'JSXText') return said(String(node['value']));
  if (node.type === 'JSXAttribute') {
    const name = asNode(node['name'])?.['value'];
    if (!shown.has(String(name))) return [];
    const value = asNode(node['value']);
    return value?.type === 'JSXExpressionContainer' ? textsOf(value['expression']) : textsOf(value);
  }
  // An attribute's container was looked at with its attribute.
  if (node.type !== 'JSXElement' && node.type !== 'JSXFragment') return [];
  return asNodes(node['children'])
    .filter(({ type }) => type === 'JSXExpressionContainer')
    .flatMap((child) => textsOf(child['expression']));
}

/** The literal texts an expression may show: both ends of a choice, and what stands around placeholders. */
function textsOf(value: unknown): string[] {
  const node = asNode(value);
  if (node === undefined) return [];
  if (node.type === 'StringLiteral') return said(String(node['value']));
  if (node.type === 'TemplateLiteral') {
    return asNodes(node['quasis']).flatMap((part) => said(String(part['cooked'])));
  }
  if (node.type === 'ConditionalExpression') {
    return [...textsOf(node['consequent']), ...textsOf(node['alternate'])];
  }
  if (node.type === 'ParenthesisExpression') return textsOf(node['expression']);
  if (node.type !== 'BinaryExpression') return [];
  const isChoice = ['&&', '||', '??', '+'].includes(String(node['operator']));
  return isChoice ? [...textsOf(node['left']), ...textsOf(node['right'])] : [];
}

function said(text: string): string[] {
  const words = text.trim();
  return letters.test(words) && !names.has(words) ? [words] : [];
}

function literal(node: Node | undefined): string[] {
  return node?.type === 'StringLiteral' ? [String(node['value'])] : [];
}

function visit(node: Node, take: (node: Node) => void): void {
  take(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null) visit(child as Node, take);
    }
  }
}

function asNode(value: unknown): Node | undefined {
  return typeof value === 'object' && value !== null ? (value as Node) : undefined;
}

function asNodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.map(asNode).filter((one) => one !== undefined) : [];
}

/** The placeholders of a text, sorted; the number of a counted one may be a word. */
export function placeholders(text: string): string[] {
  const found = [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
  return [...new Set(found)].filter((name) => name !== 'count').sort();
}
