import type { SubjectRequest } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

/** What is asked. */
export type Kind = SubjectRequest['kind'];

const KINDS: Readonly<Record<Kind, string>> = {
  access: word('Access: what is held'),
  rectification: word('Rectification: what is wrong'),
  erasure: word('Erasure'),
  restriction: word('Restriction: keep it, do not use it'),
  objection: word('Objection'),
};

/** The kinds in the order they are shown. */
export const SUBJECT_KINDS_SHOWN: readonly Kind[] = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'objection',
];

/** What is asked, in words. */
export function subjectKindWords(kind: Kind): string {
  return t(KINDS[kind]);
}

const STATES: Readonly<Record<SubjectRequest['state'], string>> = {
  received: word('Received'),
  identified: word('It is known who asks'),
  searched: word('Looked for'),
  answered: word('Answered'),
  refused: word('Refused'),
};

/** Where a request stands. */
export function subjectStateWords(state: SubjectRequest['state']): string {
  return t(STATES[state]);
}

/** What another organization says. */
export type Answer = SubjectRequest['answers'][number]['answer'];

const ANSWERS: Readonly<Record<Answer, string>> = {
  nothing: word('Found nothing'),
  done: word('Found it, and did what was asked'),
  kept: word('Found it, and keeps it for a reason'),
};

/** The answers in the order they are shown. */
export const ANSWERS_SHOWN: readonly Answer[] = ['nothing', 'done', 'kept'];

/** What another organization says, in words. */
export function answerWords(answer: Answer): string {
  return t(ANSWERS[answer]);
}
