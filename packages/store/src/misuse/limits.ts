/** Longest words of a report or a step. Characters. */
export const MISUSE_WORDS_MAX = 4000;
/** Longest description of who it was, when it is no member. Characters. */
export const AGAINST_WORDS_MAX = 300;
/** Reports of one person in one community that are not closed. */
export const REPORTS_OPEN_MAX = 50;
/** Cases listed for one reader; open ones first. */
export const CASES_SHOWN_MAX = 200;
/** Cases looked at for one list; open ones first, then the newest. */
export const CASES_READ_MAX = 1000;
