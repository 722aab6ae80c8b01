import type { CommunityProfile } from '@tocsin/policy';
import type { CommunityView } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../kernel/index.ts';
import type { PublicContext } from '../kernel/index.ts';
import type { community, profile } from './arrangement.contract.ts';

/** A community as its member sees it, with the acts their standing allows. */
export function viewOfCommunity(
  context: Pick<PublicContext, 'may'>,
  seen: CommunityView,
): z.output<typeof community> {
  return {
    id: seen.id,
    slug: seen.slug,
    name: seen.name,
    kind: seen.kind,
    purpose: seen.purpose,
    profile: viewOfProfile(seen.profile),
    created_at: instantText(seen.createdAt),
    standing: {
      class: seen.standing.class,
      state: seen.standing.state,
      tier: seen.standing.tier,
      roles: [...seen.standing.roles],
    },
    may: context.may(seen.standing),
  };
}

function viewOfProfile(agreed: CommunityProfile): z.output<typeof profile> {
  return {
    version: agreed.version,
    scheme: agreed.scheme,
    organization_means: agreed.organizationMeans,
    client_means: agreed.clientMeans,
    community_means: agreed.communityMeans,
    providers: agreed.providers,
    provider_staff: agreed.providerStaff,
    government: agreed.government,
    clients_allowed: agreed.clientsAllowed,
    default_level: agreed.defaultLevel,
    unlabelled: agreed.unlabelled,
    shield: { ...agreed.shield },
    classification: {
      words: [...agreed.classification.words],
      others: agreed.classification.others.map(({ name, words }) => ({ name, words: [...words] })),
      agreed: agreed.classification.agreed,
    },
    competition: {
      notice: agreed.competition.notice,
      topics: [...agreed.competition.topics],
    },
  };
}
