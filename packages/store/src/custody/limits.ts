/** Most custodians of a community at a time: of three, two are enough to open what takes two. */
export const CUSTODIANS_MAX = 3;
/** Most sealed sources made in one community on one day. */
export const SEALS_A_DAY_MAX = 200;
/** Largest encrypted text of a seal, and of one part of what opens it. Characters. */
export const SEAL_BODY_MAX = 8192;
/** Most keys a custodian makes in a community. */
export const CUSTODY_KEYS_MAX = 50;
/** Longest reason for which a seal is opened. Characters. */
export const OPENING_REASON_MAX = 300;
/** Most openings of one custodian that wait for another. */
export const OPENINGS_WAITING_MAX = 20;
/** Most openings that are shown; older ones stay in the record. */
export const OPENINGS_SHOWN_MAX = 100;
