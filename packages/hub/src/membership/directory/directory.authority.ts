import { isChair } from '../../arrangement/index.ts';
import { defineAuthority } from '../../kernel/index.ts';
import type { Standing } from '../../kernel/index.ts';

/**
 * Who may change who belongs to a community. Representatives act for their own organization only; the store,
 * which knows whose an invitation or a person is, refuses the rest.
 */
export const directoryAuthority = defineAuthority({
  invite: {
    may: isChairOrRepresentative,
    clause: 'ISO 22396 6.4.3',
    words: 'Only a chair may invite, or a representative people of their own organization',
  },
  'withdraw-invitation': {
    may: isChairOrRepresentative,
    clause: 'ISO 22396 6.4.3',
    words: 'Only a chair or the inviting organization may withdraw an invitation',
  },
  'set-member-state': {
    may: isChair,
    clause: 'ISO 22396 6.4.3',
    words: 'Only a chair may change the state of a membership',
  },
  'set-roles': {
    may: isChairOrRepresentative,
    clause: 'ISO 22396 5.4 b',
    words: 'Only a chair gives roles, or a representative within their own organization',
  },
  'remove-person': {
    may: isChairOrRepresentative,
    clause: 'ISO 22396 6.4.3',
    words: 'Only a chair removes people, or a representative within their own organization',
  },
  'add-group': {
    may: isChair,
    clause: 'ISO 22396 6.4.4',
    words: 'Only a chair may make a group',
  },
  'set-group-members': {
    may: isChair,
    clause: 'ISO 22396 6.4.4',
    words: 'Only a chair may change who is in a group',
  },
});

function isChairOrRepresentative(standing: Standing): boolean {
  const isActive = standing.state === 'active' || standing.state === 'probation';
  return isChair(standing) || (isActive && standing.roles.includes('representative'));
}
