import type { MisuseCase } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

type Rule = MisuseCase['rule'];
type State = MisuseCase['state'];
/** A step of a case. */
export type Step = MisuseCase['may'][number];

const RULES: Readonly<Record<Rule, string>> = {
  marking: word('It went further than its marking allows'),
  'source-named': word('Its source was named or found out'),
  'personal-data': word('Personal data was given away'),
  purpose: word('It was used for something else than defence'),
  competition: word('It was used in competition, or to harm a brand'),
  security: word('It was kept or sent without protection'),
  other: word('Something else'),
};

const STATES: Readonly<Record<State, string>> = {
  reported: word('Reported'),
  assessed: word('Assessed'),
  'source-told': word('The source was told'),
  sanctioned: word('There is a sanction'),
  appealed: word('Appealed'),
  closed: word('Closed'),
};

const SIDES: Readonly<Record<MisuseCase['side'], string>> = {
  handler: word('You handle it as a chair'),
  source: word('Your organization is the source'),
  accused: word('Your organization is meant'),
  reporter: word('You reported it'),
};

const ACTS: Readonly<Record<Step, { readonly act: string; readonly label: string }>> = {
  assessed: { act: word('Assess it'), label: word('What you found') },
  'source-told': {
    act: word('Tell the source'),
    label: word('What was disclosed, to whom, and what was done about it'),
  },
  sanctioned: { act: word('Decide on a sanction'), label: word('What follows from it') },
  appealed: { act: word('Appeal'), label: word('Why you appeal') },
  closed: { act: word('Close it'), label: word('How it ended') },
};

/** The rules in the order in which they are offered. */
export const MISUSE_RULE_NAMES: readonly Rule[] = [
  'marking',
  'source-named',
  'personal-data',
  'purpose',
  'competition',
  'security',
  'other',
];

/** Which rule was broken. */
export function ruleWords(rule: Rule): string {
  return t(RULES[rule]);
}

/** Where a case stands. */
export function caseStateWords(state: State): string {
  return t(STATES[state]);
}

/** What the reader is to a case. */
export function sideWords(side: MisuseCase['side']): string {
  return t(SIDES[side]);
}

/** What a step is called on its button, and what is asked for with it. */
export function stepWords(step: Step): { act: string; label: string } {
  return { act: t(ACTS[step].act), label: t(ACTS[step].label) };
}
