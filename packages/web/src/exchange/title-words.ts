import type { ObjectRow } from '../kernel/contract.ts';
import { entryOf } from '../kernel/entry-of.ts';
import { plural, t, word } from '../kernel/words.ts';
import { verbWords } from './relations.ts';
import { contributionWords, safeText, typeWords } from './words.ts';
import type { ContributionKind } from './words.ts';

/** What a title is made from. */
export type Titled = Pick<ObjectRow, 'type' | 'title' | 'link'>;

/**
 * What an object is called. Somebody's own words stay as they are; a title the hub made of what an object says is
 * said in the reader's language.
 */
export function titleWords(row: Titled): string {
  const { type, title, link } = row;
  if (link !== undefined && link.ends.length > 0) return linkWords(link);
  if (title === '' || title === type.replaceAll('-', ' ')) return typeWords(type);
  return madeWords(type, title) ?? safeText(title);
}

/**
 * What a share is called: its own title, or what the hub calls one that came without; of an answer without words of
 * its own, also what it answers.
 */
export function contributionTitle({
  kind,
  title,
  about,
}: {
  kind: ContributionKind;
  title: string;
  about?: Titled | undefined;
}): string {
  if (title === '') return contributionWords(kind);
  const usual = entryOf(USUAL, title);
  if (usual !== undefined) {
    return about === undefined
      ? t(usual)
      : t('{{answer}}: {{what}}', { answer: t(usual), what: titleWords(about) });
  }
  const objects = /^(\d+) objects?$/.exec(title)?.[1];
  if (objects !== undefined) {
    return plural(Number(objects), { one: '{{count}} object', other: '{{count}} objects' });
  }
  const level = /^A share, (TLP:[A-Z+]+)$/.exec(title)?.[1];
  return level === undefined ? safeText(title) : t('A share, {{level}}', { level });
}

/** What the hub writes into an answer whose author wrote nothing. */
const USUAL: Readonly<Record<string, string>> = {
  'A share': word('A share'),
  'A sighting': word('A sighting'),
  'A false positive': word('A false positive'),
  'An action taken': word('An action taken'),
  'A false positive.': word('A false positive.'),
  'Blocked.': word('Blocked.'),
  'Looked for it.': word('Looked for it.'),
  'Patched.': word('Patched.'),
  'Told the owner.': word('Told the owner.'),
  'No action taken.': word('No action taken.'),
  'Seen once.': word('Seen once.'),
};
const ANSWERS: readonly string[] = ['note', 'opinion'];

/** What is said beside an answer's sign: nothing where the hub only wrote the same in other words. */
export function ownAnswerText(text: string): string {
  return entryOf(USUAL, text) === undefined ? safeText(text) : '';
}

/** The text of an answer, or of the note that stands for one. */
export function answerText(text: string): string {
  const usual = entryOf(USUAL, text);
  return usual === undefined ? safeText(text) : t(usual);
}

function linkWords({ verb, ends }: NonNullable<Titled['link']>): string {
  const [from = '', to = ''] = ends.map(({ type, title }) =>
    title === undefined ? typeWords(type) : safeText(title),
  );
  return verb === undefined
    ? t('Sighting of {{what}}', { what: from })
    : `${from} ${verbWords(verb)} ${to}`;
}

function madeWords(type: string, title: string): string | undefined {
  if (ANSWERS.includes(type) && entryOf(USUAL, title) !== undefined) return answerText(title);
  if (type === 'observed-data') {
    const count = /^observed data \((\d+) objects?\)$/.exec(title)?.[1];
    return count === undefined
      ? undefined
      : plural(Number(count), {
          one: 'Observation of {{count}} object',
          other: 'Observation of {{count}} objects',
        });
  }
  if (type === 'network-traffic') {
    const [, protocols, port] = /^(\S*) traffic(?: to port (\d+))?$/.exec(title) ?? [];
    if (protocols === undefined) return undefined;
    return port === undefined
      ? t('{{protocols}} traffic', { protocols })
      : t('{{protocols}} traffic to port {{port}}', { protocols, port });
  }
  return undefined;
}
