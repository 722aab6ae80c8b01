import { hidden } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showReceipt as contract } from './sharing.contract.ts';
import { viewOfReceipt } from './bring.ts';

/** The receipt of a share of the caller's organization. */
export const showReceipt: Operation<typeof contract> = async (context, { params }) => {
  const receipt = await context.handle.exchange.receipt(params.contribution);
  return receipt === undefined ? hidden() : viewOfReceipt(receipt);
};
