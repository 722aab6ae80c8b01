import { aliasName } from '@tocsin/policy';
import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showPseudonym as contract } from './attribution.contract.ts';

/** The pseudonym that stays; none until something was shared under it. */
export const showPseudonym: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const alias = await handle.attribution.pseudonym(community.id);
  if (alias === undefined) return {};
  return { pseudonym: { id: alias.id, name: aliasName(alias.id) ?? alias.id } };
};
