import { NotAReader } from '@tocsin/store';
import type { Principal, Store } from '@tocsin/store';
import type { Authenticate } from './authenticate.ts';
import { hashOfSecret } from './credentials.ts';
import type { Caller } from './operation.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import type { Throttle } from './throttle.ts';
import { ticketOf } from './ticket-header.ts';

const TICKET = /^tct_[A-Za-z0-9_-]{43}$/;

/** Puts the sealed source of a ticket in the place of the person who brought it. */
export type AsSource = (caller: Caller, ticket: string) => Promise<Caller | Refused>;

/** The SHA-256 of a ticket, or `undefined` for what is none. */
export function hashOfTicket(ticket: string): Uint8Array | undefined {
  return TICKET.test(ticket) ? hashOfSecret(ticket) : undefined;
}

/** What an address that takes no ticket says: nothing is done there under a name its sender did not mean. */
export function refusesTicket(): Refused {
  return refuse('ticket-unusable', 'This address takes no ticket: leave "Tocsin-Ticket" out');
}

/** Who calls a route of another protocol, where no ticket is taken. */
export function withoutTickets(authenticate: Authenticate): Authenticate {
  return (request) =>
    ticketOf(request) === undefined ? authenticate(request) : Promise.resolve(refusesTicket());
}

/**
 * A ticket goes with the session of a person who takes part in its community. Whatever is wrong, the ticket, the
 * community, the person's standing, is answered alike, and every wrong one is a try that is counted.
 */
export function createAsSource(store: Store, throttle: Throttle): AsSource {
  return async (caller, ticket) => {
    const { principal } = caller;
    if (principal.kind !== 'person') {
      return refuse(
        'ticket-unusable',
        'A ticket goes with the session of a person, not with a token',
      );
    }
    const source = await sourceOf(store, principal, ticket);
    if (source === undefined) {
      const words = 'This ticket opens nothing here; look whether it is whole';
      return (await throttle.spend([`ticket:${principal.id}`])) ?? refuse('ticket-unusable', words);
    }
    return { principal: source, handle: await store.as(source), by: caller };
  };
}

async function sourceOf(
  store: Store,
  by: Principal & { kind: 'person' },
  ticket: string,
): Promise<(Principal & { kind: 'source' }) | undefined> {
  const hash = hashOfTicket(ticket);
  const known = hash === undefined ? undefined : await store.door.source(hash);
  if (known === undefined) return undefined;
  const { alias, voice, community } = known;
  const source = { kind: 'source', id: voice, organization: alias, community, by } as const;
  try {
    await (await store.as(source)).reader();
    return source;
  } catch (fault) {
    if (fault instanceof NotAReader) return undefined;
    throw fault;
  }
}
