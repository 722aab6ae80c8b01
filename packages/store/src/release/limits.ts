/** Longest purpose, note or words of an answer. Characters. */
export const RELEASE_WORDS_MAX = 2000;
/** Longest description of somebody outside the community. Characters. */
export const OUTSIDE_MAX = 300;
/** Most organizations, and most persons, one request names. */
export const PARTIES_MAX = 20;
/** Most requests of one person in one community that wait for an answer. */
export const WAITING_MAX = 100;
/** Most notes of one request, of both sides together. */
export const NOTES_MAX = 50;
/** Shortest time a source is given. Milliseconds. */
export const DUE_LEAST = 3_600_000;
/** Longest time a request waits. Milliseconds. */
export const DUE_MOST = 90 * 86_400_000;
/** Requests of a community listed for one reader; those that wait come first, older ones are reached by their address. */
export const REQUESTS_SHOWN_MAX = 200;
/** Requests looked at to find those in which a reader has a part. */
export const REQUESTS_LOOKED_AT_MAX = 5000;
/** Most persons named as first, and as next, to answer for an organization. */
export const CONTACTS_MAX = 10;
/** Most standing consents of one source in force in a community. */
export const CONSENTS_MAX = 50;
/** Standing consents shown to their source; those in force come first. */
export const CONSENTS_SHOWN_MAX = 200;
/** Most organizations one standing consent names. */
export const CONSENT_ORGANIZATIONS_MAX = 50;
/** Most STIX types one standing consent names. */
export const CONSENT_TYPES_MAX = 20;
/** Longest time a standing consent holds. Milliseconds. */
export const CONSENT_LIFE_MAX = 366 * 86_400_000;
/** Versions of a source that left, looked at in one piece. */
export const LEAVING_PIECE_ROWS = 2000;
/** Objects of a source that left, moved or taken back in one transaction. */
export const LEAVING_OBJECTS = 100;
