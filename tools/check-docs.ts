/**
 * `npm run docs`: links and anchors of every page lead somewhere, the glossary's words are used and defined
 * once, blocks that are to be run are of a kind a test can run, and ARCHITECTURE.md shows the slices in the
 * order the hub starts them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { anchorsIn, firstCells, linksIn, runnableBlocks, wordsIn } from './docs/markdown.ts';

/** Words the glossary replaces, with the word to use. */
const replaced: readonly (readonly [word: RegExp, use: string])[] = [
  [/\borgs?\b/i, 'organization'],
  [/\borganisations?\b/i, 'organization'],
];
const runnable = new Set(['sh', 'ts', 'http']);

const listing = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
const pages = execFileSync('git', listing, { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(path));
const texts = new Map(pages.map((path) => [path, readFileSync(path, 'utf8')]));
const faults = [
  ...[...texts].flatMap(([page, text]) => [
    ...linkFaults(page, text),
    ...wordFaults(page, text),
    ...blockFaults(page, text),
  ]),
  ...glossaryFaults(),
  ...sliceFaults(),
];
for (const fault of faults) console.error(`✖ ${fault}`);
const links = [...texts.values()].reduce((count, text) => count + linksIn(text).length, 0);
console.log(
  `${String(pages.length)} pages, ${String(links)} links, ${String(faults.length)} faults.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

function linkFaults(page: string, text: string): string[] {
  return linksIn(text)
    .filter(({ target }) => !/^[a-z]+:/i.test(target))
    .flatMap(({ line, target }) => {
      const [path = '', anchor = ''] = target.split('#');
      const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
      const place = `${page}:${String(line)} links to '${target}'`;
      if (file.startsWith('..')) return [`${place}, which is outside the repository`];
      if (!existsSync(file)) return [`${place}, which is not there`];
      const isKnown = anchor === '' || !file.endsWith('.md') || anchorsOf(file).has(anchor);
      return isKnown ? [] : [`${place}, and ${file} has no heading of that name`];
    });
}

function anchorsOf(file: string): Set<string> {
  return anchorsIn(texts.get(file) ?? readFileSync(file, 'utf8'));
}

function wordFaults(page: string, text: string): string[] {
  // The glossary itself names the words it replaces.
  if (page === 'GLOSSARY.md' || page === 'STYLE.md') return [];
  return replaced.flatMap(([word, use]) =>
    wordsIn(text, word).map(
      (line) => `${page}:${String(line)} says ${String(word)}: write '${use}'`,
    ),
  );
}

function blockFaults(page: string, text: string): string[] {
  return runnableBlocks(text)
    .filter(({ language }) => !runnable.has(language))
    .map(({ line, language }) => `${page}:${String(line)} a block of '${language}' cannot be run`);
}

function glossaryFaults(): string[] {
  const terms = firstCells(texts.get('GLOSSARY.md') ?? '');
  const seen = new Set<string>();
  return terms.flatMap(({ line, text }) => {
    const term = text.toLowerCase();
    const place = `GLOSSARY.md:${String(line)}`;
    if (seen.has(term)) return [`${place} defines '${text}' a second time`];
    seen.add(term);
    return [];
  });
}

/** Every slice's row in ARCHITECTURE.md, in the order of the array that starts them. */
function sliceFaults(): string[] {
  const architecture = texts.get('ARCHITECTURE.md');
  if (architecture === undefined) return [];
  const array = readFileSync('packages/hub/src/slices.ts', 'utf8');
  const names: readonly string[] =
    /SLICES[^=]*=\s*\[([^\]]*)\]/.exec(array)?.[1]?.match(/\w+/g) ?? [];
  const rows = firstCells(architecture).map(({ text }) => text.replaceAll('`', ''));
  const shown = rows.filter((row) => names.includes(row));
  if (shown.join() === names.join()) return [];
  return [
    `ARCHITECTURE.md shows the slices as ${shown.join(', ') || 'nothing'}; packages/hub/src/slices.ts has ${names.join(', ')}`,
  ];
}
