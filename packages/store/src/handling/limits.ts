/** How long whoever holds copies of something taken back is asked to delete them. Milliseconds. */
export const RECALL_DUTY_LIFE = 90 * 86_400_000;
/** Lines of each kind that a source is shown of one object, the newest first. */
export const HANDLING_SHOWN_MAX = 500;
/** Things taken back that are listed for one reader, the newest first. */
export const RECALLS_SHOWN_MAX = 100;
