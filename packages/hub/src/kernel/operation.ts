import type { CommunityView, Door, Handle, Principal, TokenPrincipal } from '@tocsin/store';
import type { Contract, InputOf, OutputOf } from './contract.ts';
import type { Cursors } from './cursors.ts';
import type { Events } from './events.ts';
import type { Mailer } from './mailer.ts';
import type { Refused } from './refusal.ts';
import type { Seals } from './seals.ts';
import type { Settings } from './settings.ts';
import type { SetupGate } from './setup-gate.ts';
import type { Throttle } from './throttle.ts';
import type { Tickets } from './tickets.ts';

/** Where a request came from. */
export interface Client {
  readonly address: string;
  readonly userAgent: string;
  /** `https://tocsin.example`, as the caller reached the hub. */
  readonly origin: string;
  /** What links to this hub begin with: the same, with a name where it was a number of this machine. */
  readonly linkOrigin: string;
  /** The request came with the cookie of a session, whether that still holds or not. */
  readonly bringsSession: boolean;
  /** Why the caller keeps what the shield would refuse: the header `X-Tocsin-Keep`. */
  readonly keepReason: string | undefined;
}

/** What every operation is given, also those anybody may call. */
export interface PublicContext {
  readonly now: () => number;
  readonly newId: () => string;
  readonly settings: Settings;
  readonly events: Events;
  readonly cursors: Cursors;
  readonly seals: Seals;
  readonly throttle: Throttle;
  readonly tickets: Tickets;
  /** Absent: this hub sends no mail, and shows links instead. */
  readonly mailer: Mailer | undefined;
  /** The single-use address of a hub without people; only `membership/accounts` uses it. */
  readonly setup: SetupGate;
  /** This hub is a demonstration on invented data. */
  readonly isDemo: boolean;
  readonly client: Client;
  /** Telling who knocks; only the folders `membership/accounts` and `membership/joining` use it. */
  readonly door: Door;
  /** Somebody who is signed in while calling a public operation. */
  readonly caller: Caller | undefined;
  /** What a standing in a community allows, over the authority tables of all slices. */
  readonly may: (standing: Standing) => string[];
}

/** Somebody known: a person by session, or a token. */
export interface Caller {
  readonly principal: Principal;
  readonly handle: Handle;
  /** A person's session; absent for tokens. */
  readonly session?: CallerSession;
  /** A token's scopes and bounds; absent for persons. */
  readonly token?: TokenPrincipal;
  /**
   * For a sealed source: who brought its ticket. Only to keep their names out of what is shared; nothing that is
   * written, answered or logged may come from here.
   */
  readonly by?: Caller;
}

/** The session a person calls by. */
export interface CallerSession {
  readonly hash: Uint8Array;
  readonly csrf: string;
  readonly createdAt: number;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly isOperator: boolean;
  };
}

/** What an operation for known callers is given. */
export interface CallerContext extends PublicContext {
  readonly caller: Caller;
  readonly handle: Handle;
  readonly principal: Principal;
}

/** What an operation for signed-in persons is given. */
export interface PersonContext extends CallerContext {
  readonly principal: Principal & { readonly kind: 'person' };
  readonly session: CallerSession;
}

/** A caller's own standing in a community: what authority tables decide by. */
export type Standing = CommunityView['standing'];

/** The context that goes with a contract's authority. */
export type ContextOf<C extends Contract> = C['authority'] extends 'public'
  ? PublicContext
  : C['authority'] extends 'person'
    ? PersonContext
    : CallerContext;

/**
 * One operation: parsed input in, the contract's output or a refusal out. It never sees a request.
 * Order inside: authority, load through the handle, domain, store, event, view.
 */
export type Operation<C extends Contract> = (
  context: ContextOf<C>,
  input: InputOf<C>,
) => Promise<OutputOf<C> | Answer<OutputOf<C>> | Refused>;

/** An output with something beside it that only the kernel can give: a cookie, a header, text that is JSON already. */
export class Answer<T> {
  readonly output: T | undefined;
  /** The JSON text of the output, when it was not worth building the value. */
  readonly json: string | undefined;
  readonly session: SessionChange | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number | undefined;

  constructor(parts: {
    output?: T;
    json?: string;
    session?: SessionChange;
    headers?: Readonly<Record<string, string>>;
    status?: number;
  }) {
    this.output = parts.output;
    this.json = parts.json;
    this.session = parts.session;
    this.headers = parts.headers ?? {};
    this.status = parts.status;
  }
}

/** The session cookie is set to a new secret, or taken away. */
export type SessionChange = { secret: string; expiresAt: number } | 'end';

/** An operation bound to its contract, as slices list them. */
export interface BoundOperation {
  readonly contract: Contract;
  readonly run: (
    context: PublicContext,
    input: { params: unknown; query: unknown; body: unknown },
  ) => Promise<unknown>;
}

/**
 * Binds an operation to its contract. The kernel parses the input by the same contract and makes the context its
 * authority asks for, which is why the one cast below holds.
 */
export function bind<C extends Contract>(contract: C, operation: Operation<C>): BoundOperation {
  return { contract, run: operation as unknown as BoundOperation['run'] };
}
