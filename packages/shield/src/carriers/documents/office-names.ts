import type { RuleName } from '../../rule-table.ts';

/** Properties of a document that name somebody, in OOXML (ECMA-376-1 §22.2, ECMA-376-2 §8) and ODF (OpenDocument 1.3-3 §4.3). */
const AUTHORS = new Set(
  'creator lastModifiedBy Manager Company initial-creator printed-by contributor'.split(' '),
);
/** Properties that are words about its content: checked as text. */
const WORDS = new Set(
  'title subject description keywords category contentStatus keyword'.split(' '),
);

/** What a property of a document gives away by being there; `undefined`: words, checked as such. */
export function propertyRule(name: string): RuleName | undefined {
  if (AUTHORS.has(name)) return 'author';
  return WORDS.has(name) ? undefined : 'file-trace';
}
