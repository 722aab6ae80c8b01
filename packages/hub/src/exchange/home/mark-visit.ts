import { timestampMicros } from '@tocsin/stix';
import { microsText } from '@tocsin/store';
import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { markVisit as contract } from './home.contract.ts';

/** Moves the caller's mark in a community forward. */
export const markVisit: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const upTo =
    body.up_to === undefined
      ? context.now() * 1000
      : (timestampMicros(body.up_to) ?? Date.parse(body.up_to) * 1000);
  const mark = await handle.desk.markVisit(community.id, upTo);
  return isRefusal(mark) ? refusedBy(mark) : { since: microsText(mark) };
};
