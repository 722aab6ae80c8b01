/** Names for once, those known to the desk among them, that an organization may have in a community. */
export const ALIASES_MAX = 2000;
/** Longest reason for which the desk looks up who shared something. Characters. */
export const REASON_MAX = 300;
