import { checkText, FINDINGS_MAX } from './check-text.ts';
import type { Finding } from './finding.ts';
import type { MemberProfile } from './profile.ts';
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
  for (const { text, pointer } of textsOf(value)) {
    if (found.length >= FINDINGS_MAX) break;
    for (const finding of checkText(text, profile)) found.push({ ...finding, text, pointer });
  }
  return found.slice(0, FINDINGS_MAX);
}
