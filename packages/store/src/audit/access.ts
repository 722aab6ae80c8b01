import type { Reader } from '@tocsin/policy';
import type { Engine, Query } from '../engine/engine.ts';

/** What the record is read through: the part of an access that says who reads. */
export interface AuditAccess {
  readonly engine: Engine;
  /** The reader as of this snapshot. */
  reader(query: Query): Promise<Reader>;
}
