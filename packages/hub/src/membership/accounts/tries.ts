import { addressKey, Refused } from '../../kernel/index.ts';
import type { PublicContext } from '../../kernel/index.ts';

/** Refusals that mean a guess was wrong; any other gives the try back. */
const WRONG: ReadonlySet<string> = new Set(['sign-in-failed', 'not-found']);

/**
 * Runs what tests a secret, with the tries of the address and of the account spent before it. A right secret, or a
 * request that failed for another reason, gives them back.
 */
export async function withTries<T>(
  context: PublicContext,
  account: string | undefined,
  work: () => Promise<T | Refused>,
): Promise<T | Refused> {
  const keys = [`address:${addressKey(context.client.address)}`];
  if (account !== undefined) keys.push(`account:${account.trim().toLowerCase()}`);
  const stopped = await context.throttle.spend(keys);
  if (stopped !== undefined) return stopped;
  const result = await work();
  const isWrong = result instanceof Refused && WRONG.has(result.code);
  if (!isWrong) await context.throttle.forgive(keys);
  return result;
}
