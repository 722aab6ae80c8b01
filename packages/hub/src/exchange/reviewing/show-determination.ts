import { isOwnName, isSharingOfficer } from '@tocsin/policy';
import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showDetermination as contract } from './reviewing.contract.ts';
import { viewOfDetermination } from './reviewing.view.ts';

/** What its source determined about an object the caller reads. */
export const showDetermination: Operation<typeof contract> = async (context, { params }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const object = await handle.exchange.object(params.id, community.id);
  if (object === undefined) return hidden();
  const found = await handle.review.determination(params.id, community.id);
  const reader = await handle.reader();
  return {
    ...(found === undefined
      ? {}
      : { determination: await viewOfDetermination(context, community.id, found) }),
    may_determine: isSharingOfficer(reader, community.id) && isOwnName(reader, object.origin),
  };
};
