/** Longest reason for a time limit or for holding something. UTF-16 units. */
export const RETENTION_REASON_MAX = 500;
/** Things held of one community, of its chairs or of one source. */
export const HOLDS_MAX = 500;
/** Objects counted in a preview; beyond it the answer says "at least". */
export const PREVIEW_COUNTED_MAX = 50_000;
/** Versions looked at in one piece of a preview; others get a turn in between. */
export const PREVIEW_PIECE_ROWS = 1000;
/** Versions looked at in one piece of a sweep. */
export const SWEEP_PIECE_ROWS = 2000;
/** Objects whose content goes in one transaction. */
export const SWEEP_OBJECTS = 100;
/** Versions of one object told in evidence of its removal. */
export const REMOVED_VERSIONS_MAX = 500;
/** Hashes of what went with it; where there are more, its source is told that they are cut. */
export const LEAVES_MAX = 10_000;
