import { defineAuthority } from '../kernel/index.ts';
import type { Standing } from '../kernel/index.ts';

/** Who may change the frame of a community. */
export const arrangementAuthority = defineAuthority({
  'adopt-profile': {
    may: isChair,
    clause: 'ISO 22396 6.4.4',
    words: 'Only a chair may change what markings mean here; ask one of them',
  },
  'set-regimes': {
    may: isChair,
    clause: 'ISO 22396 6.4.4',
    words: 'Only a chair changes the laws told here; ask one of them',
  },
});

/** Whether a standing is that of a chair whose membership is in force. */
export function isChair(standing: Standing): boolean {
  const isActive = standing.state === 'active' || standing.state === 'probation';
  return isActive && standing.roles.some((role) => role === 'chair' || role === 'co-chair');
}
