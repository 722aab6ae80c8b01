/**
 * What the hub says, in another language. The hub answers in English (docs/api.md); its sentences are made from
 * templates, and a catalogue has a text for each. A sentence is turned back into its template and what was put in;
 * what was put in stays as it came. `undefined`: it is none of these sentences, and is shown as the hub said it.
 */
export type HubWordsReader = (sentence: string) => string | undefined;

/** Longer than any sentence of the hub: a text that long is somebody's own. */
const LENGTH_MAX = 4000;
/** Places at which one sentence may end and the next begin: more of them, and the text is somebody's own. */
export const STOPS_MAX = 24;
/** Sentences kept with their texts: rows repeat the same few. */
const KEPT_MAX = 500;
/** Parts that are words of the hub themselves; every other part is a name, a value or a number. */
const SPOKEN = new Set([
  'expected',
  'got',
  'kind',
  'limit',
  'message',
  'range',
  'value',
  'weakness',
  'what',
  'why',
]);

/** Makes a reader of a catalogue: English template to text. */
export function hubWordsReader(catalogue: Readonly<Record<string, string>>): HubWordsReader {
  const exact = new Map(Object.entries(catalogue).filter(([template]) => !template.includes('{{')));
  const templates = templatesOf(catalogue);
  const kept = new Map<string, string | undefined>();

  function read(sentence: string): string | undefined {
    if (sentence.length > LENGTH_MAX || stopsIn(sentence) > STOPS_MAX) return undefined;
    if (kept.has(sentence)) return kept.get(sentence);
    const text = exact.get(sentence) ?? filled(sentence) ?? oneAfterAnother(sentence);
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(sentence, text);
    return text;
  }

  /** By template: those that begin like the sentence, and those that begin with a part. */
  function filled(sentence: string): string | undefined {
    for (const begin of [beginOf(sentence), '']) {
      for (const template of templates.get(begin) ?? []) {
        const parts = partsOf(template, sentence);
        if (parts !== undefined) return written(template, parts);
      }
    }
    return undefined;
  }

  function written(template: Template, parts: ReadonlyMap<string, string>): string {
    return template.text.replaceAll(PLACEHOLDER, (whole, name: string) => {
      const part = parts.get(name) ?? whole;
      return SPOKEN.has(name) ? (read(part) ?? part) : part;
    });
  }

  /** Several sentences in one text: the first that is known, and the rest likewise. */
  function oneAfterAnother(text: string): string | undefined {
    for (let at = text.indexOf('. '); at !== -1; at = text.indexOf('. ', at + 1)) {
      const first = text.slice(0, at + 1);
      const said = exact.get(first) ?? filled(first);
      const rest = said === undefined ? undefined : read(text.slice(at + 2));
      if (said !== undefined && rest !== undefined) return `${said} ${rest}`;
    }
    return undefined;
  }

  return read;
}

function stopsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('. '); at !== -1; at = text.indexOf('. ', at + 1)) count += 1;
  return count;
}

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

interface Template {
  readonly text: string;
  /** What stands before, between and after its parts. */
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

/** Templates with parts by how they begin; those that say more come first. */
function templatesOf(catalogue: Readonly<Record<string, string>>): Map<string, Template[]> {
  const found = new Map<string, Template[]>();
  for (const [template, text] of Object.entries(catalogue)) {
    const pieces = template.split(PLACEHOLDER);
    const literals = pieces.filter((_, index) => index % 2 === 0);
    if (literals.length === 1) continue;
    const begin = beginOf(literals[0] ?? '');
    const names = pieces.filter((_, index) => index % 2 === 1);
    const same = found.get(begin);
    if (same === undefined) found.set(begin, [{ text, literals, names }]);
    else same.push({ text, literals, names });
  }
  const said = ({ literals }: Template): number => literals.join('').length;
  for (const same of found.values()) same.sort((a, b) => said(b) - said(a));
  return found;
}

/** The first word, when a space ends it. */
function beginOf(text: string): string {
  const space = text.indexOf(' ');
  return space === -1 ? '' : text.slice(0, space);
}

/** What a part must look like to be one: without it, somebody's own words could pass for a short template. */
const SHAPES: ReadonlyMap<string, RegExp> = new Map([
  ['at', /^\d/],
  ['least', /^-?\d[\d.e+]*$/],
  ['level', /^TLP:/],
  ['most', /^-?\d[\d.e+]*$/],
  ['value', /^(?:"|\d|-\d|a list$|an object$|nothing$|null$|true$|false$)/],
]);

/**
 * What stands in the places of a template, or `undefined` when the sentence was not made from it. Each literal is
 * taken at its first place after the one before and the last one at the end: one walk, whatever the text holds.
 */
function partsOf(
  { literals, names }: Template,
  sentence: string,
): ReadonlyMap<string, string> | undefined {
  const [first = '', ...after] = literals;
  const last = after.at(-1) ?? '';
  if (!sentence.startsWith(first) || !sentence.endsWith(last)) return undefined;
  const end = sentence.length - last.length;
  const parts = new Map<string, string>();
  let from = first.length;
  for (const [index, name] of names.entries()) {
    const literal = after[index] ?? '';
    const to = index === names.length - 1 ? end : sentence.indexOf(literal, from + 1);
    const part = to > end ? '' : sentence.slice(from, Math.max(from, to));
    if (!isPart(name, part)) return undefined;
    parts.set(name, part);
    from = to + literal.length;
  }
  return parts;
}

/** Something was put in, and it looks like what belongs there. */
function isPart(name: string, part: string): boolean {
  return part !== '' && SHAPES.get(name)?.test(part) !== false;
}
