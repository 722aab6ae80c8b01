import { isRefusal, newTokenText, refuse, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { createToken as contract } from './tokens.contract.ts';
import { viewOfToken } from './tokens.view.ts';

/** Makes a token; only the hash of its secret is kept. Who may is the store's to say: it knows all memberships. */
export const createToken: Operation<typeof contract> = async (context, { body }) => {
  const expiresAt = body.expires_at === undefined ? undefined : Date.parse(body.expires_at);
  if (expiresAt !== undefined && expiresAt <= context.now()) {
    const fault = { pointer: '/expires_at', code: 'past', message: 'Choose a time to come' };
    return refuse('invalid', 'Cannot make a token that has expired', { faults: [fault] });
  }
  const { id, secretHash, text } = newTokenText();
  const made = await context.handle.identity.createToken({
    id,
    secretHash,
    name: body.name,
    scopes: [...new Set(body.scopes)],
    ...(body.community === undefined ? {} : { community: body.community }),
    ...(body.ceiling === undefined ? {} : { ceiling: body.ceiling }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(body.purpose === undefined ? {} : { purpose: body.purpose }),
  });
  return isRefusal(made) ? refusedBy(made) : { ...viewOfToken(made), secret: text };
};
