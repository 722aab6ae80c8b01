import { parsePattern, patternValues } from '@tocsin/stix';
import type { PatternComparison, PatternExpression } from '@tocsin/stix';
import { plural, t } from '../kernel/words.ts';
import { typeWords } from './words.ts';

/** A pattern explained: one sentence, and the values it compares. */
export interface PatternExplained {
  readonly sentence: string;
  readonly parts: readonly PatternPart[];
}

/** One comparison. */
export interface PatternPart {
  /** What of which object: "URL", "File, SHA-256". */
  readonly of: string;
  /** How it is compared, unless it is simply equal. */
  readonly how: string;
  readonly value: string;
}

/** What a STIX pattern looks for, in words; `undefined` when it cannot be read. */
export function explainPattern(pattern: string): PatternExplained | undefined {
  const read = parsePattern(pattern);
  if (!read.ok) return undefined;
  const parts = patternValues(read.ast).map(({ objectType, path, operator, negated, value }) => ({
    of: path === 'value' ? typeWords(objectType) : `${typeWords(objectType)}, ${plainPath(path)}`,
    how: howWords(operator, negated),
    value: String(value),
  }));
  return { sentence: sentenceOf(read.ast, parts.length), parts };
}

function sentenceOf(ast: PatternExpression, count: number): string {
  if (count === 1) return t('Matches wherever this value is seen:');
  const joins = joinsOf(ast);
  const values = plural(count, { one: '1 value', other: '{{count}} values' });
  if (joins.has('FOLLOWEDBY'))
    return t('Matches when these are seen one after the other, {{values}}:', { values });
  if (joins.has('AND') && joins.has('OR')) {
    return t('Matches when these come together as the pattern below says, {{values}}:', { values });
  }
  return joins.has('AND')
    ? t('Matches only when all of these are seen together, {{values}}:', { values })
    : t('Matches when any of these is seen, {{values}}:', { values });
}

/** How the parts of a pattern are joined, inside and outside of its brackets. */
function joinsOf(node: PatternExpression | PatternComparison): Set<string> {
  switch (node.kind) {
    case 'observation':
      return joinsOf(node.comparison);
    case 'qualified':
      return joinsOf(node.expression);
    case 'observation-join':
    case 'comparison-join':
      return new Set([node.operator, ...node.operands.flatMap((one) => [...joinsOf(one)])]);
    default:
      return new Set();
  }
}

function howWords(operator: string, isNegated: boolean): string {
  const words: Partial<Record<string, string>> = {
    '=': '',
    IN: '',
    '!=': t('not'),
    LIKE: t('like'),
    MATCHES: t('matching'),
    ISSUBSET: t('within'),
    ISSUPERSET: t('around'),
  };
  const how = words[operator] ?? operator;
  return isNegated ? `${t('not')} ${how}`.trim() : how;
}

/** `hashes.'SHA-256'` as people write it. */
function plainPath(path: string): string {
  return path
    .replace(/^hashes\./, '')
    .replaceAll("'", '')
    .replaceAll(/[._]/g, ' ');
}
