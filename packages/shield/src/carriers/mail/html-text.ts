import { unescaped } from '../xml.ts';

/** What an HTML text says, and where its links lead. */
export interface HtmlText {
  /** Its words with the address of every link behind them, and comments: all there is to check. */
  readonly text: string;
  readonly links: readonly string[];
}

const BLOCKS =
  /^(?:address|article|blockquote|br|div|dd|dl|dt|figure|footer|form|h[1-6]|header|hr|li|ol|p|pre|section|table|tbody|td|th|title|tr|ul)$/;
const LINKING =
  /(?:^|\s)(?:href|src|action|background|data|content|alt|title|cite)\s{0,5}=\s{0,5}(?:"([^"]{0,8000})"|'([^']{0,8000})'|([^\s"'>]{1,8000}))/gi;

/** Reads HTML as a person and a rule would: nothing is fetched or run. Takes time in proportion to the text. */
export function htmlText(html: string): HtmlText {
  const parts: string[] = [];
  const links = new Set<string>();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    parts.push(unescaped(html.slice(at, open < 0 ? html.length : open)).replaceAll(/\s+/g, ' '));
    if (open < 0) break;
    const { end, inner, ending } = tagAt(html, open);
    if (ending !== '') parts.push(`\n${inner}\n`);
    else takeTag(inner, parts, links);
    at = end;
  }
  const text = parts
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return { text, links: [...links] };
}

/** A tag, or a comment, script or style with all that is in it: its words are checked as they stand. */
function tagAt(html: string, open: number): { end: number; inner: string; ending: string } {
  if (html.startsWith('<!--', open)) return upTo(html, open + 4, '-->');
  const [, raw = ''] = /^<(script|style)\b/i.exec(html.slice(open, open + 10)) ?? [];
  if (raw !== '') {
    const body = html.indexOf('>', open);
    return upTo(html, body < 0 ? html.length : body + 1, `</${raw}`);
  }
  const close = html.indexOf('>', open);
  const end = close < 0 ? html.length : close;
  return { end: end + 1, inner: html.slice(open + 1, end), ending: '' };
}

function upTo(
  html: string,
  from: number,
  ending: string,
): { end: number; inner: string; ending: string } {
  ENDINGS[ending.toLowerCase()] ??= new RegExp(ending, 'gi');
  const shape = ENDINGS[ending.toLowerCase()] ?? /$/g;
  shape.lastIndex = from;
  const found = shape.exec(html);
  const end = found?.index ?? html.length;
  return { end: end + ending.length, inner: html.slice(from, end), ending };
}

const ENDINGS: Record<string, RegExp> = {};

function takeTag(inner: string, parts: string[], links: Set<string>): void {
  const [, name = ''] = /^\/?([a-z][a-z0-9]{0,20})/i.exec(inner) ?? [];
  if (BLOCKS.test(name.toLowerCase())) parts.push('\n');
  for (const [, double, single, bare] of inner.matchAll(LINKING)) {
    const value = unescaped(double ?? single ?? bare ?? '').trim();
    if (value.length < 3 || /^(?:data|cid):/i.test(value)) continue;
    parts.push(` <${value}> `);
    if (/^[a-z][a-z0-9+.-]{1,20}:/i.test(value)) links.add(value);
  }
}
