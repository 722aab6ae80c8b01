import { createHmac, randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Settings } from './settings.ts';

/**
 * Structured logs, a line of JSON each, to standard error. Nothing that somebody shared goes into a log: no
 * bodies, no values, no query strings; ids as keyed hashes ({@link createIdHash}).
 */
export function createLog(level: Settings['logLevel']): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** What may be said of a fault: its name, its code and where it happened; a message can hold values. */
export function faultForLog(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { name: typeof fault };
  const code = 'code' in fault ? fault.code : undefined;
  const frames = (fault.stack ?? '').split('\n').filter((one) => one.startsWith('    at '));
  return { name: fault.name, code, at: frames.slice(0, 12).map((frame) => frame.trim()) };
}

/** Turns ids into words that can be compared within one run of the hub and tell nothing outside it. */
export function createIdHash(): (id: string) => string {
  const key = randomBytes(32);
  return (id) => createHmac('sha256', key).update(id).digest('base64url').slice(0, 12);
}
