import { RULES } from '@tocsin/shield';
import type { ReviewDetail } from '../kernel/contract.ts';
import type { FileBytes, FoundPlace, ShareFinding } from '../shield/check-share.ts';
import type { Finding } from './review-findings.tsx';

type Content = NonNullable<ReviewDetail['content']>;

/** Places of one's own shown at once. */
export const OWN_SHOWN_MAX = 100;

/** The objects that wait, as the check reads files. */
export function fileOf({ objects }: Pick<Content, 'objects'>): FileBytes {
  const text = `[${objects.map(({ json }) => json).join(',')}]`;
  return { name: '', bytes: new TextEncoder().encode(text) };
}

/** What the check finds with a profile and the hub did not without: a place each, as the desk shows places. */
export function ownFindings(
  { objects, findings }: Pick<Content, 'objects' | 'findings'>,
  found: readonly ShareFinding[],
): Finding[] {
  const known = new Set(findings.map((one) => `${one.rule} ${one.found}`));
  return found
    .filter((one) => !known.has(`${one.rule} ${one.found}`))
    .flatMap((one) => one.places.map((place) => findingAt(one, place, objects)));
}

function findingAt(
  { rule, severity, found, instead, fix }: ShareFinding,
  place: FoundPlace,
  objects: Content['objects'],
): Finding {
  const words = { rule, severity, why: RULES[rule].why, found, instead, fix };
  if (place.part !== 'file') return { ...words, where: place.part, pointer: '' };
  const { index } = objects[place.number - 1] ?? {};
  return {
    ...words,
    where: 'object',
    pointer: place.pointer,
    ...(index === undefined ? {} : { index }),
  };
}
