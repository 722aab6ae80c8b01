import { Answer } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { lookUpValues as contract } from '../exchange.contract.ts';
import { lookUp } from './look-up.ts';

/** Whether values are known to the caller's communities, in the order asked. */
export const lookUpValues: Operation<typeof contract> = async (context, { body }) =>
  new Answer({ json: await lookUp(context, body.values) });
