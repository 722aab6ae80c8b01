/** How long whoever holds copies of something taken back is asked to delete them. Milliseconds. */
export const RECALL_DUTY_LIFE = 90 * 86_400_000;
/** Lines of each kind that a source is shown of one object, the newest first. */
export const HANDLING_SHOWN_MAX = 500;
/** Things taken back that are listed for one reader, the newest first. */
export const RECALLS_SHOWN_MAX = 100;
/** Clients of one organization, those that ended not counted. */
export const CLIENTS_MAX = 2000;
/** Longest name of a client. UTF-16 units. */
export const CLIENT_NAME_MAX = 200;
/** Longest reason for giving something to a client. UTF-16 units. */
export const GIFT_REASON_MAX = 300;
