import { hidden } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { proveConsistency as contract } from './record.contract.ts';
import { viewOfConsistency } from './record.view.ts';

/** The proof that today's tree begins with the tree somebody saw earlier. */
export const proveConsistency: Operation<typeof contract> = async (context, { query }) => {
  const proof = await context.handle.audit.consistency(query.from);
  return proof === undefined ? hidden() : viewOfConsistency(proof);
};
