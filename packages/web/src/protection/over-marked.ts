/** What stands in a share, as far as it says whether its marking may be stricter than its content. */
export interface WrittenShare {
  readonly title: string;
  readonly text: string;
  /** Where values stand in the text, in order. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
  /** Things the check found that give somebody away. */
  readonly findings: number;
  /** Names of the members of the community and of its people. */
  readonly names: readonly string[];
}

/**
 * What could go wider (ISO 22396 6.4.4: a sharer does not over-tag): all of it, where nothing but values stands there;
 * its values alone, where more does. `undefined` where there is no value. A hint, decided by what the browser has.
 */
export function widerPart(share: WrittenShare): 'all' | 'values' | undefined {
  const { title, text, places, findings, names } = share;
  if (places.length === 0) return undefined;
  const whole = `${title}\n${text}`.toLowerCase();
  if (findings > 0 || names.some((name) => holds(whole, name.trim().toLowerCase())))
    return 'values';
  const rest = `${title} ${withoutPlaces(text, places)}`.match(/\p{L}[\p{L}\p{N}]*/gu) ?? [];
  return rest.length <= LABELS_OF_EACH * places.length + LABELS ? 'all' : 'values';
}

/** Where values stand in a text, in order; a place within another counts once. */
export function placesOf(text: string, values: readonly string[]): WrittenShare['places'] {
  const found: { start: number; end: number }[] = [];
  for (const value of values.toSorted((a, b) => b.length - a.length)) {
    if (value === '') continue;
    for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + 1)) {
      const end = start + value.length;
      if (!found.some((place) => start < place.end && end > place.start))
        found.push({ start, end });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** Words that say of a value what it is ("IP address", "seen on port"), and those of a title: more than that is a report. */
const LABELS_OF_EACH = 2;
const LABELS = 3;

function withoutPlaces(text: string, places: WrittenShare['places']): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of places) {
    rest += `${text.slice(from, start)} `;
    from = end;
  }
  return rest + text.slice(from);
}

/** As a whole word; names of one or two letters say nothing. */
function holds(text: string, name: string): boolean {
  if (name.length < 3) return false;
  const letter = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!letter.test(text.charAt(at - 1)) && !letter.test(text.charAt(at + name.length)))
      return true;
  }
  return false;
}
