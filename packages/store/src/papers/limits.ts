/** Papers of one community. */
export const PAPERS_MAX = 500;
/** Versions of one paper. */
export const PAPER_VERSIONS_MAX = 200;
/** Sections of one version, those it has to have included. */
export const PAPER_SECTIONS_MAX = 60;
/** Characters of one section. */
export const PAPER_SECTION_MAX = 20_000;
/** Characters of a whole version. */
export const PAPER_TEXT_MAX = 200_000;
/** Characters of a title or of the name of a section. */
export const PAPER_TITLE_MAX = 200;
/** Characters of a note or of a reason. */
export const PAPER_WORDS_MAX = 4000;
/** The furthest day of a review, from now. Days. */
export const PAPER_REVIEW_DAYS_MAX = 3660;
/** How long before its day a review becomes a duty. Days. */
export const PAPER_REVIEW_NOTICE_DAYS = 14;
/** A paper put in force is looked at again after so long, unless a chair chose a day. Days. */
export const PAPER_REVIEW_DAYS = 365;
/** Longest time a version is open to objections. Days. */
export const PAPER_OPEN_DAYS_MAX = 366;
