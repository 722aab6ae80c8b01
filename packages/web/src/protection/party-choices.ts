import { listMembers, listPeople } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';

/** What a field to choose from takes. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The members of a community, to choose among by name. */
export function useOrganizationChoices({ id: community }: Community): Choice[] {
  const members = useAnswer(listMembers, { params: { community } });
  return (members.data?.items ?? []).map(({ organization: { id, name } }) => ({
    value: id,
    label: name,
  }));
}

/** The people of a community, to choose among by name and organization. */
export function usePersonChoices({ id: community }: Community): Choice[] {
  const people = useAnswer(listPeople, { params: { community } });
  return (people.data?.items ?? []).map(({ id, name, organization }) => ({
    value: id,
    label: `${name}, ${organization.name}`,
  }));
}
