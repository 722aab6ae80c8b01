import { isScheme, isTlpLevel, SHIELD_ACTS, SHIELD_SEVERITIES, schemeFault } from '@tocsin/policy';
import type { CommunityProfile } from '@tocsin/policy';
import type { Transaction } from '../engine/engine.ts';
import type { CommunityView, NewCommunity, NewOrganization, Refusal } from '../store.ts';
import type { Access } from './access.ts';
import { insertAffiliation, insertMembership, insertOrganization, putRoles } from './accounts.ts';
import { isChair, isChairSomewhere } from './authority.ts';
import { community as viewOf } from './directory-views.ts';
import { policyAct, recordPolicyAct, standingOrHidden } from './policy-act.ts';
import type { Acting } from './policy-act.ts';
import { readerNow } from './reader.ts';
import { hidden, Refused } from './refused.ts';
import { nameOf, slugOf, textOf, wordOf } from './words.ts';

/**
 * Founds a community. Operators may, and who chairs another; the acting organization becomes its first
 * member, the person its chair and representative.
 */
export async function foundCommunity(
  access: Access,
  founded: NewCommunity,
): Promise<CommunityView | Refusal> {
  return policyAct(access, async (acting) => {
    const { reader, transaction } = acting;
    await mustBeAFounder(acting);
    const id = access.newId();
    await insertCommunity(transaction, founded, { id, at: acting.at });
    const { organization } = reader;
    await insertMembership(transaction, {
      community: id,
      organization,
      class: 'member',
      tier: '',
      state: 'active',
      at: acting.at,
    });
    const key = { person: access.principal.id, organization, community: id };
    await putRoles(transaction, key, ['chair', 'representative']);
    await recordPolicyAct(acting, {
      act: 'found-community',
      words: 'Founded a community',
      community: id,
    });
    return communityOf(acting, id);
  });
}

/** Founds the acting person's first organization, for somebody who acts for none. */
export async function foundOrganization(
  access: Access,
  organization: NewOrganization,
): Promise<{ id: string } | Refusal> {
  return policyAct(access, async (acting) => {
    const { at, transaction } = acting;
    const { principal } = access;
    if (principal.kind !== 'person') {
      throw new Refused('not-allowed', 'Only a person founds an organization');
    }
    const known = await transaction.one('SELECT 1 AS one FROM affiliation WHERE person = ?', [
      principal.id,
    ]);
    if (known !== undefined) {
      throw new Refused('conflict', 'You already act for an organization');
    }
    const id = access.newId();
    await insertOrganization(transaction, { ...organization, class: 'member' }, { id, at });
    await insertAffiliation(transaction, { person: principal.id, organization: id, at });
    await transaction.run(
      "UPDATE session SET organization = ? WHERE person = ? AND organization = ''",
      [id, principal.id],
    );
    await recordPolicyAct(acting, {
      act: 'found-organization',
      words: 'Founded the organization',
      community: '',
      concerns: id,
    });
    return { id };
  });
}

/** Adopts another profile. Items published before keep the version they were published under. */
export async function setProfile(
  access: Access,
  community: string,
  profile: Omit<CommunityProfile, 'version'>,
): Promise<CommunityView | Refusal> {
  return policyAct(access, async (acting) => {
    const { at, reader, transaction } = acting;
    standingOrHidden(reader, community);
    if (!isChair(reader, community)) {
      throw new Refused('not-allowed', 'Only a chair or co-chair changes the profile');
    }
    await transaction.run(
      'UPDATE community SET profile_version = profile_version + 1 WHERE id = ?',
      [community],
    );
    await transaction.run(
      `INSERT INTO community_profile (community, version, body, at)
        SELECT id, profile_version, ?, ? FROM community WHERE id = ?`,
      [checkedProfile(profile), at, community],
    );
    await recordPolicyAct(acting, {
      act: 'set-profile',
      words: 'Adopted another profile for the community',
      community,
    });
    return communityOf(acting, community);
  });
}

/** Makes a community with the first version of its profile. */
export async function insertCommunity(
  transaction: Transaction,
  founded: NewCommunity,
  made: { id: string; at: number },
): Promise<void> {
  const slug = slugOf(founded.slug);
  if (slug === undefined) {
    throw new Refused(
      'invalid',
      'A short name has 1 to 60 lower-case letters, digits and hyphens, and begins and ends with a letter or digit',
    );
  }
  const name = nameOf(founded.name);
  const kind = wordOf(founded.kind);
  const purpose = textOf(founded.purpose);
  if (name === undefined || kind === undefined || purpose === undefined) {
    throw new Refused('invalid', 'Give the community a name and a kind of one line, and a purpose');
  }
  const taken = await transaction.one('SELECT 1 AS one FROM community WHERE slug = ?', [slug]);
  if (taken !== undefined) {
    throw new Refused('conflict', `The short name "${slug}" is taken: choose another`);
  }
  await transaction.run(
    'INSERT INTO community (id, slug, name, kind, purpose, profile_version, created_at) VALUES (?, ?, ?, ?, ?, 1, ?)',
    [made.id, slug, name, kind, purpose, made.at],
  );
  await transaction.run(
    'INSERT INTO community_profile (community, version, body, at) VALUES (?, 1, ?, ?)',
    [made.id, checkedProfile(founded.profile), made.at],
  );
}

async function mustBeAFounder({ access, reader, transaction }: Acting): Promise<void> {
  if (reader.kind !== 'person' || reader.providerStaff) {
    throw new Refused('not-allowed', 'Only a person of the organization itself founds a community');
  }
  if (reader.organization === '') {
    throw new Refused('conflict', 'Found your organization first: it becomes the first member');
  }
  const operator = await transaction.one(
    'SELECT 1 AS one FROM person WHERE id = ? AND is_operator = 1',
    [access.principal.id],
  );
  if (operator === undefined && !isChairSomewhere(reader)) {
    throw new Refused('not-allowed', 'Only operators and chairs found communities: ask one');
  }
}

/** The community as it stands within this transaction. */
async function communityOf({ access, transaction }: Acting, id: string): Promise<CommunityView> {
  const view = await viewOf(transaction, await readerNow(access, transaction), id);
  if (view === undefined) throw hidden();
  return view;
}

function checkedProfile(profile: Omit<CommunityProfile, 'version'>): string {
  const organizationMeans = textOf(profile.organizationMeans);
  const clientMeans = textOf(profile.clientMeans);
  const communityMeans = textOf(profile.communityMeans);
  const isKnown =
    isScheme(profile.scheme) &&
    isTlpLevel(profile.defaultLevel) &&
    isTlpLevel(profile.unlabelled) &&
    SHIELD_SEVERITIES.every((severity) => SHIELD_ACTS.includes(profile.shield[severity])) &&
    organizationMeans !== undefined &&
    clientMeans !== undefined &&
    communityMeans !== undefined;
  if (!isKnown) {
    throw new Refused(
      'invalid',
      'The profile has an unknown scheme, level or rule of the shield, or a text too long',
    );
  }
  const fault = schemeFault(profile.classification);
  if (fault !== undefined) throw new Refused('invalid', fault.words);
  return JSON.stringify({
    scheme: profile.scheme,
    organizationMeans,
    clientMeans,
    communityMeans,
    providers: profile.providers,
    providerStaff: profile.providerStaff,
    government: profile.government,
    clientsAllowed: profile.clientsAllowed,
    defaultLevel: profile.defaultLevel,
    unlabelled: profile.unlabelled,
    shield: profile.shield,
    classification: profile.classification,
    competition: profile.competition,
  });
}
