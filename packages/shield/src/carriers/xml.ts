/** What comes one after another in an XML document. Names are without their prefix. */
export type XmlEvent =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly isEmpty: boolean;
      attributes(): Map<string, string>;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Walks through an XML document, or what claims to be one: nothing is fetched, no entity is declared, and what is not
 * closed ends with the text. Takes time in proportion to the text.
 */
export function* xmlEvents(xml: string): Generator<XmlEvent> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    if (open < 0) {
      yield { kind: 'text', text: unescaped(xml.slice(at)) };
      return;
    }
    if (open > at) yield { kind: 'text', text: unescaped(xml.slice(at, open)) };
    const aside = asideAt(xml, open);
    if (aside !== undefined) {
      if (aside.text !== '') yield { kind: 'text', text: aside.text };
      at = aside.end;
      continue;
    }
    const close = tagEnd(xml, open);
    yield* tagOf(xml.slice(open + 1, close));
    at = close + 1;
  }
}

/** Comments, instructions and declarations are passed over; what stands in a CDATA section is text. */
function asideAt(xml: string, open: number): { text: string; end: number } | undefined {
  const [, sign = ''] = /^<(!--|!\[CDATA\[|\?|!)/.exec(xml.slice(open, open + 9)) ?? [];
  const ending = ASIDES[sign];
  if (ending === undefined) return undefined;
  const from = open + 1 + sign.length;
  const found = xml.indexOf(ending, from);
  const end = found < 0 ? xml.length : found;
  return { text: sign === '![CDATA[' ? xml.slice(from, end) : '', end: end + ending.length };
}

const ASIDES: Readonly<Record<string, string>> = {
  '!--': '-->',
  '![CDATA[': ']]>',
  '?': '?>',
  '!': '>',
};

/** The end of a tag; a sign that closes it may stand within quotation marks. */
function tagEnd(xml: string, open: number): number {
  TAG_SIGN.lastIndex = open;
  let quote = '';
  for (;;) {
    const [sign] = TAG_SIGN.exec(xml) ?? [];
    if (sign === undefined) return xml.length;
    if (quote === '' && sign === '>') return TAG_SIGN.lastIndex - 1;
    if (quote === '' && sign !== '>') quote = sign;
    else if (sign === quote) quote = '';
  }
}

const TAG_SIGN = /[>"']/g;

function* tagOf(inner: string): Generator<XmlEvent> {
  const isClosing = inner.startsWith('/');
  const [, whole = ''] = /^\/?([^\s/>]{1,200})/.exec(inner) ?? [];
  const name = whole.slice(whole.indexOf(':') + 1);
  if (isClosing) {
    yield { kind: 'close', name };
    return;
  }
  const isEmpty = inner.endsWith('/');
  yield { kind: 'open', name, isEmpty, attributes: () => attributesOf(inner) };
  if (isEmpty) yield { kind: 'close', name };
}

const ATTRIBUTE = /([^\s=/"']{1,200})\s{0,10}=\s{0,10}(?:"([^"]*)"|'([^']*)')/g;

/** Attributes by their names without prefix; what declares prefixes is none. */
function attributesOf(inner: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of inner.matchAll(ATTRIBUTE)) {
    if (/^xmlns(?::|$)/.test(name)) continue;
    found.set(name.slice(name.indexOf(':') + 1), unescaped(double ?? single ?? ''));
  }
  return found;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** A text without escapes: of XML, and the few of HTML that matter to a rule. */
export function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, inner: string) => {
    const name = inner.toLowerCase();
    if (!name.startsWith('#')) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? whole) : whole;
    const code = name.startsWith('#x')
      ? Number.parseInt(name.slice(2), 16)
      : Number.parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** All texts of a document and the values of its attributes, a line each. */
export function allWords(xml: string): string {
  const lines: string[] = [];
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'text') lines.push(event.text.trim());
    else if (event.kind === 'open') lines.push(...event.attributes().values());
  }
  return lines.filter((line) => line.length > 2).join('\n');
}
