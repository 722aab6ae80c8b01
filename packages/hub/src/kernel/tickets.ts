import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Seals } from './seals.ts';

/** What a ticket is for; one for another purpose does not open. */
export type TicketPurpose = 'totp' | 'new-passkey' | 'own-passkey' | 'passkey-sign-in';

/** Sealed notes a caller carries between two steps, so that the hub keeps nothing for those who never come back. */
export interface Tickets {
  issue(purpose: TicketPurpose, note: Readonly<Record<string, string>>): string;
  /** The note, or `undefined` when the ticket is forged, for something else, too old or spent. */
  read(purpose: TicketPurpose, ticket: string): Readonly<Record<string, string>> | undefined;
  /** A ticket serves once in this process; false when it has. */
  spend(ticket: string): boolean;
}

/** How long a ticket is good: time to install an authenticator. */
export const TICKET_LIFE_MS = 15 * 60_000;
/** Spent tickets remembered until they are too old anyway. */
const SPENT_MAX = 100_000;

/** Tickets under the hub's seals. */
export function createTickets(seals: Seals, now: () => number): Tickets {
  const spent = new LRUCache<string, true>({ max: SPENT_MAX });
  return {
    issue(purpose, note) {
      const serial = randomBytes(9).toString('base64url');
      return seals.seal(`ticket ${purpose}`, { note, serial, until: now() + TICKET_LIFE_MS });
    },
    read(purpose, ticket) {
      const opened = seals.open(`ticket ${purpose}`, ticket);
      if (!isTicket(opened) || opened.until <= now() || spent.has(ticket)) return undefined;
      return opened.note;
    },
    spend(ticket) {
      if (spent.has(ticket)) return false;
      spent.set(ticket, true);
      return true;
    },
  };
}

interface Opened {
  note: Record<string, string>;
  until: number;
}

function isTicket(value: unknown): value is Opened {
  return typeof value === 'object' && value !== null && 'note' in value && 'until' in value;
}
