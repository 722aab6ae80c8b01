/** Longest name of a person, organization, community, group or token. Characters. */
export const NAME_MAX = 200;
/** Longest purpose of a community, and longest meaning of a word in its profile. Characters. */
export const PURPOSE_MAX = 10_000;
/** Longest slug: it stands in addresses. */
export const SLUG_MAX = 60;
/** Longest e-mail address (RFC 5321 §4.5.3.1.3). */
export const EMAIL_MAX = 254;
/** Most sectors of an organization. */
export const SECTORS_MAX = 50;
/** Most countries of an organization. */
export const COUNTRIES_MAX = 250;
/** Most units of a person in a community. */
export const UNITS_MAX = 50;
/** Longest tier, kind, unit. Characters. */
export const WORD_MAX = 60;
/** Most organizations, and most persons, of one group. */
export const GROUP_MEMBERS_MAX = 2000;
/** Most groups of a community. */
export const GROUPS_MAX = 1000;
/** Most invitations of a community that are neither used, withdrawn nor expired. */
export const INVITATIONS_OPEN_MAX = 1000;
/** Longest life of an invitation. Milliseconds. */
export const INVITATION_LIFE_MAX = 90 * 86_400_000;
/** Most tokens of an organization that are not revoked. */
export const TOKENS_MAX = 500;
/** Most passkeys of a person. */
export const PASSKEYS_MAX = 20;
/** Most recovery codes of a person. */
export const RECOVERY_CODES_MAX = 20;
/** Most open sessions of a person; the oldest ends when one more is opened. */
export const SESSIONS_MAX = 50;
/** Longest user agent kept. Characters; the rest is cut. */
export const USER_AGENT_MAX = 256;
/** How long an answer is kept for its idempotency key. Milliseconds. */
export const IDEMPOTENCY_LIFE = 86_400_000;
/** After this an unanswered key is held to be left behind by a crash and may be claimed anew. Milliseconds. */
export const IDEMPOTENCY_RUN_MAX = 120_000;
/** Longest answer kept for replay. Characters. */
export const ANSWER_MAX = 1_048_576;
/** Longest reason of a suspension. Characters. */
export const SUSPENSION_WORDS_MAX = 4000;
/** The furthest end of a suspension or a probation, from now. Days. */
export const STANDING_DAYS_MAX = 1096;
/** How long it is known that an applicant was turned away or withdrew. Milliseconds. */
export const APPLICATION_LIFE = 730 * 86_400_000;
/** Letters an organization may cause in 24 hours by inviting. */
export const LETTERS_PER_DAY = 200;
/** Longest sealed letter. Characters. */
export const LETTER_MAX = 20_000;
