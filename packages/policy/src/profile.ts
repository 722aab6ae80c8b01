import type { ProfileReach } from './label.ts';
import type { Scheme, TlpLevel } from './levels.ts';

/**
 * What the words of a marking mean in one community (marking rules 2.2). Versioned: an item keeps the
 * version it was published under.
 */
export interface CommunityProfile {
  readonly version: number;
  readonly scheme: Scheme;
  /** What "organization" means here, in the community's own words. */
  readonly organizationMeans: string;
  readonly clientMeans: string;
  readonly communityMeans: string;
  readonly providers: boolean;
  readonly providerStaff: boolean;
  readonly government: boolean;
  /** ISO 22396 Annex A: AMBER reaches clients here. */
  readonly clientsAllowed: boolean;
  /** Proposed in the share form. */
  readonly defaultLevel: TlpLevel;
  /** Given to input without any marking (M1). */
  readonly unlabelled: TlpLevel;
}

/** The profile in force on the first day, before anything was agreed (M1; requirements row 260). */
export const DAY_ONE_PROFILE: CommunityProfile = Object.freeze({
  version: 1,
  scheme: 'tlp-2.0',
  organizationMeans: 'The staff of a member who are bound by its rules.',
  clientMeans: 'Those who receive security services from a member.',
  communityMeans: 'The active members of this community.',
  providers: false,
  providerStaff: false,
  government: false,
  clientsAllowed: false,
  defaultLevel: 'amber',
  unlabelled: 'amber+strict',
});

/** The part of a profile that an item carries with it. */
export function reachOf(profile: CommunityProfile): ProfileReach {
  return {
    version: profile.version,
    providers: profile.providers,
    providerStaff: profile.providerStaff,
    government: profile.government,
  };
}
