import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '@tocsin/store';
import type { Logger } from 'pino';
import type { AuthorityTable } from './authority.ts';
import type { Contract } from './contract.ts';
import type { Cursors } from './cursors.ts';
import type { Events } from './events.ts';
import type { Mailer } from './mailer.ts';
import type { Metrics } from './metrics.ts';
import type { BoundOperation, Caller } from './operation.ts';
import type { Refused } from './refusal.ts';
import type { Seals } from './seals.ts';
import type { Settings } from './settings.ts';
import type { Throttle } from './throttle.ts';

/** A vertical slice as the hub starts it. Slices are started in the order of `slices.ts` and stopped in reverse. */
export interface Slice {
  readonly name: string;
  readonly operations: readonly BoundOperation[];
  /** Served by {@link Slice.plugins} rather than as operations, yet part of the API page: open streams. */
  readonly documented?: readonly Contract[];
  /** Acts within a community this slice decides about; sent to the web app with each community. */
  readonly authority?: AuthorityTable;
  /** Routes that are not operations, served by nodes of the role `exchange`: other protocols (TAXII) and open streams (SSE). */
  readonly plugins?: (server: FastifyInstance, hub: HubServices) => void | Promise<void>;
  /** How its protocols say no to an address that no route can be found for because it cannot be read. */
  readonly unreadable?: Unreadable;
  /** Background work; runs only on nodes of the role `worker`. */
  readonly start?: (hub: HubServices) => void | Promise<void>;
  readonly stop?: (hub: HubServices) => void | Promise<void>;
}

/** The form of refusals under a path whose protocol has one of its own. */
export interface Unreadable {
  /** With its slash at the beginning and none at the end. */
  readonly under: string;
  answer(reply: FastifyReply, refused: Refused): FastifyReply;
}

/** What a slice's raw routes and background work are given. */
export interface HubServices {
  readonly store: Store;
  readonly settings: Settings;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Logger;
  readonly cursors: Cursors;
  readonly seals: Seals;
  readonly events: Events;
  readonly throttle: Throttle;
  readonly metrics: Metrics;
  /** Absent: this hub sends no mail. */
  readonly mailer: Mailer | undefined;
  /** Aborted when the hub stops: open streams end, background work returns its leases. */
  readonly signal: AbortSignal;
  /**
   * Who calls, by bearer or basic token or by session cookie; state-changing cookie requests are checked for their
   * origin and `x-csrf`. The `realm` of the challenge is the kernel's.
   */
  readonly authenticate: (request: FastifyRequest) => Promise<Caller | Refused>;
  /** Answers a refusal as problem+json, with challenge and `Retry-After` where they belong. */
  readonly problem: (
    request: FastifyRequest,
    reply: FastifyReply,
    refused: Refused,
  ) => FastifyReply;
  /** Counts a request of a raw route against its caller's limit; a refusal when it is over. */
  readonly countRequest: (caller: Caller, reply: FastifyReply) => Refused | undefined;
  /** The same for a request of nobody known, by its address. */
  readonly countUnknown: (request: FastifyRequest, reply: FastifyReply) => Refused | undefined;
}
