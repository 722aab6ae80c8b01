import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { MemberProfile } from '@tocsin/shield';
import { useAddressHash } from '../kernel/address-hash.ts';
import { call } from '../kernel/client.ts';
import { answerRelease, listReleases, showHome } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { queryClient } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { answerDraft } from './answer-draft.ts';
import { answeredIn } from './share-hash.ts';
import { mostTelling } from './telling.ts';
import type { Answered, Telling } from './telling.ts';
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

/**
 * Answers the request with what a share came to, or, of a file in several parts, with the part that says most: a
 * report before a note before a value. What waits for a sharing officer first is not there for anybody yet: the
 * request waits with it, and is answered when it is released.
 */
export async function answerWith(
  community: string,
  release: string,
  parts: readonly Telling[],
): Promise<Answered> {
  const best = mostTelling(parts);
  if (best === undefined) return 'waits';
  const { object, review } = best;
  await call(answerRelease, {
    params: { community, release },
    body:
      review === undefined
        ? { kind: 'sanitised', object: object ?? '' }
        : { kind: 'after-review', review },
  });
  for (const { name } of [listReleases, showHome]) {
    void queryClient.invalidateQueries({ queryKey: [name] });
  }
  return review === undefined ? 'answered' : 'waits';
}
