import { createHash } from 'node:crypto';
import {
  authorize,
  hashOfTicket,
  hidden,
  isRefusal,
  Refused,
  refusedBy,
} from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { protectionAuthority } from '../protection.authority.ts';
import type { sealSource as contract } from './custody.contract.ts';
import { viewOfSealed } from './custody.view.ts';

/**
 * Makes a sealed source. Who asks is known while this runs, to say whether they may share here and to make the proof;
 * nothing of it is kept.
 */
export const sealSource: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle, principal, throttle } = context;
  const act = protectionAuthority['seal-source'];
  const community = await authorize(handle, params.community, act);
  if (community instanceof Refused) return community;
  const ticketHash = hashOfTicket(body.ticket);
  if (ticketHash === undefined) return hidden();
  const stopped = await throttle.spend([`seal:${principal.id}`]);
  if (stopped !== undefined) return stopped;
  const sealed = await handle.custody.seal({
    community: community.id,
    ticketHash,
    threshold: body.threshold,
    body: body.body,
    parts: body.parts,
    proof: proofOf([body.salt, community.id, principal.organization, principal.id]),
  });
  return isRefusal(sealed) ? refusedBy(sealed) : viewOfSealed(sealed);
};

/**
 * What the hub saw, so that a custodian can tell a true seal from a false one. The salt is random and only in the
 * seal: without it nobody finds the person by trying all.
 */
function proofOf(parts: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['tocsin seal', ...parts]))
    .digest('base64url');
}
