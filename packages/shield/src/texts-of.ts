/** A text in a JSON document. */
export interface TextPlace {
  readonly text: string;
  /** Where it stands (RFC 6901). */
  readonly pointer: string;
  /** The member it is the value of, or one of whose list it is; empty at the top. */
  readonly member: string;
}

/** Levels of nesting that are looked into; a document deeper than that is not checked to its end. */
const DEPTH_MAX = 200;

/**
 * Every text of a JSON document, keys left out. `enter` says whether to look into a member. Throws a RangeError where
 * the document nests too deeply.
 */
export function textsOf(
  value: unknown,
  enter: (member: string) => boolean = () => true,
): TextPlace[] {
  const found: TextPlace[] = [];
  walk(value, { pointer: '', member: '', depth: 0 });
  return found;

  function walk(part: unknown, at: { pointer: string; member: string; depth: number }): void {
    if (at.depth > DEPTH_MAX)
      throw new RangeError(`At most ${String(DEPTH_MAX)} levels of nesting are checked`);
    if (typeof part === 'string') {
      found.push({ text: part, pointer: at.pointer, member: at.member });
    } else if (Array.isArray(part)) {
      for (const [place, inner] of part.entries())
        step(inner, String(place), { member: at.member, at });
    } else if (typeof part === 'object' && part !== null) {
      for (const [key, inner] of Object.entries(part))
        if (enter(key)) step(inner, key, { member: key, at });
    }
  }

  function step(
    inner: unknown,
    key: string,
    { member, at }: { member: string; at: { pointer: string; depth: number } },
  ): void {
    if (typeof inner !== 'string' && typeof inner !== 'object') return;
    const name = /[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
    walk(inner, { pointer: `${at.pointer}/${name}`, member, depth: at.depth + 1 });
  }
}
