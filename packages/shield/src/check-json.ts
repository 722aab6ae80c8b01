import { checkText, FINDINGS_MAX } from './check-text.ts';
import type { Finding } from './finding.ts';
import { memberRule } from './member-rule.ts';
import type { MemberProfile } from './profile.ts';
import { RULES } from './rule-table.ts';
import { textsOf } from './texts-of.ts';

/** A finding in one text of a JSON document. */
export interface JsonFinding extends Finding {
  /** The text, and where it stands (RFC 6901). */
  readonly text: string;
  readonly pointer: string;
}

/** What the texts of a JSON document give away, keys left out. Throws a RangeError where it nests too deeply. */
export function checkJson(value: unknown, profile: MemberProfile): JsonFinding[] {
  const found: JsonFinding[] = [];
  for (const { text, pointer, member } of textsOf(value)) {
    if (found.length >= FINDINGS_MAX) break;
    const whole = memberRule(member, text);
    if (whole !== undefined) {
      const { severity, instead } = RULES[whole];
      found.push({ rule: whole, severity, instead, start: 0, end: text.length, text, pointer });
      continue;
    }
    for (const finding of checkText(text, profile)) found.push({ ...finding, text, pointer });
  }
  return found.slice(0, FINDINGS_MAX);
}
