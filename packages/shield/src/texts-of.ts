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
export function* textsOf(
  value: unknown,
  enter: (member: string) => boolean = () => true,
): Generator<TextPlace> {
  yield* walk(value, { pointer: '', member: '', depth: 0 });

  function* walk(
    part: unknown,
    at: { pointer: string; member: string; depth: number },
  ): Generator<TextPlace> {
    if (at.depth > DEPTH_MAX)
      throw new RangeError(`At most ${String(DEPTH_MAX)} levels of nesting are checked`);
    if (typeof part === 'string') {
      yield { text: part, pointer: at.pointer, member: at.member };
    } else if (typeof part === 'object' && part !== null) {
      const isList = Array.isArray(part);
      for (const [key, inner] of Object.entries(part)) {
        if (!isList && !enter(key)) continue;
        const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
        yield* walk(inner, {
          pointer: `${at.pointer}/${step}`,
          member: isList ? at.member : key,
          depth: at.depth + 1,
        });
      }
    }
  }
}
