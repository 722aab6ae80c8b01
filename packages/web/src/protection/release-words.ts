import { RELEASE_USES } from '@tocsin/policy';
import type { ReleaseUse } from '@tocsin/policy';
import type { ReleaseRequest } from '../kernel/contract.ts';
import { hubText, listWords, t, word } from '../kernel/words.ts';

type State = ReleaseRequest['state'];
type Form = ReleaseRequest['form'];

const STATES: Readonly<Record<State, string>> = {
  asked: word('Waits for the source'),
  'asked-back': word('The source asks back'),
  granted: word('Granted'),
  sanitised: word('Answered with something else'),
  refused: word('Refused'),
  withdrawn: word('Withdrawn'),
  lapsed: word('Not answered in time: that is a no'),
  ended: word('Granted before, over now'),
};

const FORMS: Readonly<Record<Form, string>> = {
  'as-is': word('As it is'),
  'only-indicators': word('Only its indicators'),
  anonymised: word('Without anything that points at somebody'),
  'tear-line': word('A shortened version'),
};

/** The forms, in the order in which they are offered. */
export const RELEASE_FORM_NAMES: readonly Form[] = [
  'as-is',
  'only-indicators',
  'anonymised',
  'tear-line',
];

const USES: Readonly<Record<ReleaseUse, string>> = {
  protect: word('To protect one’s own systems'),
  warn: word('To warn others'),
  respond: word('To handle an incident'),
  investigate: word('To investigate'),
  research: word('For research'),
};

/** What something may be wanted for, in the order in which it is offered. */
export const RELEASE_USE_NAMES: readonly ReleaseUse[] = RELEASE_USES;

/** What something is wanted for. */
export function useWords(use: ReleaseUse): string {
  return t(USES[use]);
}

/** Where a request stands, as its reader would say it. */
export function stateWords({ state, side }: Pick<ReleaseRequest, 'state' | 'side'>): string {
  if (side === 'source' && state === 'asked') return t('Waits for you');
  if (side === 'source' && state === 'asked-back') return t('You asked back');
  return t(STATES[state]);
}

/** In which form it is wanted. */
export function formWords(form: Form): string {
  return t(FORMS[form]);
}

/** Whom it is wanted for, or was granted to, in one list. */
export function partyWords(parties: ReleaseRequest['wanted']): string {
  const { organizations, persons, outside } = parties;
  const names = [...organizations, ...persons].map(({ name }) => hubText(name));
  return listWords(outside === undefined ? names : [...names, outside]);
}

/** The instant of a field for day and time; absent when the field is empty. */
export function instantOf(field: string): string | undefined {
  const at = new Date(field);
  return field === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
