import type { Regime } from '@tocsin/policy';
import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { InputOf, Operation } from '../../kernel/index.ts';
import { arrangementAuthority } from '../arrangement.authority.ts';
import type { setRegimes as contract } from './regimes.contract.ts';
import { viewOfRegime } from './regimes.view.ts';

/** A chair keeps the list of laws right. */
export const setRegimes: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle, now } = context;
  const act = arrangementAuthority['set-regimes'];
  const community = await authorize(handle, params.community, act);
  if (community instanceof Refused) return community;
  const set = await handle.regimes.set(community.id, body.items.map(regimeSaid));
  if (isRefusal(set)) return refusedBy(set);
  const at = now();
  return { items: set.map((one) => viewOfRegime(one, at)) };
};

function regimeSaid({
  periods,
  known_until: knownUntil,
  ...words
}: InputOf<typeof contract>['body']['items'][number]): Regime {
  return {
    ...words,
    periods: periods.map(({ from, until }) => ({
      from: Date.parse(from),
      ...(until === undefined ? {} : { until: Date.parse(until) }),
    })),
    ...(knownUntil === undefined ? {} : { knownUntil: Date.parse(knownUntil) }),
  };
}
