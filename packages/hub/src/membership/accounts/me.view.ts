import type { Account, Me, SessionRow } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { me, session } from './accounts.schemas.ts';

/** Who somebody is, as the store knows them. */
export function viewOfMe(known: Me, csrf?: string): z.output<typeof me> {
  const { email, organization } = known;
  return {
    kind: known.kind,
    id: known.id,
    name: known.name,
    ...(email === undefined ? {} : { email }),
    is_operator: known.isOperator,
    ...(organization === undefined
      ? {}
      : { organization: { id: organization.id, name: organization.name } }),
    organizations: known.organizations.map(({ id, name }) => ({ id, name })),
    passkeys: known.passkeys.map(({ id, name, createdAt }) => ({
      id,
      name,
      created_at: instantText(createdAt),
    })),
    has_password: known.hasPassword,
    has_totp: known.hasTotp,
    recovery_codes_left: known.recoveryCodesLeft,
    ...(csrf === undefined ? {} : { csrf }),
  };
}

/** Who has just signed in. */
export function meOfAccount(account: Account, csrf: string): z.output<typeof me> {
  const [organization] = account.organizations;
  const known: Me = {
    kind: 'person',
    id: account.person,
    name: account.name,
    email: account.email,
    isOperator: account.isOperator,
    ...(organization === undefined ? {} : { organization }),
    organizations: account.organizations,
    passkeys: account.passkeys,
    hasPassword: account.passwordHash !== undefined,
    hasTotp: account.totp !== undefined,
    recoveryCodesLeft: account.recoveryCodesLeft,
  };
  return viewOfMe(known, csrf);
}

/** One of the caller's sessions. */
export function viewOfSession(row: SessionRow): z.output<typeof session> {
  return {
    id: row.id,
    created_at: instantText(row.createdAt),
    last_seen_at: instantText(row.lastSeenAt),
    user_agent: row.userAgent,
    current: row.current,
  };
}
