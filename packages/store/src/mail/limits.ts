/** Longest words of a mail server that are kept. Characters. */
export const MAIL_WHY_MAX = 300;
/** Duties kept of one person as told, per organization; those beyond are told again. */
export const TOLD_MAX = 2000;
/** For how long a letter is taken: whoever took it and fell over gives it back by then. Milliseconds. */
export const LETTER_TAKEN_MAX = 300_000;
/** How often somebody's duties are looked at. Milliseconds. */
export const ROUND_EVERY = 3_600_000;
/** After each try that failed, the wait before the next one. Milliseconds. */
export const LETTER_WAITS: readonly number[] = [
  60_000, 300_000, 900_000, 3_600_000, 14_400_000, 43_200_000, 43_200_000, 43_200_000, 43_200_000,
];
/** How long is known what became of a letter. Milliseconds. */
export const LETTER_KEPT = 90 * 86_400_000;
