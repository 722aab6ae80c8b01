import { DAY_ONE_PROFILE } from '@tocsin/policy';
import type { CommunityProfile } from '@tocsin/policy';
import type { z } from 'zod';
import type { profileIn } from './arrangement.contract.ts';

/** A profile as proposed; what the words mean stays as on day one where nothing was said. */
export function profileOf(proposed: z.output<typeof profileIn>): Omit<CommunityProfile, 'version'> {
  return {
    scheme: proposed.scheme,
    organizationMeans: proposed.organization_means ?? DAY_ONE_PROFILE.organizationMeans,
    clientMeans: proposed.client_means ?? DAY_ONE_PROFILE.clientMeans,
    communityMeans: proposed.community_means ?? DAY_ONE_PROFILE.communityMeans,
    providers: proposed.providers,
    providerStaff: proposed.provider_staff,
    government: proposed.government,
    clientsAllowed: proposed.clients_allowed,
    defaultLevel: proposed.default_level,
    unlabelled: proposed.unlabelled,
    shield: proposed.shield,
    classification: proposed.classification,
    competition: proposed.competition,
  };
}

/** The profile of the first day, as proposed when nobody proposed any. */
export function dayOneProfile(): Omit<CommunityProfile, 'version'> {
  const { version: _version, ...rest } = DAY_ONE_PROFILE;
  return rest;
}
