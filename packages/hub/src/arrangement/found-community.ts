import { Answer, API_BASE, isRefusal, refuse, refusedBy } from '../kernel/index.ts';
import type { Operation } from '../kernel/index.ts';
import type { foundCommunity as contract } from './arrangement.contract.ts';
import { viewOfCommunity } from './arrangement.view.ts';
import { dayOneProfile, profileOf } from './profile.ts';

/** Founds a community: the acting organization becomes its first member, the person its chair (ISO 22396 6.2). */
export const foundCommunity: Operation<typeof contract> = async (context, { body }) => {
  const me = await context.handle.identity.me();
  if (me.organization === undefined) {
    return refuse('conflict', 'Enter your organization first: POST /api/v1/organizations');
  }
  const founded = await context.handle.directory.foundCommunity({
    slug: body.slug,
    name: body.name,
    kind: body.kind,
    purpose: body.purpose,
    profile: body.profile === undefined ? dayOneProfile() : profileOf(body.profile),
  });
  if (isRefusal(founded)) return refusedBy(founded);
  context.events.announce({ kind: 'community-founded', community: founded.id });
  return new Answer({
    output: viewOfCommunity(context, founded),
    headers: { location: `${API_BASE}/communities/${founded.id}` },
  });
};
