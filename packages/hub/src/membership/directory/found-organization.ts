import { isRefusal, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { foundOrganization as contract } from './directory.contract.ts';
import { organizationOf } from './organization.ts';

/** Enters the caller's own first organization; their session acts for it from then on. */
export const foundOrganization: Operation<typeof contract> = async (context, { body }) => {
  const { handle, session } = context;
  const founded = await handle.directory.foundOrganization(organizationOf(body));
  if (isRefusal(founded)) return refusedBy(founded);
  const switched = await handle.identity.switchOrganization(session.hash, founded.id);
  if (isRefusal(switched)) return refusedBy(switched);
  return { id: founded.id, name: body.name };
};
