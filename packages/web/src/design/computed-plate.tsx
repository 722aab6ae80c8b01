import type { ReactNode } from 'react';
import type { TlpLevel } from '@tocsin/policy';
import { t } from '../kernel/words.ts';
import { strictest } from './strictest.ts';
import { TlpPlate } from './tlp-plate.tsx';

/** What is opened at these levels is told to its source. */
function isRecorded(level: TlpLevel): boolean {
  return level === 'red' || level === 'amber' || level === 'amber+strict';
}

/** The plate of what is shown: the strictest level of all of it, never written by hand. Nothing marked: no plate. */
export function ComputedPlate({
  levels,
}: {
  levels: readonly (TlpLevel | undefined)[];
}): ReactNode {
  const level = strictest(levels);
  if (level === undefined) return null;
  const told = isRecorded(level)
    ? ` ${t('Sources are told who opens and copies what they marked AMBER or RED.')}`
    : '';
  return (
    <p className="plate" title={`${t('The strictest marking of what this page shows')}.${told}`}>
      <span className="unseen">{t('Strictest marking on this page:')} </span>
      <TlpPlate level={level} large />
      <span className="unseen">{told}</span>
    </p>
  );
}
