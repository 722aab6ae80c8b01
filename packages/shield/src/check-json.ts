import { checkText, FINDINGS_MAX } from './check-text.ts';
import type { Finding } from './finding.ts';
import type { MemberProfile } from './profile.ts';

/** A finding in one text of a JSON document. */
export interface JsonFinding extends Finding {
  /** The text, and where it stands (RFC 6901). */
  readonly text: string;
  readonly pointer: string;
}

/** Levels of nesting that are looked into; a document deeper than that is not checked to its end. */
const DEPTH_MAX = 200;

/** What the texts of a JSON document give away, keys left out. Throws a RangeError where it nests too deeply. */
export function checkJson(value: unknown, profile: MemberProfile): JsonFinding[] {
  const found: JsonFinding[] = [];
  const walk = (part: unknown, pointer: string, depth: number): void => {
    if (found.length >= FINDINGS_MAX) return;
    if (depth > DEPTH_MAX)
      throw new RangeError(`At most ${String(DEPTH_MAX)} levels of nesting are checked`);
    if (typeof part === 'string') {
      for (const finding of checkText(part, profile))
        found.push({ ...finding, text: part, pointer });
    } else if (typeof part === 'object' && part !== null) {
      for (const [key, member] of Object.entries(part))
        walk(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
    }
  };
  walk(value, '', 0);
  return found.slice(0, FINDINGS_MAX);
}
