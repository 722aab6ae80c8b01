/** Decisions of one community that whoever enters another reads. */
export const DECISIONS_MAX = 5000;
/** Characters of the line that says what was decided. */
export const DECISION_TITLE_MAX = 200;
/** Characters of the text. */
export const DECISION_TEXT_MAX = 4000;
/** How long ago something was agreed that is entered now. Days. */
export const DECISION_PAST_DAYS_MAX = 3660;
