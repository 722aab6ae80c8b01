import type { TlpLevel } from '@tocsin/policy';

/** Whether opening and copying at this level is told to the source. */
export function isRecorded(level: TlpLevel): boolean {
  return level === 'red' || level === 'amber' || level === 'amber+strict';
}
