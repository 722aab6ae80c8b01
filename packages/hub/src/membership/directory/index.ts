import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { addGroup } from './add-group.ts';
import * as contract from './directory.contract.ts';
import { foundOrganization } from './found-organization.ts';
import { invite } from './invite.ts';
import { listGroups } from './list-groups.ts';
import { listInvitations } from './list-invitations.ts';
import { listMembers } from './list-members.ts';
import { listPeople } from './list-people.ts';
import { removePerson } from './remove-person.ts';
import { setGroupMembers } from './set-group-members.ts';
import { setMemberState } from './set-member-state.ts';
import { setRoles } from './set-roles.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

export { directoryAuthority } from './directory.authority.ts';
export { organizationOf } from './organization.ts';

/** Organizations, people, groups and invitations of a community. */
export const directoryOperations: readonly BoundOperation[] = [
  bind(contract.foundOrganization, foundOrganization),
  bind(contract.listMembers, listMembers),
  bind(contract.setMemberState, setMemberState),
  bind(contract.listPeople, listPeople),
  bind(contract.setRoles, setRoles),
  bind(contract.removePerson, removePerson),
  bind(contract.listGroups, listGroups),
  bind(contract.addGroup, addGroup),
  bind(contract.setGroupMembers, setGroupMembers),
  bind(contract.listInvitations, listInvitations),
  bind(contract.invite, invite),
  bind(contract.withdrawInvitation, withdrawInvitation),
];
