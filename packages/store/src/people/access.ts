import type { Reader } from '@tocsin/policy';
import type { Engine, Query } from '../engine/engine.ts';
import type { Principal, StoreChange } from '../store.ts';

/** What the parts of a handle are made from: the engine, and who is acting. */
export interface Access {
  readonly engine: Engine;
  readonly principal: Principal;
  /** The reader as of this snapshot. Throws `NotAReader` when the principal is nobody here any more. */
  reader(query: Query): Promise<Reader>;
  /** Milliseconds since the epoch. */
  now(): number;
  newId(): string;
  /** Tells listeners; called inside `transaction.afterCommit` only. */
  changed(change: StoreChange): void;
}
