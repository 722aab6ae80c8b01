import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { addConsent as contract } from './before-asked.contract.ts';
import { viewOfConsent } from './before-asked.view.ts';

/** A source allows releases before anybody asks (SM-REL). */
export const addConsent: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const { types, organizations, classes } = body;
  const added = await handle.release.addConsent(community.id, {
    level: body.level,
    ...(types === undefined ? {} : { types }),
    ...(organizations === undefined ? {} : { organizations }),
    ...(classes === undefined ? {} : { classes }),
    ...(body.clients ? { clients: true } : {}),
    ...(body.government ? { government: true } : {}),
    uses: body.uses,
    forms: body.forms,
    until: Date.parse(body.until),
  });
  return isRefusal(added) ? refusedBy(added) : viewOfConsent(added);
};
