import type { SubjectHits, SubjectRequest } from '../kernel/contract.ts';
import { plural, t } from '../kernel/words.ts';
import { typeWords } from '../exchange/words.ts';
import { answerWords, subjectKindWords } from './subject-words.ts';

/**
 * The answer to a person as a text to copy and complete: what is held, what for, who had it, where it is from if that
 * may be said, the rights, where to complain (GDPR Art. 12, 15). Of others only how many, never who.
 */
export function letterOf(request: SubjectRequest, { items, more }: SubjectHits): string {
  const own = items.filter(({ own: isOwn }) => isOwn);
  const others = items.length - own.length;
  const lines = [
    t('You asked us on {{day}}: {{kind}}.', {
      day: request.received_at.slice(0, 10),
      kind: subjectKindWords(request.kind),
    }),
    t('We looked for: {{values}}', { values: (request.sought ?? []).join(', ') }),
    own.length === 0
      ? t('In what our organization shared we found nothing about you.')
      : plural(own.length, {
          one: 'In what our organization shared we found 1 item about you:',
          other: 'In what our organization shared we found {{count}} items about you:',
        }),
    ...own.map(({ type, versions }) =>
      plural(
        versions.length,
        { one: '– {{type}}, in 1 version', other: '– {{type}}, in {{count}} versions' },
        { type: typeWords(type) },
      ),
    ),
    t('Purpose: to recognise and fend off attacks on networks and information.'),
    ...receiverLines(own),
    ...(more ? [t('We may hold more than these items; we go on looking.')] : []),
    ...(others === 0
      ? []
      : [t('We hold further items about you that other organizations gave us in confidence.')]),
    ...request.answers.map(({ answer }) =>
      t('Another organization answered us: {{answer}}', { answer: answerWords(answer) }),
    ),
    t('What our organization may not read we could not search.'),
    t(
      'You may ask for access, rectification, erasure or restriction, and you may object. You may complain to a supervisory authority.',
    ),
  ];
  return lines.join('\n');
}

/** To how many it went; that it went to nobody is said only where it was looked up of every item. */
function receiverLines(own: SubjectHits['items']): string[] {
  if (own.length === 0) return [];
  const receivers = new Set(
    own.flatMap(({ went_to: went }) => (went ?? []).map(({ organization }) => organization.id)),
  );
  const isUntraced = own.some(({ went_to: went }) => went === undefined);
  return [
    ...(receivers.size === 0
      ? []
      : [
          plural(receivers.size, {
            one: 'We gave it to 1 organization of our exchange community.',
            other: 'We gave it to {{count}} organizations of our exchange community.',
          }),
        ]),
    ...(isUntraced ? [t('Of some items we still look up to whom we gave them.')] : []),
    ...(receivers.size === 0 && !isUntraced
      ? [t('We gave it to nobody outside our organization, as far as our record reaches back.')]
      : []),
  ];
}
