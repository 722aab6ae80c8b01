import { aliasName } from '@tocsin/policy';
import type { Attribution } from '@tocsin/policy';
import type { Me } from '@tocsin/store';
import { isRefusal, refuse, refusedBy } from '../../kernel/index.ts';
import type { CallerContext, Refused } from '../../kernel/index.ts';
import { identityId } from '../identity.ts';

/** As whom something is shared: the organization itself, or an alias of it. */
export interface NamedSource {
  readonly id: string;
  readonly name: string;
  /** What must not stand in what is shared, when the organization is not named. */
  readonly kept?: readonly string[];
}

/** Shortest name that is looked for in what is shared: shorter ones stand in too many words. Characters. */
const KEPT_MIN = 3;

/** The name to share under, made when it is wanted for the first time. */
export async function sourceNamed(
  { handle }: CallerContext,
  community: string,
  attribution: Attribution = 'named',
): Promise<NamedSource | Refused> {
  const me = await handle.identity.me();
  const { organization } = me;
  if (organization === undefined) {
    return refuse('conflict', 'Enter your organization first: POST /api/v1/organizations');
  }
  if (attribution === 'named') return organization;
  const alias = await handle.attribution.aliasFor(community, attribution);
  if (isRefusal(alias)) return refusedBy(alias);
  const kept = namesToKeep(me);
  return { id: alias.id, name: aliasName(alias.id) ?? alias.id, kept };
}

/** What names somebody: their organization and its STIX identity, their own name, the domain of their mail. */
export function namesToKeep({
  organization,
  kind,
  name,
  email,
}: Pick<Me, 'organization' | 'kind' | 'name' | 'email'>): string[] {
  const names = [organization?.name, domainOf(email)];
  if (organization !== undefined) names.push(identityId(organization.id));
  // A token's name is no name of anybody.
  if (kind === 'person') names.push(name);
  return names.flatMap((one) => (one !== undefined && one.trim().length >= KEPT_MIN ? [one] : []));
}

function domainOf(email: string | undefined): string | undefined {
  return email?.slice(email.lastIndexOf('@') + 1);
}
