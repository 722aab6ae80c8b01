import { useParams } from '@tanstack/react-router';
import { listCommunities } from './contract.ts';
import type { Community } from './contract.ts';
import { lastCommunity } from './last-community.ts';
import { useAnswer } from './query.ts';

/** My communities. The shell reads them before it shows anything. */
export function useCommunities(): readonly Community[] {
  return useAnswer(listCommunities, {}, { staleTime: 60_000 }).data?.items ?? [];
}

/** The community of this page, else the one looked at last; `undefined` when the address names none of mine. */
export function useCommunityIfAny(): Community | undefined {
  const communities = useCommunities();
  const { community: named } = useParams({ strict: false });
  const slug = named ?? lastCommunity(communities.map((one) => one.slug));
  return communities.find((one) => one.slug === slug || one.id === slug);
}

/** The community of this page. */
export function useCommunity(): Community {
  const community = useCommunityIfAny();
  if (community === undefined) throw new Error('There is no such community here');
  return community;
}

/** Whether the person chairs the community. */
export function isChair(community: Community): boolean {
  return community.standing.roles.some((role) => role === 'chair' || role === 'co-chair');
}
