import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { protectionAuthority } from '../protection.authority.ts';
import type { nameCustodian as contract } from './custody.contract.ts';

/** Makes somebody a custodian of seals. */
export const nameCustodian: Operation<typeof contract> = async ({ handle }, { params }) => {
  const act = protectionAuthority['name-custodian'];
  const community = await authorize(handle, params.community, act);
  if (community instanceof Refused) return community;
  const done = await handle.custody.name(community.id, params.person);
  return isRefusal(done) ? refusedBy(done) : undefined;
};
