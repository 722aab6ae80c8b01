import { DAY_ONE_SHIELD } from '@tocsin/policy';
import { blankScheme } from './scheme-draft.ts';
import { t, word } from '../kernel/words.ts';
import type { CommunityKind } from './kind-words.ts';
import type { ProfileDraft } from './profile-words.ts';

type Settings = Omit<ProfileDraft, 'organization_means' | 'client_means' | 'community_means'>;

interface Preset {
  readonly label: string;
  readonly words: string;
  readonly means: readonly [organization: string, client: string, community: string];
  readonly settings: Settings;
}

const BASE = {
  scheme: 'tlp-2.0',
  clients_allowed: false,
  shield: DAY_ONE_SHIELD,
  ...blankScheme(),
} as const;

/** Four agreements communities begin with; each fills the whole profile and can be changed point by point. */
const PRESETS = {
  region: {
    label: word('Open, for a region'),
    words: word('Many members, also small ones and their service providers. Shares widely.'),
    means: [
      word('The staff of a member, and providers who work for it and are bound by its rules.'),
      word('Those who receive services from a member and need to protect themselves.'),
      word('All members in the region, their service providers among them.'),
    ],
    settings: {
      ...BASE,
      providers: true,
      provider_staff: true,
      government: false,
      default_level: 'green',
      unlabelled: 'amber',
    },
  },
  sector: {
    label: word('A sector, careful by default'),
    words: word('Members know each other’s business. TLP:AMBER is proposed; providers are named.'),
    means: [
      word('The staff of a member who are bound by its rules.'),
      word('Those who receive security services from a member.'),
      word('The active members of this community.'),
    ],
    settings: {
      ...BASE,
      providers: false,
      provider_staff: false,
      government: false,
      default_level: 'amber',
      unlabelled: 'amber+strict',
    },
  },
  trust: {
    label: word('A small circle of trust'),
    words: word('Few people who know each other. Nothing leaves the organizations unless said so.'),
    means: [
      word('The staff of a member who need it for its own defence.'),
      word('Those whom a member protects under contract.'),
      word('The active members of this circle.'),
    ],
    settings: {
      ...BASE,
      providers: false,
      provider_staff: false,
      government: false,
      default_level: 'amber+strict',
      unlabelled: 'red',
    },
  },
  government: {
    label: word('With a government partner'),
    words: word('A CERT or ministry takes part: TLP:GREEN reaches it, narrower levels do not.'),
    means: [
      word('The staff of a member who are bound by its rules.'),
      word('Those who receive security services from a member.'),
      word('The active members and the government partners of this community.'),
    ],
    settings: {
      ...BASE,
      providers: false,
      provider_staff: false,
      government: true,
      default_level: 'amber',
      unlabelled: 'amber+strict',
    },
  },
} as const satisfies Record<string, Preset>;
/** One of the four. */
export type PresetName = keyof typeof PRESETS;

/** The four, in words, in order. */
export function presetChoices(): { name: PresetName; label: string; words: string }[] {
  return presetNames().map((name) => ({
    name,
    label: t(PRESETS[name].label),
    words: t(PRESETS[name].words),
  }));
}

/** The profile a preset begins with. */
export function presetProfile(name: PresetName): ProfileDraft {
  const { means, settings } = PRESETS[name];
  const [organization, client, community] = means;
  return {
    ...settings,
    organization_means: t(organization),
    client_means: t(client),
    community_means: t(community),
  };
}

/** The preset that fits a kind of community best. */
export function presetFor(kind: string): PresetName {
  return FITTING[kind as CommunityKind] ?? 'sector';
}

const FITTING: Partial<Record<CommunityKind, PresetName>> = {
  region: 'region',
  commercial: 'region',
  informal: 'trust',
  'pop-up': 'government',
};

function presetNames(): PresetName[] {
  return ['region', 'sector', 'trust', 'government'];
}
