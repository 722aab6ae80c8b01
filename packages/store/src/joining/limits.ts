/** Longest text a community shows strangers, and longest text of an applicant. Characters. */
export const JOINING_TEXT_MAX = 4000;
/** Longest line: a name, a role, an item of the checklist. Characters. */
export const JOINING_LINE_MAX = 200;
/** Items of a checklist. */
export const CHECKLIST_MAX = 30;
/** Longest time the members may object. Days. */
export const WINDOW_DAYS_MAX = 90;
/** Longest probation an acceptance lays down. Days. */
export const PROBATION_DAYS_MAX = 1096;
/** Applications of a community that are not over. */
export const APPLICATIONS_OPEN_MAX = 200;
/** Applications a community takes in 24 hours. */
export const APPLICATIONS_PER_DAY_MAX = 50;
/** Letters an address gets in 24 hours about its applications. */
export const APPLICATION_LETTERS_MAX = 5;
/** Questions, answers, checks and words of one application. */
export const APPLICATION_WORDS_MAX = 300;
/** Papers an acceptance asks to be signed. */
export const TERM_PAPERS_MAX = 20;
/** How long the invitation works that an applicant is given once they took the conditions. Milliseconds. */
export const AGREED_LIFE = 30 * 86_400_000;
