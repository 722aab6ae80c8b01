import { t, word } from '../kernel/words.ts';

/** What belongs into each section that a paper has to have, in a sentence. */
const HINTS: Readonly<Record<string, string>> = {
  purpose: word('What this community is for, for whom, and how you would see that it works.'),
  governance: word('Who chairs, what the chairs decide alone, what all members decide, and how.'),
  membership: word('Who may join, who says yes, and what ends a membership.'),
  conduct: word('The code of conduct in force, or a reference to it.'),
  funding: word('What it costs, who pays, and what nobody has to pay for.'),
  change: word('Who may propose a change, how long members have to object, who decides.'),
  confidentiality: word(
    'What is confidential, to whom one turns when something got out, and what happens then.',
  ),
  administration: word('Who keeps lists, invites, writes minutes, answers questions.'),
  'specific-purposes': word('What information may be used for here, and what never.'),
  meetings: word('What kinds of meetings there are, how often, who is invited.'),
  financial: word('What members commit themselves to pay, or that they pay nothing.'),
  legal: word('Laws and contracts that bind members here: competition, data protection, sector.'),
  authority: word('Who may bind an organization, mark, release, vote and speak for it.'),
  'membership-list': word('Who keeps the list, how often it is checked, who may see it.'),
  chair: word('How a chair comes into office, for how long, and how they are recalled.'),
  dissemination: word('Which markings are used, what each allows, and who may pass on what.'),
  levels: word('What each level allows here, in your own words.'),
  onward: word('Who may pass on what to customers, providers, authorities; and whom to ask.'),
  mistakes: word('What to do when something went to the wrong people. The first hour counts.'),
  expected: word('Give and take, answer questions, mark what you share, keep what you promise.'),
  'not-accepted': word('Passing on beyond the marking, marketing, blame, silence about mistakes.'),
  reporting: word('A person and a way to reach them, and one more if it is about them.'),
  consequences: word('What follows, from a talk to the end of a membership, and who decides.'),
  commitment: word('One sentence that the members’ leadership can sign.'),
  objectives: word('Three to five, each so that you can tell in a year whether it was met.'),
  responsibilities: word('Who does what, by role rather than by name.'),
  resources: word('Hours, money, rooms, tools: what is there, and what is missing.'),
  compliance: word('What is looked at, how often, by whom.'),
  parties: word('Who agrees with whom: each member with all others.'),
  use: word('What may be done with what is shared, and what is asked first.'),
  'personal-data': word('On what ground it is shared, who answers to the persons concerned.'),
  end: word('How one leaves, what one keeps, what one deletes, what one still owes.'),
  model: word('Free, by contributions, in kind: and why.'),
  contributions: word('How much from whom, and what counts instead of money.'),
  spending: word('What for, who decides, who checks.'),
  review: word('When the money is looked at again, and by whom.'),
  languages: word('Which languages one may write and speak, and who translates.'),
  hours: word('When somebody answers, in which time zone, and what to do at night.'),
  ways: word('Which way for what: urgent, daily, confidential.'),
};

/** What belongs into a section; nothing for one with a name of its own. */
export function sectionHint(key: string): string | undefined {
  const hint = Object.hasOwn(HINTS, key) ? HINTS[key] : undefined;
  return hint === undefined ? undefined : t(hint);
}
