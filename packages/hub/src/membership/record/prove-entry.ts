import { hidden } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { proveEntry as contract } from './record.contract.ts';
import { viewOfProof } from './record.view.ts';

/** The proof that one of the caller's organization's entries is in the tree. */
export const proveEntry: Operation<typeof contract> = async (context, { params }) => {
  const proof = await context.handle.audit.proof(params.entry);
  return proof === undefined ? hidden() : viewOfProof(proof);
};
