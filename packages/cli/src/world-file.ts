import { readFile } from 'node:fs/promises';
import { hashPassword, newTokenText } from '@tocsin/hub';
import { MEMBER_CLASSES, MEMBER_STATES, ROLES, SCHEMES, TLP_LEVELS } from '@tocsin/policy';
import { SCOPES } from '@tocsin/store';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { CommandFault, EXIT } from './faults.ts';
import { readInput } from './terminal.ts';
import type { World } from '@tocsin/store';

/** Largest file of a world. Bytes. */
export const WORLD_MAX = 32 * 1024 * 1024;

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'Expected a short name: lower case, digits and hyphens');
const level = z.enum(TLP_LEVELS);
const profile = z.strictObject({
  scheme: z.enum(SCHEMES).optional(),
  organization_means: z.string().optional(),
  client_means: z.string().optional(),
  community_means: z.string().optional(),
  providers: z.boolean().optional(),
  provider_staff: z.boolean().optional(),
  government: z.boolean().optional(),
  clients_allowed: z.boolean().optional(),
  default_level: level.optional(),
  unlabelled: level.optional(),
});
const instant = z.union([z.iso.datetime({ offset: true }), z.date()]);

/** The file of `tocsin provision`: a world as code. Every list may be left out. */
export const worldShape = z.strictObject({
  communities: z
    .array(
      z.strictObject({
        slug,
        name: z.string().optional(),
        kind: z.string().optional(),
        purpose: z.string().optional(),
        profile: profile.optional(),
      }),
    )
    .default([]),
  organizations: z
    .array(
      z.strictObject({
        slug,
        name: z.string().optional(),
        class: z.enum(MEMBER_CLASSES).optional(),
        sectors: z.array(z.string()).optional(),
        countries: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  memberships: z
    .array(
      z.strictObject({
        community: slug,
        organization: slug,
        class: z.enum(MEMBER_CLASSES).optional(),
        tier: z.string().optional(),
        state: z.enum(MEMBER_STATES).optional(),
      }),
    )
    .default([]),
  people: z
    .array(
      z.strictObject({
        email: z.string(),
        name: z.string().optional(),
        organization: slug,
        roles: z
          .record(
            slug,
            z.union([z.array(z.enum(ROLES)), z.enum(ROLES).transform((role) => [role])]),
          )
          .optional(),
        units: z.array(z.string()).optional(),
        operator: z.boolean().optional(),
        /** A first password; at the first sign-in the person sets up a second factor. */
        password: z.string().min(12, 'A password has at least 12 characters').optional(),
        provider: slug.optional(),
      }),
    )
    .default([]),
  groups: z
    .array(
      z.strictObject({
        community: slug,
        slug,
        name: z.string().optional(),
        organizations: z.array(slug).optional(),
        people: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  tokens: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        organization: slug.optional(),
        person: z.string().optional(),
        community: slug.optional(),
        scopes: z.array(z.enum(SCOPES)).optional(),
        ceiling: level.optional(),
        expires_at: instant.optional(),
        purpose: z.string().optional(),
      }),
    )
    .default([]),
  links: z
    .array(z.unknown())
    .max(0, 'This version links no hubs yet; leave "links" empty')
    .default([]),
});
type WorldFile = z.output<typeof worldShape>;

/** A world ready for the store, and the secrets of its tokens, each to be shown once. */
export interface ReadWorld {
  readonly world: World;
  /** In the order of the world's tokens. */
  readonly secrets: readonly { name: string; token: string }[];
}

/** Reads a world from YAML or JSON; all faults at once. */
export async function readWorld(file: string): Promise<ReadWorld> {
  const bytes = file === '-' ? await readInput(WORLD_MAX) : await readFile(file);
  let value: unknown;
  try {
    value = parseYaml(bytes.toString('utf8'), { maxAliasCount: 100 });
  } catch (fault) {
    throw new CommandFault(
      EXIT.usage,
      `"${file}" is neither YAML nor JSON: ${fault instanceof Error ? fault.message : ''}`,
    );
  }
  const read = worldShape.safeParse(value ?? {});
  if (!read.success) {
    const faults = read.error.issues.map(
      (issue) => `  ${issue.path.join('.') || '(file)'}: ${issue.message}`,
    );
    throw new CommandFault(EXIT.usage, [`"${file}" is not a world:`, ...faults].join('\n'));
  }
  return worldOf(read.data);
}

async function worldOf(file: WorldFile): Promise<ReadWorld> {
  const people: World['people'] = [];
  for (const { password, provider, name, ...person } of file.people) {
    people.push({
      ...withoutAbsent(person),
      name: name ?? person.email,
      ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
      ...(provider === undefined ? {} : { providerStaffOf: provider }),
    });
  }
  const secrets: { name: string; token: string }[] = [];
  const tokens = file.tokens.map(({ expires_at, ...token }) => {
    const made = newTokenText();
    secrets.push({ name: token.name, token: made.text });
    return {
      ...withoutAbsent(token),
      id: made.id,
      secretHash: made.secretHash,
      ...(expires_at === undefined ? {} : { expiresAt: new Date(expires_at).getTime() }),
    };
  });
  return {
    world: { ...placesOf(file), people, tokens, groups: file.groups.map(withoutAbsent) },
    secrets,
  };
}

function placesOf(file: WorldFile): Pick<World, 'communities' | 'organizations' | 'memberships'> {
  return {
    communities: file.communities.map(({ name, kind, profile: said, ...community }) => ({
      ...withoutAbsent(community),
      name: name ?? community.slug,
      kind: kind ?? 'sector',
      ...(said === undefined ? {} : { profile: profileOf(said) }),
    })),
    organizations: file.organizations.map(({ name, ...one }) => ({
      ...withoutAbsent(one),
      name: name ?? one.slug,
    })),
    memberships: file.memberships.map(withoutAbsent),
  };
}

function profileOf(
  said: z.output<typeof profile>,
): NonNullable<World['communities'][number]['profile']> {
  return withoutAbsent({
    scheme: said.scheme,
    organizationMeans: said.organization_means,
    clientMeans: said.client_means,
    communityMeans: said.community_means,
    providers: said.providers,
    providerStaff: said.provider_staff,
    government: said.government,
    clientsAllowed: said.clients_allowed,
    defaultLevel: said.default_level,
    unlabelled: said.unlabelled,
  });
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The same record without the fields that say nothing. */
function withoutAbsent<T extends object>(record: T): Present<T> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}
