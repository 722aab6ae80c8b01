import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { listAudit } from './list-audit.ts';
import { proveConsistency } from './prove-consistency.ts';
import { proveEntry } from './prove-entry.ts';
import * as contract from './record.contract.ts';
import { showCheckpoint } from './show-checkpoint.ts';
import { takeEvidence } from './take-evidence.ts';

/** The record of acts of consequence: an organization's own entries, and proofs that none was altered. */
export const recordOperations: readonly BoundOperation[] = [
  bind(contract.listAudit, listAudit),
  bind(contract.showCheckpoint, showCheckpoint),
  bind(contract.takeEvidence, takeEvidence),
  bind(contract.proveConsistency, proveConsistency),
  bind(contract.proveEntry, proveEntry),
];
