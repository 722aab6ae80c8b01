/** Objects asked about at once, the oldest first; the others follow when these are answered. */
export const RECHECKS_SHOWN_MAX = 500;
/** Longest time between two questions. Days. */
export const RECHECK_DAYS_MAX = 3650;
