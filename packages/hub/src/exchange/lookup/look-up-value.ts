import { Answer } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { lookUpValue as contract } from '../exchange.contract.ts';
import { lookUp } from './look-up.ts';

/** Whether one value is known to the caller's communities. */
export const lookUpValue: Operation<typeof contract> = async (context, { query }) =>
  new Answer({ json: await lookUp(context, [query.value]) });
