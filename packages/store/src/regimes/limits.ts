/** Most laws of a community. */
export const REGIMES_MAX = 30;
/** Most times in which one law is in force. */
export const REGIME_PERIODS_MAX = 20;
