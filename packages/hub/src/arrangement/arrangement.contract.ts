import {
  DAY_ONE_SCHEME,
  DAY_ONE_SHIELD,
  NO_COMPETITION_RULES,
  NOTICE_MAX,
  OTHER_SCHEMES_MAX,
  SCHEME_MEANING_MAX,
  SCHEME_WORD_MAX,
  SCHEME_WORDS_MAX,
  SHIELD_ACTS,
  TOPIC_MAX,
  TOPICS_MAX,
} from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../kernel/contract.ts';
import {
  communityParams,
  id,
  instant,
  line,
  listOf,
  memberClass,
  memberState,
  role,
  scheme,
  slug,
  text,
  tlpLevel,
} from '../kernel/schemas.ts';

const tag = 'arrangement';

/** The kinds of community a wizard offers (requirements 0.2, Hub.kind). */
export const COMMUNITY_KINDS = [
  'sector',
  'region',
  'supply-chain',
  'threat-specific',
  'commercial',
  'pop-up',
  'informal',
] as const;

/** What the hub does with findings of the shield, by how serious they are. */
const shieldAct = z.enum(SHIELD_ACTS);
const shieldRules = z.object({ stop: shieldAct, ask: shieldAct, warn: shieldAct, info: shieldAct });

/** One line without control characters: it stands on every page. */
const plain = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text), 'Leave control characters out');
const schemeWord = z.strictObject({
  word: plain(SCHEME_WORD_MAX).min(1),
  level: tlpLevel,
  means: plain(SCHEME_MEANING_MAX).default(''),
});
/** The community's own words, which members may say instead of a level, and those of other schemes beside them. */
const classification = z.strictObject({
  words: z.array(schemeWord).max(SCHEME_WORDS_MAX),
  others: z
    .array(
      z.strictObject({
        name: plain(SCHEME_WORD_MAX).min(1),
        words: z.array(schemeWord).max(SCHEME_WORDS_MAX),
      }),
    )
    .max(OTHER_SCHEMES_MAX),
  /** False while it is a draft: then nothing can be shared. */
  agreed: z.boolean(),
});
/** What is not to be exchanged under competition law: a notice to whoever shares, and words that ask. */
const competition = z.strictObject({
  notice: z.string().trim().max(NOTICE_MAX),
  topics: z.array(plain(TOPIC_MAX).min(3)).max(TOPICS_MAX),
});

/** What the words of a marking mean here (marking rules 2.2). */
export const profile = z
  .object({
    version: z.number(),
    scheme,
    organization_means: z.string(),
    client_means: z.string(),
    community_means: z.string(),
    providers: z.boolean(),
    provider_staff: z.boolean(),
    government: z.boolean(),
    clients_allowed: z.boolean(),
    default_level: tlpLevel,
    unlabelled: tlpLevel,
    shield: shieldRules,
    classification,
    competition,
  })
  .meta({ id: 'Profile' });

/** A profile as somebody proposes it; the version is the hub's to give. */
export const profileIn = z.object({
  scheme: scheme.default('tlp-2.0'),
  organization_means: text.optional(),
  client_means: text.optional(),
  community_means: text.optional(),
  providers: z.boolean().default(false),
  provider_staff: z.boolean().default(false),
  government: z.boolean().default(false),
  clients_allowed: z.boolean().default(false),
  default_level: tlpLevel.default('amber'),
  unlabelled: tlpLevel.default('amber+strict'),
  shield: shieldRules.default({ ...DAY_ONE_SHIELD }),
  classification: classification.default({ ...DAY_ONE_SCHEME, words: [], others: [] }),
  competition: competition.default({ ...NO_COMPETITION_RULES, topics: [] }),
});

/** A community as its members see it. */
export const community = z
  .object({
    id,
    slug,
    name: z.string(),
    kind: z.string(),
    purpose: z.string(),
    profile,
    created_at: instant,
    /** The caller's own standing. */
    standing: z.object({
      class: memberClass,
      state: memberState,
      tier: z.string(),
      roles: z.array(role),
    }),
    /** The acts the caller's standing allows here, by name. */
    may: z.array(z.string()),
  })
  .meta({ id: 'Community' });

export const listCommunities = defineOperation({
  name: 'list-communities',
  method: 'GET',
  path: '/communities',
  summary: 'The communities my organization belongs to',
  tag,
  authority: 'reader',
  input: {},
  output: listOf(community),
  refusals: [],
});

export const showCommunity = defineOperation({
  name: 'show-community',
  method: 'GET',
  path: '/communities/{community}',
  summary: 'One community, by id or short name',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: community,
  refusals: ['not-found'],
});

export const foundCommunity = defineOperation({
  name: 'found-community',
  method: 'POST',
  path: '/communities',
  summary: 'Found a community: my organization becomes its first member, I its chair',
  tag,
  authority: 'person',
  input: {
    body: z.object({
      slug,
      name: line,
      kind: z.enum(COMMUNITY_KINDS),
      purpose: text.default(''),
      profile: profileIn.optional(),
    }),
  },
  output: community,
  refusals: ['not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});

export const adoptProfile = defineOperation({
  name: 'adopt-profile',
  method: 'PUT',
  path: '/communities/{community}/profile',
  summary: 'Say what "organization", "client" and "community" mean for markings here',
  tag,
  authority: 'person',
  input: { params: communityParams, body: profileIn },
  output: community,
  tagOf: 'show-community',
  refusals: ['not-found', 'not-allowed', 'invalid'],
});
