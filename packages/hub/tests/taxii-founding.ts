import { randomBytes, createHash } from 'node:crypto';
import { DAY_ONE_PROFILE } from '@tocsin/policy';
import type { Handle, NewToken, Principal, Store } from '@tocsin/store';

/** A person's handle. */
export type Personal = (slug: string) => Handle;

/** Founds a community of three, and another one of somebody else, the way people do it. */
export async function foundCommunities(store: Store): Promise<Personal> {
  const handles = new Map<string, Handle>();
  const keeper = must(await store.door.createFirstPerson(personOf('keeper')));
  const unbound = await store.as({ kind: 'person', id: keeper, organization: '' });
  const organization = must(await unbound.directory.foundOrganization(organizationOf('keeper')));
  const founder = await store.as({ kind: 'person', id: keeper, organization: organization.id });
  handles.set('keeper', founder);
  const energy = must(await founder.directory.foundCommunity(communityOf('energy')));
  const water = must(await founder.directory.foundCommunity(communityOf('water')));
  for (const slug of ['alder', 'birch', 'cedar', 'outsider']) {
    const secretHash = createHash('sha256').update(randomBytes(16)).digest();
    const invited = await founder.directory.invite({
      community: slug === 'outsider' ? water.id : energy.id,
      class: 'member',
      roles: ['representative'],
      secretHash,
      expiresAt: Date.now() + 60_000,
    });
    must(invited);
    const accepted = must(
      await store.door.acceptInvitation(secretHash, personOf(slug), organizationOf(slug)),
    );
    const principal = { kind: 'person', id: accepted.person, organization: accepted.organization };
    handles.set(slug, await store.as(principal as Principal));
  }
  return (slug) => must(handles.get(slug));
}

/** Makes a token of a person's organization. */
export async function makeToken(handle: Handle, token: NewToken): Promise<void> {
  must(await handle.identity.createToken(token));
}

function personOf(slug: string): { email: string; name: string } {
  return { email: `${slug}@${slug}.example`, name: slug };
}

function organizationOf(slug: string): { slug: string; name: string } {
  return { slug, name: slug.charAt(0).toUpperCase() + slug.slice(1) };
}

function communityOf(slug: string): Parameters<Handle['directory']['foundCommunity']>[0] {
  const { version: _version, ...profile } = DAY_ONE_PROFILE;
  return {
    slug,
    name: slug === 'energy' ? 'Energy ISAC' : 'Water',
    kind: 'isac',
    purpose: '',
    profile,
  };
}

function must<T>(value: T): Exclude<T, undefined | { refused: string }> {
  const isRefusal = typeof value === 'object' && value !== null && 'refused' in value;
  if (value === undefined || isRefusal) throw new Error(`Refused: ${JSON.stringify(value)}`);
  return value as Exclude<T, undefined | { refused: string }>;
}
