import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showPrivacyReport as contract } from './subjects.contract.ts';

/** A year of the caller's organization in numbers. */
export const showPrivacyReport: Operation<typeof contract> = async (
  { handle, now },
  { params, query },
) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const year = query.year === undefined ? new Date(now()).getUTCFullYear() : Number(query.year);
  const figures = await handle.subjects.figures(community.id, year);
  if (figures === undefined) return hidden();
  const { outcomes, meanDays, expired, determined } = figures;
  return {
    year,
    outcomes,
    ...(meanDays === undefined ? {} : { mean_days: meanDays }),
    expired,
    determined,
  };
};
