import type { NewReleaseSetting } from '@tocsin/store';
import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { InputOf, Operation } from '../../kernel/index.ts';
import type { setReleaseSetting as contract } from './before-asked.contract.ts';
import { viewOfReleaseSetting } from './before-asked.view.ts';

/** A representative says who answers, and who decides once nobody of the organization is here. */
export const setReleaseSetting: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const { first, next, successor, leaving } = body;
  const set = await handle.release.setSetting(community.id, {
    first,
    next,
    ...(successor === undefined ? {} : { successor }),
    ...(leaving === undefined ? {} : { leaving: leavingFrom(leaving) }),
  });
  return isRefusal(set) ? refusedBy(set) : viewOfReleaseSetting(set);
};

function leavingFrom({ after_days: afterDays, ...said }: LeavingBody): NewLeaving {
  return { ...said, afterDays };
}

type LeavingBody = NonNullable<InputOf<typeof contract>['body']['leaving']>;
type NewLeaving = NonNullable<NewReleaseSetting['leaving']>;
