import type { FastifyRequest } from 'fastify';

/** The header that carries a sealed source's ticket. */
const TICKET_HEADER = 'tocsin-ticket';

/** What a request brought as a ticket; also what is none, which is refused like a wrong one. */
export function ticketOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const given = headers[TICKET_HEADER];
  return Array.isArray(given) ? given.join() : given;
}
