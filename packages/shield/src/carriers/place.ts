/** One step of the way to a place in a file, from the outside in. */
export interface PlaceStep {
  readonly kind: PlaceKind;
  /** A name or number as it stands in the file. */
  readonly name: string;
}

/** Where in a file something stands: an attachment of a mail, a sheet of it, a comment there. Empty: the file itself. */
export type Place = readonly PlaceStep[];

/** How a step is said, for a person. */
export const PLACE_WORDS = {
  header: 'Header {{name}}',
  body: 'Text of part {{name}}',
  html: 'HTML of part {{name}}',
  attachment: 'Attachment {{name}}',
  entry: 'File {{name}}',
  property: 'Property {{name}}',
  part: 'Part {{name}}',
  page: 'Page {{name}}',
  sheet: 'Sheet {{name}}',
  slide: 'Slide {{name}}',
  notes: 'Notes of slide {{name}}',
  comment: 'Comment {{name}}',
  change: 'Change {{name}}',
  link: 'Link {{name}}',
  picture: 'Picture data {{name}}',
} as const;

/** See {@link PLACE_WORDS}. */
export type PlaceKind = keyof typeof PLACE_WORDS;

/** The words of a step. */
export function stepWords({ kind, name }: PlaceStep): string {
  return PLACE_WORDS[kind].replace('{{name}}', () => name);
}

/** Characters of a name that is told. */
const NAME_MAX = 120;

/** A step with a name that fits in a line. */
export function step(kind: PlaceKind, name: string): PlaceStep {
  const line = name.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return {
    kind,
    name: line.length <= NAME_MAX ? line : `${line.slice(0, NAME_MAX - 1).toWellFormed()}…`,
  };
}
