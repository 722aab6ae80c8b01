import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showAttestation as contract } from './attestation.contract.ts';
import { viewOfAttestation } from './attestation.view.ts';

/** What opening an object means. Nothing of its content, and nothing to whoever may not read it. */
export const showAttestation: Operation<typeof contract> = async (context, { params, query }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const found = await handle.attestation.of(params.id, community.id, query.version);
  const view =
    found === undefined ? undefined : await viewOfAttestation(context, community.id, found);
  return view ?? hidden();
};
