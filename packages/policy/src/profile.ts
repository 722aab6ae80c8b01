import type { ProfileReach } from './label.ts';
import type { Scheme, TlpLevel } from './levels.ts';
import { DAY_ONE_SCHEME, NO_COMPETITION_RULES } from './scheme.ts';
import type { ClassificationScheme, CompetitionRules } from './scheme.ts';

/** What a hub does with a finding of the shield: refuses what it is in, tells of it in the receipt, or nothing. */
export const SHIELD_ACTS = ['refuse', 'tell', 'nothing'] as const;
/** One of {@link SHIELD_ACTS}. */
export type ShieldAct = (typeof SHIELD_ACTS)[number];
/** How serious findings of the shield are, the most serious first. */
export const SHIELD_SEVERITIES = ['stop', 'ask', 'warn', 'info'] as const;
/** What a community has its hub do with findings, by how serious they are. */
export type ShieldRules = Readonly<Record<(typeof SHIELD_SEVERITIES)[number], ShieldAct>>;

/** Where nothing else was agreed: a secret is refused, the rest is told. */
export const DAY_ONE_SHIELD: ShieldRules = Object.freeze({
  stop: 'refuse',
  ask: 'tell',
  warn: 'tell',
  info: 'nothing',
});

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
  /** What becomes of what the shield finds in a share. */
  readonly shield: ShieldRules;
  /** The community's own words beside the scheme's, those of others, and whether all of it is agreed. */
  readonly classification: ClassificationScheme;
  readonly competition: CompetitionRules;
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
  shield: DAY_ONE_SHIELD,
  classification: DAY_ONE_SCHEME,
  competition: NO_COMPETITION_RULES,
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

/**
 * What a TLP level means in a community: AMBER of ISO 22396 Annex A stops at the recipient's organization unless
 * the community counts clients in (marking rules M2), however it was said: by word, or by a marking of STIX.
 */
export function levelIn(
  profile: Pick<CommunityProfile, 'scheme' | 'clientsAllowed'>,
  level: TlpLevel,
): TlpLevel {
  const stops = profile.scheme === 'iso22396-a' && !profile.clientsAllowed;
  return level === 'amber' && stops ? 'amber+strict' : level;
}
