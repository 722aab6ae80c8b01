import { authorize, hidden, instantText, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { organizationNames } from '../names.ts';
import type { showRemoval as contract } from './retention.contract.ts';
import { viewOfExpiry } from './retention.view.ts';

/** Evidence of a removal. */
export const showRemoval: Operation<typeof contract> = async (context, { params }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const found = await handle.retention.removal(params.id, community.id);
  if (found === undefined) return hidden();
  const { id, source, at, why, versions, entry } = found;
  const nameOf = await organizationNames(context, community.id, new Set([source]));
  return {
    id,
    source: { id: source, name: nameOf(source) },
    at: instantText(at),
    why: viewOfExpiry(why),
    versions,
    ...(entry === undefined
      ? {}
      : { entry: { id: entry.id, leaves: entry.leaves, more: entry.isCut } }),
  };
};
