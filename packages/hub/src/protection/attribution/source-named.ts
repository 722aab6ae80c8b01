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
  { handle, principal, caller }: CallerContext,
  community: string,
  attribution: Attribution = 'named',
): Promise<NamedSource | Refused> {
  if (principal.kind === 'source') return sealedSource(principal.organization, caller, attribution);
  if (attribution === 'sealed') {
    return refuse(
      'invalid',
      'Seal first who you are, POST …/sealed-sources, and share with its ticket in the header "Tocsin-Ticket"',
    );
  }
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

/** What a sealed source shares stands under its alias; whoever brought the ticket is only kept out of it. */
async function sealedSource(
  alias: string,
  { by }: CallerContext['caller'],
  attribution: Attribution,
): Promise<NamedSource | Refused> {
  if (attribution !== 'named' && attribution !== 'sealed') {
    return refuse(
      'invalid',
      'With a ticket it is shared under its pseudonym: leave "attribution" out',
    );
  }
  const me = await by?.handle.identity.me();
  const kept = me === undefined ? [] : namesToKeep(me);
  return { id: alias, name: aliasName(alias) ?? alias, kept };
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
