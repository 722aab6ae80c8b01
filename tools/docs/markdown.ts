/** A link of a page: where it stands and where it leads. */
export interface Link {
  readonly line: number;
  readonly target: string;
}

/** A fenced block that a test runs: its info string has the word `run` after the language. */
export interface RunnableBlock {
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

interface Line {
  readonly number: number;
  readonly text: string;
  /** The info string of the fence the line is inside of, or undefined outside of fences. */
  readonly fence: string | undefined;
}

/** The links of a page, inline and by reference, images too; those in code do not count. */
export function linksIn(markdown: string): Link[] {
  return prose(markdown).flatMap(({ number, text }) => {
    const inline = [...text.matchAll(/\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)/g)];
    const references = [...text.matchAll(/^\s*\[[^\]]+\]:\s*<?(\S+?)>?\s*$/g)];
    return [...inline, ...references].map(([, target = '']) => ({ line: number, target }));
  });
}

/** The anchors of a page's headings, as the usual renderers make them. */
export function anchorsIn(markdown: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const { text } of prose(markdown, { keepCode: true })) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1];
    if (heading === undefined) continue;
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${String(times)}`);
  }
  return anchors;
}

/** The blocks that a test runs. */
export function runnableBlocks(markdown: string): RunnableBlock[] {
  const blocks: { line: number; language: string; text: string; end: number }[] = [];
  for (const { number, text, fence } of linesOf(markdown)) {
    const [language = '', ...words] = (fence ?? '').split(/\s+/);
    if (!words.includes('run')) continue;
    const last = blocks.at(-1);
    if (last?.end === number - 1) {
      last.text += `${text}\n`;
      last.end = number;
    } else {
      blocks.push({ line: number, language, text: `${text}\n`, end: number });
    }
  }
  return blocks.map(({ line, language, text }) => ({ line, language, text }));
}

/** Places where prose uses a word the glossary replaces by another. */
export function wordsIn(markdown: string, word: RegExp): number[] {
  return prose(markdown)
    .filter(({ text }) => word.test(text.replace(/\]\([^)]*\)/g, ']').replace(/https?:\S+/g, '')))
    .map(({ number }) => number);
}

/** The first cells of the rows of a page's tables, heads and rules left out. */
export function firstCells(markdown: string): { line: number; text: string }[] {
  const lines = linesOf(markdown).filter(({ fence }) => fence === undefined);
  const isRule = (text: string | undefined): boolean => /^\|[\s:|-]+\|\s*$/.test(text ?? '');
  return lines.flatMap(({ number, text }, index) => {
    if (!text.startsWith('|') || isRule(text) || isRule(lines[index + 1]?.text)) return [];
    return [{ line: number, text: (text.split('|')[1] ?? '').trim() }];
  });
}

function prose(markdown: string, { keepCode = false } = {}): Line[] {
  return linesOf(markdown)
    .filter(({ fence }) => fence === undefined)
    .map((line) => ({ ...line, text: keepCode ? line.text : line.text.replace(/`[^`]*`/g, '') }));
}

/** Lines with the fence they are in; the fences' own lines are left out. */
function linesOf(markdown: string): Line[] {
  const lines: Line[] = [];
  let open: { mark: string; info: string } | undefined;
  for (const [index, text] of markdown.split('\n').entries()) {
    const found = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(text);
    if (found !== null && open === undefined) open = { mark: found[1] ?? '', info: found[2] ?? '' };
    else if (open !== undefined && text.trim() === open.mark) open = undefined;
    else lines.push({ number: index + 1, text, fence: open?.info });
  }
  return lines;
}
