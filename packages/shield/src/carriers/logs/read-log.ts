import type { RuleName } from '../../rule-table.ts';
import { spotsOf } from '../../rules/spots.ts';
import { fieldRule, SESSION_IN_ADDRESS } from './log-fields.ts';

interface Spot {
  readonly rule: RuleName;
  readonly start: number;
  readonly end: number;
}

/** Ways in which programs write what they saw, a line each. */
export type LogKind = 'pairs' | 'json-lines' | 'web';

/** Lines looked at to tell what a text is, and how many of ten have to be of one kind. */
const LOOKED = 50;
const OF_TEN = 7;
const LEAST = 2;
/** Characters of one line that are read field by field. */
const LINE_MAX = 65_536;

const PAIR = /(?<![\w.-])([A-Za-z_][\w.-]{0,60})=(?:"((?:[^"\\]|\\.){0,8000})"|([^\s"]{0,8000}))/dg;
/** The common and the combined format of web servers. */
const WEB =
  /^(?<host>\S{1,255}) (?<ident>\S{1,255}) (?<user>\S{1,255}|"[^"]{0,255}") \[[^\]]{10,40}\] "(?<request>(?:[^"\\]|\\.){0,8000})" \d{3} \S{1,20}/d;
const JSON_PAIR =
  /"([^"\\]{1,100})"\s{0,5}:\s{0,5}(?:"((?:[^"\\]|\\.){0,8000})"|(-?\d[\d.eE+-]{0,30}))/dg;

/** What kind of log a text is; `undefined` when it is none that is known. */
export function logKind(text: string): LogKind | undefined {
  const lines = text
    .slice(0, 200_000)
    .split('\n', LOOKED)
    .filter((line) => line.trim() !== '');
  if (lines.length < LEAST) return undefined;
  const isMostly = (is: (line: string) => boolean): boolean =>
    lines.filter(is).length * 10 >= lines.length * OF_TEN;
  if (isMostly((line) => WEB.test(line))) return 'web';
  if (isMostly((line) => /^\s*\{.*\}\s*,?\s*$/.test(line))) return 'json-lines';
  if (isMostly((line) => [...line.matchAll(PAIR)].length >= 3)) return 'pairs';
  return undefined;
}

/** What the fields of a log give away by their names and places. */
export function logSpots(text: string, kind: LogKind): Spot[] {
  const spots = spotsOf(text, { rule: 'session', shape: SESSION_IN_ADDRESS });
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, Math.min(end, start + LINE_MAX));
    for (const spot of lineSpots(line, kind))
      spots.push({ rule: spot.rule, start: start + spot.start, end: start + spot.end });
    start = end + 1;
  }
  return spots;
}

function lineSpots(line: string, kind: LogKind): Spot[] {
  if (kind === 'web') return webSpots(line);
  const spots: Spot[] = [];
  for (const match of line.matchAll(kind === 'pairs' ? PAIR : JSON_PAIR)) {
    const [start, end] = match.indices?.[2] ?? match.indices?.[3] ?? [0, 0];
    const value = line.slice(start, end);
    const rule = fieldRule(match[1] ?? '');
    if (isEmpty(value)) continue;
    if (rule !== undefined) spots.push({ rule, start, end });
    else spots.push(...querySpots(value, start));
  }
  return spots;
}

/** The account and the query of a request to a web server. */
function webSpots(line: string): Spot[] {
  const match = WEB.exec(line);
  const groups = match?.indices?.groups;
  const spots: Spot[] = [];
  for (const name of ['ident', 'user']) {
    const [start, end] = groups?.[name] ?? [0, 0];
    if (!isEmpty(line.slice(start, end))) spots.push({ rule: 'user-name', start, end });
  }
  const [from, upTo] = groups?.['request'] ?? [0, 0];
  spots.push(...querySpots(line.slice(from, upTo), from));
  // Where the visitor came from, in the combined format.
  const behind = match === null ? line.length : match[0].length;
  spots.push(...querySpots(line.slice(behind), behind));
  return spots;
}

const QUERY = /(?:^|\s|"|:\/\/)[^\s"?]{0,4000}\?(?<it>[^\s"#]{1,4000})/dg;

/** What stands behind the question mark of an address: who asked for what. */
function querySpots(value: string, offset: number): Spot[] {
  return spotsOf(value, {
    rule: 'url-query',
    shape: QUERY,
    isIt: (query) => query.includes('='),
  }).map((spot) => ({ ...spot, start: spot.start + offset, end: spot.end + offset }));
}

function isEmpty(value: string): boolean {
  return /^(?:|-|""|"-"|null|none|n\/a|unknown|0)$/i.test(value.trim());
}
