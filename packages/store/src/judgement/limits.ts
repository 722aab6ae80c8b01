/** Judgements one organization holds. */
export const JUDGEMENTS_MAX = 10_000;
/** Longest reason for one. Characters. */
export const JUDGEMENT_REASON_MAX = 500;
