/** Values of one request. */
export const SOUGHT_MAX = 20;
/** Longest value. UTF-16 units. */
export const SOUGHT_LENGTH_MAX = 200;
/** Requests of one organization in one community that are open. */
export const SUBJECTS_OPEN_MAX = 500;
/** Requests and questions listed for one reader. */
export const SUBJECTS_SHOWN_MAX = 500;
/** Sources asked about one object each, for one request. */
export const SOURCES_ASKED_MAX = 50;
/** Longest words of a step, a reason or an answer. UTF-16 units. */
export const SUBJECT_WORDS_MAX = 2000;
/** Objects told of one search. */
export const SUBJECT_HITS_MAX = 200;
/** How long the values are kept after a request is closed. Milliseconds. */
export const SOUGHT_LIFE = 90 * 86_400_000;
/** Longest answer that is kept. UTF-16 units. */
export const LETTER_MAX = 20_000;
/** Requests whose values are forgotten, or sealed, in one transaction. */
export const FORGOTTEN_AT_ONCE = 100;
