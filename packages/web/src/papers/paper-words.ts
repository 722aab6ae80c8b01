import type { Paper, PaperVersion } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

/** Kinds of papers, in the order a community mostly writes them. */
export const KINDS: readonly (readonly [Paper['kind'], string, string])[] = [
  ['charter', word('Charter'), word('Why the community is there, who decides, how it is changed')],
  [
    'guidelines',
    word('Membership guidelines'),
    word(
      'What members can expect and what is expected of them: the eleven parts of ISO 22396 6.4.3',
    ),
  ],
  ['conduct', word('Code of conduct'), word('How members treat each other and what they share')],
  [
    'dissemination',
    word('Dissemination rules'),
    word('What markings allow here, and what to do when something went wrong'),
  ],
  ['policy', word('Policy'), word('What the community commits itself to')],
  ['agreement', word('Agreement'), word('What each member signs, as confidentiality')],
  ['funding', word('Funding'), word('Who pays what, in money or in kind, and how it is spent')],
  ['working-norms', word('How we work'), word('Languages, hours, habits')],
  ['other', word('Other'), word('Anything else that is worth writing down')],
];

/** What a kind of paper is called. */
export function kindWords(kind: Paper['kind']): string {
  return t(KINDS.find(([one]) => one === kind)?.[1] ?? kind);
}

const SECTIONS: Readonly<Record<string, string>> = {
  purpose: word('Purpose and objectives'),
  governance: word('Who decides, and how'),
  membership: word('Who can be a member'),
  conduct: word('Code of conduct'),
  funding: word('Funding'),
  change: word('How this is changed'),
  confidentiality: word('How confidentiality issues are resolved'),
  administration: word('Administrative matters'),
  'specific-purposes': word('Specific purposes'),
  meetings: word('Frequency and type of meetings'),
  financial: word('Financial commitments'),
  legal: word('Legal commitments'),
  authority: word('Who may bind, mark, release, vote and speak'),
  'membership-list': word('How the membership list is managed'),
  chair: word('How a chair is appointed'),
  dissemination: word('Dissemination'),
  levels: word('What the levels allow'),
  onward: word('Passing things on'),
  mistakes: word('When something went wrong'),
  expected: word('What is expected'),
  'not-accepted': word('What is not accepted'),
  reporting: word('Where to report it'),
  consequences: word('What follows'),
  commitment: word('What we commit ourselves to'),
  objectives: word('Objectives'),
  responsibilities: word('Responsibilities'),
  resources: word('Resources'),
  compliance: word('How we know that we keep to it'),
  parties: word('Between whom'),
  use: word('What may be done with what is shared'),
  'personal-data': word('Personal data'),
  end: word('How it ends, and what becomes of what was received'),
  model: word('Who pays'),
  contributions: word('Contributions in money and in kind'),
  spending: word('What it is spent on'),
  review: word('When it is looked at again'),
  languages: word('Languages'),
  hours: word('Hours and time zones'),
  ways: word('How we talk to each other'),
};

/** What a section is called: one of those a paper has to have, or its own name. */
export function sectionWords(key: string): string {
  const known = Object.hasOwn(SECTIONS, key) ? SECTIONS[key] : undefined;
  return known === undefined ? key : t(known);
}

/** Where a version stands. */
export function stateWords(state: PaperVersion['state']): string {
  const words = {
    draft: t('Being written'),
    open: t('Before the members'),
    adopted: t('In force'),
    superseded: t('Replaced'),
    dropped: t('Dropped'),
    withdrawn: t('Out of force'),
  };
  return words[state];
}

/** What somebody said about a version. */
export function saidWords(said: PaperVersion['words'][number]['word']): string {
  const words = {
    approves: t('approves'),
    objects: t('objects'),
    signs: t('signed'),
    attests: t('keeps to it'),
  };
  return words[said];
}

/** What stands in the way of putting a version in force. */
export function faultWords(fault: NonNullable<PaperVersion['in_the_way']>): string {
  const words = {
    'not-chair': t('Only the chairs put a paper in force.'),
    'not-open': t('First it is put before the members.'),
    'too-early': t('Objections are still waited for.'),
    'missing-sections': t('Sections that such a paper has to have are missing or empty.'),
    'open-objections': t('Somebody objects: change the text, or overrule it with a reason.'),
    'own-text': t('You wrote on it: another chair puts it in force.'),
  };
  return words[fault];
}

type Move = PaperVersion['may'][number];

/** What a step is called, and what it asks for. */
export function moveWords(to: Move): { act: string; asks: string } {
  const words: Record<Move, { act: string; asks: string }> = {
    open: {
      act: t('Put it before the members'),
      asks: t('Until when may they object?'),
    },
    adopted: { act: t('Put it in force'), asks: t('Reason, where somebody objects') },
    draft: { act: t('Back to writing'), asks: t('Why?') },
    dropped: { act: t('Drop it'), asks: t('Why?') },
    withdrawn: { act: t('Take it out of force'), asks: t('Why?') },
  };
  return words[to];
}

const WAYS: Readonly<Record<string, string>> = {
  passkey: word('with a passkey'),
  'password-and-code': word('with a password and a code'),
  'password-and-recovery-code': word('with a password and a recovery code'),
  password: word('with a password alone'),
  'recovery-code': word('with a recovery code'),
  'new-account': word('with an account made in that session'),
  demonstration: word('in the demonstration, without proof'),
};

/** By what somebody had signed in; nothing where that was not written down. */
export function wayWords(how: string): string {
  const words = Object.hasOwn(WAYS, how) ? WAYS[how] : undefined;
  return words === undefined ? '' : t(words);
}

const OWED: Readonly<Record<Paper['waits_for_me'][number], string>> = {
  speak: word('Your word is asked for'),
  signs: word('To be signed by you'),
  attests: word('Say that you keep to it'),
  decide: word('To be decided by you'),
  review: word('To be looked at again by you'),
};

/** What the reader owes a paper. */
export function owedWords(what: Paper['waits_for_me'][number]): string {
  return t(OWED[what]);
}
