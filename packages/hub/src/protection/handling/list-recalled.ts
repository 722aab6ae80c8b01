import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { organizationNames } from '../names.ts';
import type { listRecalled as contract } from './handling.contract.ts';
import { viewOfRecall } from './handling.view.ts';

/** What the caller's organization took back, and how far that has come. */
export const listRecalled: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const items = await context.handle.handling.recalled(community.id);
  const named = items.flatMap(({ recall }) => recall.lines.map((line) => line.organization));
  const nameOf = await organizationNames(context, community.id, new Set(named));
  return {
    items: items.map(({ id, type, recall }) => ({
      id,
      type,
      recall: viewOfRecall(recall, nameOf),
    })),
  };
};
