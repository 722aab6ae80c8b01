import {
  authorize,
  hashOfSecret,
  instantText,
  isRefusal,
  newSecret,
  Refused,
  refusedBy,
} from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { directoryAuthority } from './directory.authority.ts';
import { invitationLetter } from './invitation-letter.ts';
import type { invite as contract } from './directory.contract.ts';

const DAY_MS = 86_400_000;

/** Writes an invitation. Only the hash of its secret is kept, so the link is shown this once. */
export const invite: Operation<typeof contract> = async (context, { params, body }) => {
  const act = directoryAuthority.invite;
  const community = await authorize(context.handle, params.community, act);
  if (community instanceof Refused) return community;
  const secret = newSecret();
  const expiresAt = context.now() + body.expires_in_days * DAY_MS;
  // The secret stands behind "#": browsers do not send it to servers, so it is in no log on the way.
  const link = `${context.client.linkOrigin}/invitations#${secret}`;
  const isMailed = context.mailer !== undefined && body.email !== undefined && body.by_mail;
  const of = { community: community.name, link, expiresAt };
  const invited = await context.handle.directory.invite({
    community: community.id,
    ...(body.organization === undefined ? {} : { organization: body.organization }),
    class: body.class,
    roles: [...new Set(body.roles)],
    ...(body.email === undefined ? {} : { email: body.email }),
    secretHash: hashOfSecret(secret),
    expiresAt,
    ...(isMailed && { letter: await invitationLetter(context, of) }),
  });
  if (isRefusal(invited)) return refusedBy(invited);
  context.events.announce({ kind: 'invited', community: community.id, subject: invited.id });
  return { id: invited.id, link, secret, expires_at: instantText(expiresAt), by_mail: isMailed };
};
