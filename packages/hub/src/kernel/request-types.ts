import type { Caller } from './operation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set by the kernel before an operation's body is read. */
    caller: Caller | undefined;
    /** The body as it arrived, for idempotency keys. */
    bodyBytes: Uint8Array | undefined;
  }

  interface FastifyContextConfig {
    /** Bodies of these media types reach the route as bytes, unread; every other body is refused. */
    rawBody?: readonly string[];
    /** Whoever calls is named in no log line, and their session is not touched. */
    namesNoCaller?: boolean;
  }
}
