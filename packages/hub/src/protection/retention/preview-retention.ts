import { authorize, instantText, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { wishOf } from './wish-of.ts';
import type { previewRetention as contract } from './retention.contract.ts';

/** How many objects would go, of those the caller may see. */
export const previewRetention: Operation<typeof contract> = async (
  { handle },
  { params, body },
) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const preview = await handle.retention.preview(community.id, wishOf(body));
  if (isRefusal(preview)) return refusedBy(preview);
  const { objects, isCut, startsAt } = preview;
  return { objects, more: isCut, starts_at: instantText(startsAt) };
};
