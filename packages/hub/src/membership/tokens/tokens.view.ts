import type { TokenRow } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { token } from './tokens.contract.ts';

/** A token as its organization sees it; never the secret. */
export function viewOfToken(row: TokenRow): z.output<typeof token> {
  const { community, ceiling, expiresAt, lastUsedAt, revokedAt } = row;
  return {
    id: row.id,
    name: row.name,
    organization: { id: row.organization.id, name: row.organization.name },
    ...(community === undefined ? {} : { community }),
    scopes: [...row.scopes],
    ...(ceiling === undefined ? {} : { ceiling }),
    created_at: instantText(row.createdAt),
    created_by: row.createdBy,
    ...(expiresAt === undefined ? {} : { expires_at: instantText(expiresAt) }),
    ...(lastUsedAt === undefined ? {} : { last_used_at: instantText(lastUsedAt) }),
    ...(revokedAt === undefined ? {} : { revoked_at: instantText(revokedAt) }),
  };
}
