import { authorize, instantText, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { organizationNames } from '../names.ts';
import { viewOfExpiry } from '../retention/retention.view.ts';
import type { listRecalls as contract } from './handling.contract.ts';

/** What the caller was given and is asked to delete. */
export const listRecalls: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const items = await context.handle.handling.asked(community.id);
  const sources = new Set(items.map(({ source }) => source));
  const nameOf = await organizationNames(context, community.id, sources);
  return {
    items: items.map(({ id, type, source, at, why }) => ({
      id,
      type,
      source: { id: source, name: nameOf(source) },
      at: instantText(at),
      ...(why === undefined ? {} : { why: viewOfExpiry(why) }),
    })),
  };
};
