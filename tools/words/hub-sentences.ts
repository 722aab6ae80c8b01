import { globSync, readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

/** A sentence the hub may answer with, as a template: what it puts in stands as `{{name}}`. */
export interface HubSentence {
  readonly template: string;
  readonly path: string;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const SOURCES = 'packages/{hub,store,policy,stix,shield}/src/**/*.ts';
const CAST = 'packages/cli/src/demo/cast.ts';
/** Code whose words meet programs, operators and log files, not the browser app. */
const NOT_SHOWN = [
  /\.test(-support)?\.ts$/,
  // TAXII clients are programs; the API's description and the hub's own pages are English documents.
  /hub\/src\/dissemination\/taxii\//,
  /hub\/src\/(?:describe-api|serve|start-hub)\.ts$/,
  /hub\/src\/kernel\/(?:headers|log|metrics|metrics-server|openapi|problem-page|seals|settings|web-app)\.ts$/,
  /hub\/src\/membership\/accounts\/common-passwords\.ts$/,
  // Names of things that are kept: what somebody shared has a title in no language of ours.
  /hub\/src\/exchange\/extraction\/made-objects\.ts$/,
  /hub\/src\/exchange\/answering\/answer-object\.ts#(?:An? (?!w)|Seen|\{\{count\}\} times|Told|Looked|No action)/,
  /hub\/src\/exchange\/sharing\/contribute\.ts#(?:1 object|\{\{\w+\}\} objects)$/,
  /stix\/src\/(?:text|ids|vocabularies)\.ts$/,
  // What files say is told in their own words, and a text made for sharing is in nobody's language.
  /shield\/src\/(?:carriers\/(?:documents|images|logs|mail)\/|shared-text\.ts)/,
  /stix\/src\/values\//,
  // A letter that is signed is written in each language as it stands.
  /policy\/src\/letter-of-intent\.ts$/,
  /store\/src\/(?:audit|engine|operations|schema|visibility)\//,
  /store\/src\/open-store\.ts$/,
  /store\/src\/people\/(?:provision|world-faults)\.ts$/,
  // The app makes its own sentence of the numbers beside it.
  /hub\/src\/protection\/words\.ts#.*(?:will see this|will not|government partner \{\{|\{\{words\}\} and)/,
];
/** Exceptions are for whoever reads the log, never for an answer. */
const DEFECTS = new Set(['Error', 'TypeError', 'RangeError', 'EngineFault', 'SettingsError']);
const SQL =
  /\b(?:SELECT|FROM|WHERE|INSERT|UPDATE|INDEXED|EXISTS|JOIN|ORDER BY|FOR UPDATE|FOR SHARE|LIMIT|BEGIN|LISTEN)\b|= \?|\{\{sql\}\}/;
/** Clauses of standards, headers, and what streams and logs carry. */
const NO_WORDS =
  /^(?:" or "$|START STOP |STIX 2\.1 §|RFC \d|ISO |HTTP\/|marking rules|Bearer |Authorization, |\{\{place\}\}event)/;
/** Parts of sentences that are only one word long. */
const PHRASES: readonly (readonly [phrase: string, path: string])[] = [
  ['nothing', 'packages/stix/src/keys.ts'],
  ...['sector', 'country'].map(
    (phrase) => [phrase, 'packages/store/src/people/accounts.ts'] as const,
  ),
  ...['organization', 'group', 'person'].map(
    (phrase) => [phrase, 'packages/hub/src/protection/read-marking.ts'] as const,
  ),
  ...['units', 'purposes'].map(
    (phrase) => [phrase, 'packages/hub/src/protection/preview-as.ts'] as const,
  ),
];

/** Every sentence and phrase of the hub that can reach a screen, once each, with where it is said. */
export function hubSentences(): HubSentence[] {
  const found = new Map<string, string>(PHRASES);
  for (const path of globSync(SOURCES).sort()) {
    for (const template of sentencesIn(readFileSync(path, 'utf8'), path)) {
      const isShown = !NOT_SHOWN.some(
        (rule) => rule.test(path) || rule.test(`${path}#${template}`),
      );
      if (isShown && !found.has(template)) found.set(template, path);
    }
  }
  for (const part of personaWords()) found.set(part, CAST);
  return [...found].map(([template, path]) => ({ template, path }));
}

/** What the demonstration says of the people a visitor may be. */
function personaWords(): string[] {
  const lines = readFileSync(CAST, 'utf8').matchAll(/^ +(?:part|look): '(.+)',$/gm);
  return [...lines].map(([, words = '']) => words);
}

/** The sentences of one file: literals of several words that begin like one, and the phrases STIX checks put in. */
export function sentencesIn(text: string, path: string): string[] {
  const program = parseSync(text, { syntax: 'typescript', target: 'es2024' }) as unknown as Node;
  const constants = constantsOf(program);
  const found: string[] = [];
  const hasPhrases = /stix\/src\/(?:validation|patterning|keys|scan)|issue-words/.test(path);
  visit(program, constants, (template) => {
    if (isSentence(template) || (hasPhrases && isPhrase(template))) found.push(template);
  });
  return found;
}

function isSentence(text: string): boolean {
  const bare = text.replaceAll(/\{\{\w+\}\}/g, '');
  return (
    /^(?:\p{Lu}|["“]|\d+ [a-z]|\{\{)/u.test(text) &&
    text.trim().includes(' ') &&
    (/\p{Ll}{2}/u.test(bare) || text.includes('{{message}}')) &&
    !SQL.test(text) &&
    !NO_WORDS.test(text)
  );
}

function isPhrase(text: string): boolean {
  return (
    /^(?:"\[" or|\p{Ll}[\p{Ll}\d]* [\p{L}"])/u.test(text) &&
    !/^limit |\\/.test(text) &&
    !SQL.test(text)
  );
}

type Constants = ReadonlyMap<string, string>;

function visit(value: unknown, constants: Constants, take: (template: string) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) visit(one, constants, take);
    return;
  }
  const node = asNode(value);
  if (node === undefined || isAside(node)) return;
  if (node.type === 'StringLiteral') take(String(node['value']));
  if (node.type === 'TemplateLiteral')
    for (const template of templatesOf(node, constants)) take(template);
  for (const child of childrenOf(node, constants)) {
    if (typeof child === 'object' && child !== null) visit(child, constants, take);
  }
}

/** What is looked into: of a described part not its description, of a template not the choices it holds. */
function childrenOf(node: Node, constants: Constants): unknown[] {
  if (isDescription(node)) return [node['callee']];
  if (node.type !== 'TemplateLiteral') return Object.values(node);
  return asNodes(node['expressions']).filter((part) => wordsOf(part, constants) === undefined);
}

/** Statements, tagged texts (SQL), logs and what documents a contract. */
function isAside(node: Node): boolean {
  if (['ImportDeclaration', 'ExportNamedDeclaration'].includes(node.type)) {
    return node['source'] !== null && node['source'] !== undefined;
  }
  if (['TaggedTemplateExpression', 'TsLiteralType', 'TsTypeAliasDeclaration'].includes(node.type))
    return true;
  const callee = asNode(node['callee']);
  if (node.type === 'NewExpression') return DEFECTS.has(String(callee?.['value']));
  if (node.type === 'KeyValueProperty') {
    return ['summary', 'description', 'iso', 'clause'].includes(
      String(asNode(node['key'])?.['value']),
    );
  }
  return false;
}

/** What a contract is described with and what is logged; the rest of a chain of calls is read. */
function isDescription(node: Node): boolean {
  const callee = asNode(node['callee']);
  const called = String(asNode(callee?.['property'])?.['value']);
  return ['describe', 'meta', 'debug', 'info', 'warn'].includes(called);
}

/** Texts a file keeps under a name of its own. */
function constantsOf(program: Node): Constants {
  const declared = asNodes(program['body'])
    .filter(({ type }) => type === 'VariableDeclaration')
    .flatMap((statement) => asNodes(statement['declarations']));
  return new Map(
    declared.flatMap((one): [string, string][] => {
      const value = asNode(one['init']);
      if (value?.type !== 'StringLiteral') return [];
      return [[String(asNode(one['id'])?.['value']), String(value['value'])]];
    }),
  );
}

/** A template literal in every wording its choices give. */
function templatesOf(node: Node, constants: Constants): string[] {
  const texts = asNodes(node['quasis']).map((part) => String(part['cooked']));
  const parts = asNodes(node['expressions']);
  const names = new Set<string>();
  return parts.reduce<string[]>(
    (wordings, part, index) => {
      const after = texts[index + 1] ?? '';
      const choices = wordsOf(part, constants) ?? [`{{${nameOf(part, names)}}}`];
      return wordings.flatMap((words) => choices.map((choice) => words + choice + after));
    },
    [texts[0] ?? ''],
  );
}

/** The texts an expression is, when it is one of a few. */
function wordsOf(node: Node | undefined, constants: Constants): string[] | undefined {
  if (node?.type === 'StringLiteral') return [String(node['value'])];
  if (node?.type === 'Identifier') {
    const constant = constants.get(String(node['value']));
    return constant === undefined ? undefined : [constant];
  }
  if (node?.type !== 'ConditionalExpression') return undefined;
  const ends = [node['consequent'], node['alternate']].map((end) =>
    wordsOf(asNode(end), constants),
  );
  return ends.some((end) => end === undefined) ? undefined : ends.flatMap((end) => end ?? []);
}

/** What a part is called: its variable, its property, what is joined or turned into text. */
function nameOf(node: Node, names: Set<string>): string {
  const plain = plainName(node) ?? 'part';
  // The name of a constant is its own affair: "at most {{limit}} characters".
  const name = /^[A-Z]+_/.test(plain) ? 'limit' : plain;
  let unique = name;
  for (let count = 2; names.has(unique); count += 1) unique = `${name}${String(count)}`;
  names.add(unique);
  return unique;
}

function plainName(node: Node | undefined): string | undefined {
  if (node?.type === 'Identifier') return String(node['value']);
  if (node?.type === 'MemberExpression') {
    const property = asNode(node['property']);
    return plainName(property) ?? wordsOf(asNode(property?.['expression']), new Map())?.[0];
  }
  return node?.type === 'CallExpression' ? calledName(node) : undefined;
}

/** `list.join(', ')` is the list, `String(count)` the count. */
function calledName(node: Node): string | undefined {
  const callee = asNode(node['callee']);
  const object = callee?.type === 'MemberExpression' ? asNode(callee['object']) : undefined;
  const [given] = asNodes(node['arguments']).map((one) => asNode(one['expression']));
  const own = object?.['value'] === 'JSON' ? undefined : plainName(object);
  return own ?? plainName(given) ?? plainName(callee);
}

function asNode(value: unknown): Node | undefined {
  return typeof value === 'object' && value !== null ? (value as Node) : undefined;
}

function asNodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.map(asNode).filter((one) => one !== undefined) : [];
}
