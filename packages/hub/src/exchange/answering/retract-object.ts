import { mayChange } from '@tocsin/policy';
import { authorize, hidden, refuse, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { exchangeAuthority } from '../exchange.authority.ts';
import type { retractObject as contract } from '../exchange.contract.ts';

/** Takes an object of the caller's organization back (marking rules M13). */
export const retractObject: Operation<typeof contract> = async (context, { params, query }) => {
  const { handle } = context;
  const { exchange } = handle;
  const community = await authorize(handle, params.community, exchangeAuthority['retract-object']);
  if (community instanceof Refused) return community;
  const object = await exchange.object(params.id, community.id);
  if (object === undefined) return hidden();
  const outcome = await exchange.retract(object.id, community.id, query.versions ?? 'all');
  if (outcome === 'hidden') return hidden();
  if (outcome === 'refused') {
    const at = { change: 'retract', now: context.now() } as const;
    const decision = mayChange(await handle.reader(), object.label, at);
    const words = decision.allowed ? 'Only the source may take it back.' : decision.words;
    return refuse('not-allowed', words);
  }
  context.events.announce({
    kind: 'object-retracted',
    community: community.id,
    subject: object.id,
  });
  return undefined;
};
