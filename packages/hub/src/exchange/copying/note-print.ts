import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { wayOf } from '../sharing/bring.ts';
import type { notePrint as contract } from './copying.contract.ts';

/** Enters that an object is printed. The number stands on the paper already: a browser does not wait. */
export const notePrint: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const object = await handle.exchange.object(params.id, community.id);
  if (object === undefined) return hidden();
  const taken = await handle.handling.took({
    community: community.id,
    way: wayOf(context),
    form: 'print',
    isSealed: false,
    rows: [object],
    id: body.copy,
  });
  return isRefusal(taken) ? refusedBy(taken) : undefined;
};
