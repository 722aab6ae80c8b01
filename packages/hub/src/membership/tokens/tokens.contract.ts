import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  id,
  instant,
  instantIn,
  line,
  listOf,
  named,
  tlpLevel,
  tokenScope,
} from '../../kernel/schemas.ts';

const tag = 'tokens';

/** A token as its organization sees it; never the secret. */
export const token = z
  .object({
    id,
    name: z.string(),
    organization: named,
    community: id.optional(),
    scopes: z.array(tokenScope),
    /** The narrowest level this token is given. */
    ceiling: tlpLevel.optional(),
    created_at: instant,
    created_by: z.string(),
    expires_at: instant.optional(),
    last_used_at: instant.optional(),
    revoked_at: instant.optional(),
  })
  .meta({ id: 'Token' });

/** A new token; `secret` is the whole text to send, shown once. */
export const tokenWithSecret = token.extend({ secret: z.string() }).meta({ id: 'TokenWithSecret' });

export const listTokens = defineOperation({
  name: 'list-tokens',
  method: 'GET',
  path: '/tokens',
  summary: "My organization's tokens",
  tag,
  authority: 'person',
  input: {},
  output: listOf(token),
  refusals: [],
});

export const createToken = defineOperation({
  name: 'create-token',
  method: 'POST',
  path: '/tokens',
  summary: 'Make a token for a program of my organization; its secret is shown once',
  tag,
  authority: 'person',
  input: {
    body: z.object({
      name: line,
      community: id.optional(),
      scopes: z.array(tokenScope).min(1).max(4).default(['read', 'taxii']),
      ceiling: tlpLevel.optional(),
      expires_at: instantIn.optional(),
      /** What the program reads for; a marking may limit the purposes. */
      purpose: line.optional(),
    }),
  },
  output: tokenWithSecret,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});

export const revokeToken = defineOperation({
  name: 'revoke-token',
  method: 'DELETE',
  path: '/tokens/{token}',
  summary: 'Revoke a token; it stops working at once',
  tag,
  authority: 'person',
  input: { params: z.object({ token: id }) },
  refusals: ['not-found', 'not-allowed'],
});
