import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showAttestationSetting as contract } from './attestation.contract.ts';
import { viewOfSetting } from './attestation.view.ts';

/** At which levels people confirm before they open. */
export const showAttestationSetting: Operation<typeof contract> = async (
  { handle },
  { params },
) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const setting = await handle.attestation.setting(community.id);
  return setting === undefined ? hidden() : viewOfSetting(setting);
};
