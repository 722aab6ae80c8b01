import { actingAs, newTicketSecret } from '../kernel/acting.ts';
import type { Community } from '../kernel/contract.ts';
import { useMe } from '../kernel/session.ts';
import type { ShareDraft } from './share-draft.ts';

/** How a share goes out under a sealed source: the draft with its ticket, and what has to be done before. */
export interface Sealing {
  readonly draft: ShareDraft;
  readonly sealed: (() => Promise<string>) | undefined;
}

/**
 * Makes sure of a ticket before the first byte leaves: it stands in the draft, so that after a crash the same share goes
 * out under the same source, and nothing is left behind whose ticket nobody has.
 */
export function useSealing(community: Community): (draft: ShareDraft) => Sealing {
  const me = useMe();
  return (draft) => {
    if (draft.attribution !== 'sealed' || actingAs() !== undefined)
      return { draft, sealed: undefined };
    const secret = draft.ticket === '' ? newTicketSecret() : draft.ticket;
    const threshold = draft.sealedTo;
    return {
      draft: { ...draft, ticket: secret },
      sealed: async () => {
        // The cryptography is only loaded by those who use it.
        const { sealShare } = await import('../custody/seal-share.ts');
        await sealShare({ community, me, secret, threshold });
        return secret;
      },
    };
  };
}
