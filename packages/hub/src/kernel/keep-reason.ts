import type { FastifyRequest } from 'fastify';

/** Shortest and longest reason a request gives. Characters. */
const REASON_MIN = 3;
const REASON_MAX = 300;

/**
 * Why a sender keeps what the shield would refuse: the header `X-Tocsin-Keep`, in percent-encoded UTF-8 where it is not
 * ASCII. What is no reason is none: the refusal then says what is asked for.
 */
export function keepReasonOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const header = request.headers['x-tocsin-keep'];
  if (typeof header !== 'string') return undefined;
  const reason = decoded(header).trim();
  const { length } = reason;
  return length >= REASON_MIN && length <= REASON_MAX && !/\p{Cc}/u.test(reason)
    ? reason
    : undefined;
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}
