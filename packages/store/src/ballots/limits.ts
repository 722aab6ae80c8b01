/** Ballots of one community that whoever begins another reads. */
export const BALLOTS_MAX = 1000;
/** Characters of a title or of an option. */
export const BALLOT_LINE_MAX = 200;
/** Characters of what is asked. */
export const BALLOT_TEXT_MAX = 4000;
/** Characters of a reason. */
export const BALLOT_WORDS_MAX = 2000;
/** What can be chosen among. */
export const BALLOT_OPTIONS_MAX = 20;
/** Longest time a ballot is open. Days. */
export const BALLOT_OPEN_DAYS_MAX = 366;
/** The largest quorum that is a number of organizations. */
export const BALLOT_QUORUM_MAX = 10_000;
/** Persons an organization names to vote for it. */
export const BALLOT_VOTERS_MAX = 20;
/** Ballots closed in one pass of the work behind; the others follow with the next. */
export const BALLOTS_CLOSED_AT_ONCE = 50;
