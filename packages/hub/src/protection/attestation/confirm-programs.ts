import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { confirmPrograms as contract } from './attestation.contract.ts';
import { viewOfSetting } from './attestation.view.ts';

/** Confirms for the programs of the organization, or takes it back. */
export const confirmPrograms: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const set = await handle.attestation.setPrograms(community.id, body.confirmed);
  return isRefusal(set) ? refusedBy(set) : viewOfSetting(set);
};
