import { hashOfSecret, isRefusal, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { organizationOf } from '../directory/index.ts';
import type { joinByInvitation as contract } from './registration.contract.ts';
import { viewOfMe } from './me.view.ts';
import { withTries } from './tries.ts';

/** Accepts an invitation as the person who is signed in, who acts for the organization from then on. */
export const joinByInvitation: Operation<typeof contract> = (context, { params, body }) =>
  withTries(context, undefined, async () => {
    const { handle, session } = context;
    const brought = body.organization === undefined ? undefined : organizationOf(body.organization);
    const joined = await handle.directory.joinByInvitation(hashOfSecret(params.secret), brought);
    if (isRefusal(joined)) return refusedBy(joined);
    const { organization, community } = joined;
    const switched = await handle.identity.switchOrganization(session.hash, organization);
    if (isRefusal(switched)) return refusedBy(switched);
    context.events.announce({ kind: 'invitation-accepted', community, subject: organization });
    const known = await handle.identity.me();
    const acting = known.organizations.find((one) => one.id === organization);
    return viewOfMe(
      { ...known, ...(acting === undefined ? {} : { organization: acting }) },
      session.csrf,
    );
  });
