/** Names for once, those known to the desk among them, that an organization may have in a community. */
export const ALIASES_MAX = 2000;
