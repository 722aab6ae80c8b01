import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { partiesSaid } from './parties-said.ts';
import type { askRelease as contract } from './releases.contract.ts';
import { viewOfRelease } from './releases.view.ts';

/** How long a source is given when the asker does not say. Milliseconds. */
const USUAL_LIFE = 7 * 86_400_000;

/** Asks the source of an object to share it wider (SM-REL). */
export const askRelease: Operation<typeof contract> = async (context, { params, body }) => {
  const { events, handle, now } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const asked = await handle.release.ask({
    community: community.id,
    object: params.id,
    wanted: partiesSaid(body.wanted),
    purpose: body.purpose,
    ...(body.use === undefined ? {} : { use: body.use }),
    form: body.form,
    dueAt: body.due_at === undefined ? now() + USUAL_LIFE : Date.parse(body.due_at),
    isUrgent: body.urgent,
    isAnonymous: body.anonymous,
  });
  if (isRefusal(asked)) return refusedBy(asked);
  // Allowed in advance: those it was asked for read it from now on.
  if (asked.state === 'granted') {
    events.announce({ kind: 'object-remarked', community: community.id, subject: asked.object.id });
  }
  return viewOfRelease(asked);
};
