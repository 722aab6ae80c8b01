import type { Ballot, BallotDetail } from '../kernel/contract.ts';
import { plural, t, word } from '../kernel/words.ts';

/** Types of ballots, each with what it is for. */
export const TYPES: readonly (readonly [Ballot['type'], string, string])[] = [
  ['yes-no', word('For or against'), word('One proposal; abstaining is a vote as well')],
  ['one', word('One of several'), word('Each organization chooses one')],
  ['approval', word('As many as one approves of'), word('What most approve of is chosen')],
  [
    'ranking',
    word('In order of preference'),
    word(
      'What comes last goes out, and its votes go to what stands next in them, until one has more than half',
    ),
  ],
  ['consent', word('By consent'), word('Silence agrees; one objection with a reason stops it')],
];

/** Majorities, in words. */
export const MAJORITIES: readonly (readonly [BallotDetail['majority'], string])[] = [
  ['simple', word('More than for anything else')],
  ['absolute', word('More than half of all who may vote')],
  ['two-thirds', word('Two thirds of those who choose')],
  ['three-quarters', word('Three quarters of those who choose')],
  ['unanimous', word('All who choose')],
];

/** Types that choose among options of their own. */
export function isOfSeveral(type: Ballot['type']): boolean {
  return type === 'one' || type === 'approval' || type === 'ranking';
}

/** What a type of ballot is called. */
export function typeWords(type: Ballot['type']): string {
  return t(TYPES.find(([one]) => one === type)?.[1] ?? type);
}

/** Where a ballot stands. */
export function stateWords(state: Ballot['state']): string {
  const words = {
    draft: t('Not open yet'),
    open: t('Open'),
    closed: t('Closed'),
    dropped: t('Dropped'),
  };
  return words[state];
}

/** What can be chosen is called. */
export function choiceWords(of: BallotDetail, key: string): string {
  const words: Record<string, string> = {
    yes: t('For'),
    no: t('Against'),
    consent: t('We agree'),
    object: t('We object'),
  };
  const own = of.options.find((one) => one.key === key)?.text;
  return own ?? (Object.hasOwn(words, key) ? (words[key] ?? key) : key);
}

/** The rule by which a ballot is counted, in sentences. */
export function ruleWords(of: BallotDetail): string[] {
  if (of.type === 'consent') return [t('Silence agrees; one objection with a reason stops it.')];
  const majority = MAJORITIES.find(([one]) => one === of.majority)?.[1] ?? of.majority;
  return [
    t('Needed to win: {{majority}}.', { majority: t(majority) }),
    quorumWords(of),
    of.tie === 'chair'
      ? t('A tie is decided by the chairs, with a reason.')
      : t('A tie decides nothing.'),
    of.anonymous
      ? t('Anonymous: nobody learns who chose what, and no vote can be changed.')
      : t('Open: once it is closed, all who read it see who chose what.'),
  ];
}

function quorumWords({ quorum, state, needed }: BallotDetail): string {
  if (quorum.kind === 'none') return t('It counts however few vote.');
  if (quorum.kind === 'number' || state === 'open' || state === 'closed') {
    return plural(quorum.kind === 'number' ? quorum.value : needed, {
      one: 'It counts once 1 organization has voted.',
      other: 'It counts once {{count}} organizations have voted.',
    });
  }
  return t('It counts once {{share}} percent of all who may have voted.', {
    share: quorum.value,
  });
}
