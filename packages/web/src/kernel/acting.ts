/**
 * Tickets of sealed sources, and as which of them this tab acts. A ticket is kept in this browser, under the person who
 * made or added it; the hub has only its hash, so that whoever loses all copies loses the rights that go with it.
 */

/** A ticket with what it stands for. */
export interface Ticket {
  /** The id of the community; elsewhere it opens nothing. */
  readonly community: string;
  /** The source as readers are told. */
  readonly source: { readonly id: string; readonly name: string };
  readonly secret: string;
  readonly sealedOn: string;
}

/** Most tickets one browser keeps for one person. */
export const TICKETS_MAX = 200;
const PREFIX = 'tocsin.tickets.';
const ACTING = 'tocsin.acting';

let acting = readActing();

/** The sealed source this tab acts as, if any. */
export function actingAs(): Ticket | undefined {
  return acting;
}

/** Acts as a sealed source from now on. The page begins anew, so that nothing read as somebody else stays on it. */
export function actAs(ticket: Ticket, address: string): void {
  sessionStorage.setItem(ACTING, JSON.stringify(ticket));
  location.assign(address);
}

/** Acts as oneself again. */
export function stopActing(address: string): void {
  forgetActing();
  location.assign(address);
}

/** When somebody signs out, or in, this tab acts as nobody but them. */
export function forgetActing(): void {
  acting = undefined;
  try {
    sessionStorage.removeItem(ACTING);
  } catch {
    // Storage is switched off: there is nothing to forget.
  }
}

/** The ticket that goes with a request of a community, or with one that names none. */
export function ticketFor(community: unknown): string | undefined {
  if (acting === undefined) return undefined;
  return community === undefined || community === acting.community ? acting.secret : undefined;
}

/** A new ticket: 256 random bits. */
export function newTicketSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `tct_${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** The tickets a person keeps in this browser for a community. */
export function ticketsOf(person: string, community: string): Ticket[] {
  return readAll(person).filter((one) => one.community === community);
}

/** Keeps a ticket; false when this browser cannot, so that it has to be saved as a file. */
export function keepTicket(person: string, ticket: Ticket): boolean {
  const others = readAll(person).filter(({ secret }) => secret !== ticket.secret);
  if (others.length >= TICKETS_MAX) return false;
  return writeAll(person, [ticket, ...others]);
}

/** Takes a ticket out of this browser. */
export function dropTicket(person: string, secret: string): void {
  writeAll(
    person,
    readAll(person).filter((one) => one.secret !== secret),
  );
}

/** A ticket as it is saved in a file. */
export function ticketText(ticket: Ticket): string {
  return `${JSON.stringify({ kind: 'tocsin-ticket', ...ticket }, undefined, 2)}\n`;
}

/** The secret of a ticket, in a file or by itself; `undefined` in anything else. */
export function secretIn(text: string): string | undefined {
  return /tct_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/.exec(text)?.[0];
}

function readAll(person: string): Ticket[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + person) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isTicket) : [];
  } catch {
    return [];
  }
}

function writeAll(person: string, tickets: readonly Ticket[]): boolean {
  try {
    localStorage.setItem(PREFIX + person, JSON.stringify(tickets));
    return true;
  } catch {
    return false;
  }
}

function readActing(): Ticket | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(ACTING) ?? 'null');
    return isTicket(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isTicket(value: unknown): value is Ticket {
  if (typeof value !== 'object' || value === null) return false;
  const { community, secret, source, sealedOn }: Partial<Record<keyof Ticket, unknown>> = value;
  const texts = [community, secret, sealedOn];
  return texts.every((text) => typeof text === 'string') && typeof source === 'object';
}
