import type { DirectoryHandle } from '../store.ts';
import type { Access } from './access.ts';
import { foundCommunity, foundOrganization, setProfile } from './founding.ts';
import { addGroup, setGroupMembers } from './groups.ts';
import { invite, joinByInvitation, listInvitations, withdrawInvitation } from './inviting.ts';
import { setMemberState } from './member-state.ts';
import { removePerson, setRoles } from './standing.ts';
import { communities, community, groups, members, people } from './directory-views.ts';

/**
 * The directory as one reader's communities show it: whoever has no standing in a community sees nothing of
 * it, and what one may not see refuses like what does not exist.
 */
export function createDirectory(access: Access): DirectoryHandle {
  const { engine } = access;
  return {
    communities: () => engine.read(async (query) => communities(query, await access.reader(query))),
    community: (idOrSlug) =>
      engine.read(async (query) => community(query, await access.reader(query), idOrSlug)),
    members: (id) => engine.read(async (query) => members(query, await access.reader(query), id)),
    people: (id) => engine.read(async (query) => people(query, await access.reader(query), id)),
    groups: (id) => engine.read(async (query) => groups(query, await access.reader(query), id)),
    foundCommunity: (founded) => foundCommunity(access, founded),
    foundOrganization: (organization) => foundOrganization(access, organization),
    setProfile: (id, profile) => setProfile(access, id, profile),
    invite: (invitation) => invite(access, invitation),
    invitations: (id) => listInvitations(access, id),
    withdrawInvitation: (id) => withdrawInvitation(access, id),
    joinByInvitation: (secretHash, organization) =>
      joinByInvitation(access, secretHash, organization),
    addGroup: (group) => addGroup(access, group),
    setGroupMembers: (group, named) => setGroupMembers(access, group, named),
    setMemberState: (id, organization, to) =>
      setMemberState(access, {
        community: id,
        organization,
        ...(typeof to === 'string' ? { state: to } : to),
      }),
    setRoles: (id, person, roles) => setRoles(access, { community: id, person, roles }),
    removePerson: (id, person) => removePerson(access, { community: id, person }),
  };
}
