/** Longest words of an officer to whoever shared something. Characters. */
export const REVIEW_WORDS_MAX = 2000;
/** Shares that are over, listed for one reader; older ones are reached by their receipts. */
export const REVIEWS_OVER_SHOWN_MAX = 100;
/** Shares that wait, listed for one reader. */
export const REVIEWS_SHOWN_MAX = 500;
