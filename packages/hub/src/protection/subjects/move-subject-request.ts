import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { moveSubjectRequest as contract } from './subjects.contract.ts';
import { viewOfRequests } from './subjects.view.ts';

/** Moves a request on, or takes two more months for it. */
export const moveSubjectRequest: Operation<typeof contract> = async (context, { params, body }) => {
  const { subjects } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const { to, words, letter } = body;
  const made =
    to === 'extended'
      ? await subjects.extend(community.id, params.request, words)
      : await subjects.move(community.id, params.request, {
          to,
          words,
          ...(letter === undefined ? {} : { letter }),
        });
  if (isRefusal(made)) return refusedBy(made);
  const [view] = await viewOfRequests(context, community.id, [made]);
  return view ?? hidden();
};
