/** Most views a person keeps in one community. */
export const VIEWS_MAX = 200;
/** Longest body of a view. Characters. */
export const VIEW_BODY_MAX = 8000;
/** Longest preferences of a person. Characters. */
export const PREFERENCES_MAX = 32_768;
/** Most objects a person keeps marked as done in one community; the oldest marks go first. */
export const DONE_MAX = 50_000;
/** Arrivals looked at for an inbox. */
export const INBOX_ROWS_MAX = 500;
/** Feed rows the reader may see that are walked for an inbox. */
export const INBOX_WALKED_MAX = 20_000;
/** For how long a share in quarantine is a duty. Milliseconds. */
export const QUARANTINE_DUTY_LIFE = 30 * 86_400_000;
/** Shares of the organization among which the person's own are looked for. */
export const RECENT_LOOKED_MAX = 500;
