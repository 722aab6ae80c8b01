import type { Duty } from '../kernel/contract.ts';
import { plural, t } from '../kernel/words.ts';

/** A duty in words, with how many wait. */
export function dutyWords({ kind, count }: Pick<Duty, 'kind' | 'count'>): string {
  switch (kind) {
    case 'releases-urgent':
      return plural(count, {
        one: '1 urgent request to share wider waits for your decision',
        other: '{{count}} urgent requests to share wider wait for your decision',
      });
    case 'releases-reminded':
      return plural(count, {
        one: 'Reminder: 1 request to share wider still waits for your decision',
        other: 'Reminder: {{count}} requests to share wider still wait for your decision',
      });
    case 'releases-to-decide':
      return plural(count, {
        one: '1 request to share wider waits for your decision',
        other: '{{count}} requests to share wider wait for your decision',
      });
    case 'releases-to-answer':
      return plural(count, {
        one: '1 source asks back before it decides',
        other: '{{count}} sources ask back before they decide',
      });
    case 'shares-to-review':
      return plural(count, {
        one: '1 share waits for you before it leaves your organization',
        other: '{{count}} shares wait for you before they leave your organization',
      });
    case 'shares-returned':
      return plural(count, {
        one: '1 share of yours was given back: it did not leave',
        other: '{{count}} shares of yours were given back: they did not leave',
      });
    case 'misuse-to-handle':
      return plural(count, {
        one: '1 report of misuse waits for the chairs',
        other: '{{count}} reports of misuse wait for the chairs',
      });
    case 'misuse-told':
      return plural(count, {
        one: 'Your organization was told of 1 case of misuse',
        other: 'Your organization was told of {{count}} cases of misuse',
      });
    case 'copies-to-delete':
      return plural(count, {
        one: '1 thing you were given was taken back: delete your copies',
        other: '{{count}} things you were given were taken back: delete your copies',
      });
    case 'invitations-ending':
      return plural(count, {
        one: '1 invitation ends soon and was not accepted',
        other: '{{count}} invitations end soon and were not accepted',
      });
    case 'objects-held':
      return plural(count, {
        one: '1 object of yours is held: its marking is not known here',
        other: '{{count}} objects of yours are held: their marking is not known here',
      });
    case 'objects-quarantined':
      return plural(count, {
        one: '1 object you shared contradicts what your organization brought before',
        other: '{{count}} objects you shared contradict what your organization brought before',
      });
    case 'tokens-ending':
      return plural(count, { one: '1 token ends soon', other: '{{count}} tokens end soon' });
    default:
      return personalWords({ kind, count });
  }
}

/** Of markings, times and persons, and of letters. */
function personalWords({ kind, count }: Pick<Duty, 'kind' | 'count'>): string {
  switch (kind) {
    case 'markings-to-recheck':
      return plural(count, {
        one: '1 thing you marked stands as AMBER or RED since long: does it still fit?',
        other: '{{count}} things you marked stand as AMBER or RED since long: do they still fit?',
      });
    case 'letters-stopped':
      return t('Letters do not reach you: see what your mail server said');
    case 'retention-starts':
      return plural(count, {
        one: '1 kind of thing is kept for a shorter time here soon',
        other: '{{count}} kinds of things are kept for a shorter time here soon',
      });
    case 'subject-requests-due':
      return plural(count, {
        one: '1 person asked about data of theirs and waits for your answer',
        other: '{{count}} persons asked about data of theirs and wait for your answer',
      });
    case 'subject-questions':
      return plural(count, {
        one: 'Another organization asks you to look for data of 1 person',
        other: 'Other organizations ask you to look for data of {{count}} persons',
      });
    default:
      return paperWords({ kind, count });
  }
}

/** Of papers. */
function paperWords({ kind, count }: Pick<Duty, 'kind' | 'count'>): string {
  switch (kind) {
    case 'papers-to-answer':
      return plural(count, {
        one: '1 paper lies before the members: approve, or object',
        other: '{{count}} papers lie before the members: approve, or object',
      });
    case 'papers-to-sign':
      return plural(count, {
        one: '1 paper waits for your organization’s signature',
        other: '{{count}} papers wait for your organization’s signature',
      });
    case 'papers-to-attest':
      return plural(count, {
        one: '1 paper waits for your word that your organization keeps to it',
        other: '{{count}} papers wait for your word that your organization keeps to them',
      });
    case 'papers-to-decide':
      return plural(count, {
        one: 'The time for objections to 1 paper is over: decide',
        other: 'The time for objections to {{count}} papers is over: decide',
      });
    case 'applications-to-handle':
      return plural(count, {
        one: '1 organization wants to join and waits for the chairs',
        other: '{{count}} organizations want to join and wait for the chairs',
      });
    case 'applications-to-answer':
      return plural(count, {
        one: '1 organization wants to join: does anything speak for or against it?',
        other: '{{count}} organizations want to join: does anything speak for or against them?',
      });
    case 'papers-to-review':
      return plural(count, {
        one: '1 paper you look after is to be looked at again',
        other: '{{count}} papers you look after are to be looked at again',
      });
    default:
      return ballotWords({ kind, count });
  }
}

/** Of ballots, and of how people sign in. */
function ballotWords({ kind, count }: Pick<Duty, 'kind' | 'count'>): string {
  switch (kind) {
    case 'ballots-to-vote':
      return plural(count, {
        one: '1 ballot waits for your organization’s vote',
        other: '{{count}} ballots wait for your organization’s vote',
      });
    case 'ballots-to-settle':
      return plural(count, {
        one: '1 ballot ended in a tie: the chairs decide',
        other: '{{count}} ballots ended in a tie: the chairs decide',
      });
    default:
      return plural(count, {
        one: '1 person signs in with a password alone',
        other: '{{count}} people sign in with a password alone',
      });
  }
}
