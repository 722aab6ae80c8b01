/** What a person may ask about data of theirs (GDPR Articles 15 to 18 and 21). */
export const SUBJECT_KINDS = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'objection',
] as const;
/** One of {@link SUBJECT_KINDS}. */
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Where a request stands. In the last two it is closed. */
export const SUBJECT_STATES = [
  'received',
  'identified',
  'searched',
  'answered',
  'refused',
] as const;
/** One of {@link SUBJECT_STATES}. */
export type SubjectState = (typeof SUBJECT_STATES)[number];

/** Whether a request may move on: nobody's data is looked for before it is known who asks. */
export function mayFollowSubject(from: SubjectState, to: SubjectState): boolean {
  return NEXT[from].includes(to);
}

const NEXT: Readonly<Record<SubjectState, readonly SubjectState[]>> = {
  received: ['identified', 'refused'],
  identified: ['searched', 'refused'],
  // Others may have answered meanwhile: it may be looked for again.
  searched: ['searched', 'answered', 'refused'],
  answered: [],
  refused: [],
};

/** Whether nothing more is to do. */
export function isSubjectClosed(state: SubjectState): boolean {
  return state === 'answered' || state === 'refused';
}

/** When a request is to be answered: one month after it came, three where it was extended with a reason (GDPR Art. 12(3)). */
export function subjectDueAt(receivedAt: number, isExtended: boolean): number {
  const came = new Date(receivedAt);
  const month = came.getUTCMonth() + (isExtended ? 3 : 1);
  const due = new Date(receivedAt);
  due.setUTCDate(1);
  due.setUTCMonth(month);
  const days = new Date(Date.UTC(due.getUTCFullYear(), due.getUTCMonth() + 1, 0)).getUTCDate();
  due.setUTCDate(Math.min(came.getUTCDate(), days));
  return due.getTime();
}

/** What a source says when it was asked about a value. */
export const SUBJECT_ANSWERS = ['nothing', 'done', 'kept'] as const;
/** One of {@link SUBJECT_ANSWERS}: nothing found; found, and done what was asked; found, and kept for a reason. */
export type SubjectAnswer = (typeof SUBJECT_ANSWERS)[number];
