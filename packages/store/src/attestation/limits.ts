/** Longest reason why somebody needs to know. UTF-16 units. */
export const ATTEST_REASON_MAX = 300;
