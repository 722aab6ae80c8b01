import type { Finding } from './finding.ts';
import { withReplacements } from './replace.ts';
import type { RuleName } from './rule-table.ts';

/** What is told apart in a treated text, so that it still says who did the same again. */
const TOLD_APART: ReadonlySet<RuleName> = new Set([
  'user-name',
  'own-person',
  'named-person',
  'personal-mail',
  'recipient',
  'client-name',
  'own-address',
  'private-network',
  'internal-host',
  'hardware-address',
  'session',
]);

/**
 * The text with what could stand instead of each finding, where the same person, machine or session has the same number
 * throughout: `[user 1]`. The numbers follow the order of the text and lead back to nobody.
 */
export class Pseudonyms {
  readonly #numbers = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  /** A treated text; texts of one share are treated by the same object. */
  treat(text: string, findings: readonly Finding[]): string {
    return withReplacements(
      text,
      findings
        .toSorted((a, b) => a.start - b.start)
        .map(({ rule, start, end, instead }) => ({
          start,
          end,
          instead: this.#insteadOf(text.slice(start, end), rule, instead),
        })),
    );
  }

  #insteadOf(found: string, rule: RuleName, instead: string): string {
    if (!TOLD_APART.has(rule) || !instead.endsWith(']')) return instead;
    const key = `${instead} ${plainName(found)}`;
    const count = this.#counts.get(instead) ?? 0;
    const number = this.#numbers.get(key) ?? count + 1;
    this.#numbers.set(key, number);
    this.#counts.set(instead, Math.max(count, number));
    return `${instead.slice(0, -1)} ${String(number)}]`;
  }
}

/** The account without its domain and its case. */
function plainName(found: string): string {
  return found
    .slice(found.lastIndexOf('\\') + 1)
    .replaceAll('"', '')
    .trim()
    .toLowerCase();
}
