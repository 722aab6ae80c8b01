import { defineAuthority } from '../kernel/index.ts';
import type { Standing } from '../kernel/index.ts';
import { isChair } from '../arrangement/index.ts';

/**
 * Who may mark anew. Whether this very item is theirs to mark is decided by its label (`mayChange` in policy):
 * narrowing is open to everybody who shares for the source, widening only to those who speak for it.
 */
export const protectionAuthority = defineAuthority({
  'preview-as': {
    may: mayShare,
    clause: 'ISO 22396 6.4.4',
    words: 'Your role here reads only; who shares may see how it looks to others',
  },
  'seal-source': {
    may: mayShare,
    clause: 'marking rules 2.8',
    words: 'Your role here reads only; ask a chair for a role that shares',
  },
  'name-custodian': {
    may: isChair,
    clause: 'marking rules 2.8',
    words: 'Only a chair names custodians; ask one of them',
  },
  'remark-object': {
    may: mayShare,
    clause: 'marking rules M11',
    words: 'Your role here reads only; ask a chair for a role that shares',
  },
});

/**
 * Whether a standing lets somebody bring and change what their organization shares: an active membership, and any
 * role beyond reading. A token has no roles; what it may do its scopes say.
 */
export function mayShare(standing: Standing): boolean {
  const isActive = standing.state === 'active' || standing.state === 'probation';
  const isToken = standing.roles.length === 0;
  return isActive && (isToken || standing.roles.some((role) => role !== 'reader'));
}
