import type { TlpLevel } from '@tocsin/stix';
import type { AudienceCount } from '../kernel/contract.ts';
import { listWords, plural, t } from '../kernel/words.ts';

/** Organizations out of reach that are named in the sentence; more are counted. */
const NAMED_MAX = 3;

/** "41 people in 14 organizations will see this. Ministry (government partner) will not." */
export function reachWords(count: AudienceCount, level: TlpLevel): string {
  const sentences = [seenWords(count)];
  if (count.without.length > 0) {
    sentences.push(t('{{names}} will not.', { names: withoutNames(count.without) }));
  }
  if (level === 'clear') sentences.push(t('It may also be made public.'));
  return sentences.join(' ');
}

/** "41 people in 14 organizations will see this." */
export function seenWords({ persons, tokens, organizations }: AudienceCount): string {
  if (persons + tokens === 0) return t('Nobody will see this.');
  const people = plural(persons, { one: '{{count}} person', other: '{{count}} people' });
  const programs = plural(tokens, { one: '{{count}} program', other: '{{count}} programs' });
  const values = {
    seers: tokens === 0 ? people : listWords([people, programs]),
    organizations: plural(organizations.length, {
      one: '{{count}} organization',
      other: '{{count}} organizations',
    }),
  };
  return t('{{seers}} in {{organizations}} will see this.', values);
}

function withoutNames(without: AudienceCount['without']): string {
  const named = without
    .slice(0, NAMED_MAX)
    .map(({ class: kind, name }) =>
      kind === 'government' ? t('{{name}} (government partner)', { name }) : name,
    );
  const more = without.length - named.length;
  return listWords(
    more === 0
      ? named
      : [...named, plural(more, { one: '{{count}} other', other: '{{count}} others' })],
  );
}
