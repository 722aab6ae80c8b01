import { isRefusal, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { switchOrganization as contract } from './own-account.contract.ts';
import { viewOfMe } from './me.view.ts';

/** Acts for another of the person's organizations from now on, in this session. */
export const switchOrganization: Operation<typeof contract> = async (context, { body }) => {
  const { session, handle } = context;
  const done = await handle.identity.switchOrganization(session.hash, body.organization);
  if (isRefusal(done)) return refusedBy(done);
  const known = await handle.identity.me();
  const organization = known.organizations.find((one) => one.id === body.organization);
  return viewOfMe(
    { ...known, ...(organization === undefined ? {} : { organization }) },
    session.csrf,
  );
};
