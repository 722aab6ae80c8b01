import { defineAuthority } from '../kernel/index.ts';
import { isChair } from '../arrangement/index.ts';
import { mayShare } from '../protection/index.ts';

/** Who may bring something, answer, or take it back. Whose an item is, its label says (`mayChange` in policy). */
export const exchangeAuthority = defineAuthority({
  contribute: {
    may: mayShare,
    clause: 'ISO 22396 6.5.3',
    words: 'Your role here reads only; ask a chair for a role that shares',
  },
  'answer-object': {
    may: mayShare,
    clause: 'ISO 22396 6.5.5',
    words: 'Your role here reads only; ask a chair for a role that shares',
  },
  'share-view-with-community': {
    may: isChair,
    clause: 'ISO 22396 6.4.3',
    words: 'Only a chair shares a view with the whole community; share it with your organization',
  },
  'retract-object': {
    may: mayShare,
    clause: 'marking rules M13',
    words: 'Your role here reads only; ask a chair for a role that shares',
  },
});
