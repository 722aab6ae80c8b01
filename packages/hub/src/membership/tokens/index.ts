import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { createToken } from './create-token.ts';
import { listTokens } from './list-tokens.ts';
import { revokeToken } from './revoke-token.ts';
import * as contract from './tokens.contract.ts';

/** Tokens: how programs of an organization sign in. */
export const tokenOperations: readonly BoundOperation[] = [
  bind(contract.listTokens, listTokens),
  bind(contract.createToken, createToken),
  bind(contract.revokeToken, revokeToken),
];
