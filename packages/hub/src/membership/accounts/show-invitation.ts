import { hashOfSecret, hidden, instantText } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showInvitation as contract } from './registration.contract.ts';
import { withTries } from './tries.ts';

/** What somebody holding an invitation is invited to. Used, withdrawn, expired and invented ones answer alike. */
export const showInvitation: Operation<typeof contract> = (context, { params }) =>
  withTries(context, undefined, async () => {
    const seen = await context.door.invitation(hashOfSecret(params.secret));
    if (seen === undefined) return hidden();
    const { community, organization, email } = seen;
    return {
      id: seen.id,
      community: {
        id: community.id,
        slug: community.slug,
        name: community.name,
        purpose: community.purpose,
      },
      ...(organization === undefined
        ? {}
        : { organization: { id: organization.id, name: organization.name } }),
      invited_by: seen.invitedBy,
      roles: [...seen.roles],
      class: seen.class,
      ...(email === undefined ? {} : { email }),
      expires_at: instantText(seen.expiresAt),
    };
  });
