import type { Application, ApplicantView, JoiningSetting } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

type State = Application['state'];

const STATES: Readonly<Record<State, string>> = {
  enquiry: word('Asks first'),
  interest: word('Letter of intent came'),
  eligible: word('May join, as far as checked'),
  vetting: word('Being looked into'),
  window: word('Before the members'),
  accepted: word('Accepted: the conditions wait for the applicant'),
  agreed: word('Took the conditions: the invitation waits'),
  signing: word('Papers wait to be signed'),
  member: word('Is in'),
  rejected: word('Turned away'),
  appealed: word('Appealed'),
  withdrawn: word('Withdrawn by the applicant'),
  over: word('No longer before the members'),
};

/** Where an application stands, for those inside. */
export function stateWords(state: State): string {
  return t(STATES[state]);
}

const OWN_STATES: Readonly<Record<ApplicantView['state'], string>> = {
  enquiry: word(
    'Your question is with the chairs. You may send your letter of intent at any time.',
  ),
  interest: word('Your letter of intent is with the chairs. They check whether you may join.'),
  eligible: word('You may join, as far as the chairs have checked. They look into it now.'),
  vetting: word('The chairs are looking into your application.'),
  window: word('Your name and what takes part of your organization lie before the members.'),
  accepted: word('You are accepted. Read the conditions, and take them to join.'),
  agreed: word('You took the conditions. Join by the invitation.'),
  signing: word('You joined. Sign the papers that wait for you under Papers.'),
  member: word('You are a member.'),
  rejected: word('You were turned away.'),
  appealed: word('Your appeal is with the chairs.'),
  withdrawn: word('You withdrew your application.'),
};

/** How it stands, for the applicant. */
export function ownStateWords(state: ApplicantView['state']): string {
  return t(OWN_STATES[state]);
}

const SAID: Readonly<Record<Application['words'][number]['word'], string>> = {
  vouches: word('vouches for them'),
  objects: word('objects'),
  passes: word('has nothing against them'),
};

/** What an organization said about an applicant. */
export function saidWords(said: Application['words'][number]['word']): string {
  return t(SAID[said]);
}

/** How a community takes new members. */
export const MODES: readonly (readonly [JoiningSetting['mode'], string, string])[] = [
  [
    'closed',
    word('Closed to strangers'),
    word('Strangers learn nothing, not even that the community is there.'),
  ],
  [
    'invited',
    word('By invitation only'),
    word('Strangers read what it is for; new members come by an invitation of the chairs.'),
  ],
  ['open', word('Open to letters of intent'), word('Strangers read what it is for, and write.')],
];

/** Levels up to which an organization on probation may be given things. */
export const CEILINGS = ['clear', 'green', 'amber', 'amber+strict'] as const;

const STEPS: Readonly<Record<string, string>> = {
  eligible: word('They may join: go on'),
  vetting: word('Begin to look into it'),
  window: word('Put it before the members'),
  hear: word('Look at it anew'),
  accept: word('Accept'),
  agree: word('Agree with the other chair'),
  reject: word('Turn away'),
  ask: word('Write to the applicant'),
};

/** What a step of the chairs is called. */
export function stepWords(act: string): string {
  return t(STEPS[act] ?? act);
}
