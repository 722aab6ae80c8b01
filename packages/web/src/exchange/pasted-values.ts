import { refang } from '@tocsin/stix';

/** Values looked up at once, as the hub takes them (docs/limits.md). */
export const VALUES_MAX = 1000;

/** The values of a paste, live again and each once; empty when it is fewer than `least`, or words to search for. */
export function pastedValues(text: string, least = 2): readonly string[] {
  const parts = text.split(/[\s,;"'<>|]+/).filter((part) => part !== '');
  const values = [...new Set(parts.map((part) => refang(part)))];
  if (values.length < least || !values.every(isLikeValue)) return [];
  return values.slice(0, VALUES_MAX);
}

/** Whether a word has the shape of something to look up; what it is, the hub says. */
function isLikeValue(word: string): boolean {
  return /^[a-f\d]{32,128}$/i.test(word) || /^(CVE-|AS)\d/i.test(word) || /\S[.:@\\]\S/.test(word);
}
