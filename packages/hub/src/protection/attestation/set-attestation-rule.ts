import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { setAttestationRule as contract } from './attestation.contract.ts';
import { viewOfSetting } from './attestation.view.ts';

/** Says at which levels people confirm before they open. */
export const setAttestationRule: Operation<typeof contract> = async (
  { handle },
  { params, body },
) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const set = await handle.attestation.setRule(community.id, body.asks);
  return isRefusal(set) ? refusedBy(set) : viewOfSetting(set);
};
