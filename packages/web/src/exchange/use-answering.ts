import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { MemberProfile } from '@tocsin/shield';
import { useAddressHash } from '../kernel/address-hash.ts';
import { call } from '../kernel/client.ts';
import { answerRelease, listReleases, showHome } from '../kernel/contract.ts';
import type { Community, Receipt } from '../kernel/contract.ts';
import { queryClient } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { answerDraft } from './answer-draft.ts';
import { answeredIn } from './share-hash.ts';
import type { KeptShare } from './use-share-draft.ts';

/** Begins the share that an address names a request for, beside what is written already. `error`: why it could not. */
export function useAnswering(
  community: Community,
  { begin }: Pick<KeptShare, 'begin'>,
  profile: MemberProfile,
): unknown {
  const release = answeredIn(useAddressHash('share'));
  const organization = useMe().organization?.id ?? '';
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (release === undefined) return;
    void navigate({ to: '.', hash: '', replace: true });
    answerDraft({
      community: community.id,
      release,
      organization,
      profile,
    }).then(begin, setError);
  }, [release, community.id, organization, profile, navigate, begin]);
  return error;
}

/** Where a share that answers a request stands once it was sent. */
export type Answered = 'answered' | 'waits';

/**
 * Answers the request with what the share came to: what says most, so a report before a note before a value. What waits
 * for a sharing officer first is not there for anybody yet: the request waits with it, and is answered when it is released.
 */
export async function answerWith(
  community: string,
  release: string,
  receipt: Receipt,
): Promise<Answered> {
  const ids = receipt.lines.flatMap(({ id, fate }) =>
    id !== undefined && (fate === 'kept' || fate === 'already-here') ? [id] : [],
  );
  const object =
    TELLING.map((type) => ids.find((id) => id.startsWith(type))).find(Boolean) ?? ids[0];
  const isHeld = receipt.review !== undefined;
  if (object === undefined && !isHeld) return 'waits';
  await call(answerRelease, {
    params: { community, release },
    body: isHeld
      ? { kind: 'after-review', review: receipt.id }
      : { kind: 'sanitised', object: object ?? '' },
  });
  for (const { name } of [listReleases, showHome]) {
    void queryClient.invalidateQueries({ queryKey: [name] });
  }
  return isHeld ? 'waits' : 'answered';
}

const TELLING = ['report--', 'note--', 'indicator--'];
