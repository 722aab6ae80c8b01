import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';

/** Tries at one secret before waiting: by account and by address alike (OWASP ASVS 5.0 §6.3.1). */
export const TRIES_MAX = 10;
/** How long tries are remembered. */
export const TRIES_WINDOW_SECONDS = 15 * 60;

/** Slows down whoever guesses secrets. */
export interface Throttle {
  /**
   * Spends one try of each key (`account:…`, `address:…`) before the secret is looked at, so that many
   * guesses at once get no more than one after the other. A refusal says how long to wait.
   */
  spend(keys: readonly string[]): Promise<Refused | undefined>;
  /** The secret was right: the account's tries start afresh and the address gets its try back. */
  forgive(keys: readonly string[]): Promise<void>;
}

/** A throttle in this process's memory. */
export function createThrottle(tries: number = TRIES_MAX): Throttle {
  const limiter = new RateLimiterMemory({ points: tries, duration: TRIES_WINDOW_SECONDS });
  return {
    async spend(keys) {
      for (const key of keys) {
        try {
          await limiter.consume(key);
        } catch (stopped) {
          if (!(stopped instanceof RateLimiterRes)) throw stopped;
          return tooMany(stopped.msBeforeNext);
        }
      }
      return undefined;
    },
    async forgive(keys) {
      for (const key of keys) {
        if (key.startsWith('account:')) await limiter.delete(key);
        else await limiter.reward(key);
      }
    },
  };
}

function tooMany(waitMs: number): Refused {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return refuse(
    'too-many-requests',
    `Too many tries: wait ${String(retryAfterSeconds)} seconds, then try again`,
    { retryAfterSeconds },
  );
}
