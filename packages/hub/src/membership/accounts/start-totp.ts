import type { Operation } from '../../kernel/index.ts';
import type { startTotp as contract } from './registration.contract.ts';
import { newTotp } from './totp.ts';

/** A fresh TOTP secret. The hub keeps nothing: the ticket carries the secret, sealed, until a code proves it. */
export const startTotp: Operation<typeof contract> = (context, { body }) => {
  const { secret, uri } = newTotp(body.email);
  return Promise.resolve({ secret, uri, ticket: context.tickets.issue('totp', { secret }) });
};
