import type { AuditEntry, AuditProof, Checkpoint, ConsistencyProof } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { auditEntry, auditProof, checkpoint, consistencyProof } from './record.contract.ts';

/** An entry of the caller's own organization. */
export function viewOfEntry(entry: AuditEntry): z.output<typeof auditEntry> {
  return {
    id: entry.id,
    at: instantText(entry.at),
    actor: { kind: entry.actor.kind, name: entry.actor.name },
    act: entry.act,
    words: entry.words,
  };
}

/** A signed tree head. */
export function viewOfCheckpoint(head: Checkpoint): z.output<typeof checkpoint> {
  return {
    size: head.size,
    root: head.root,
    text: head.text,
    signature: head.signature,
    public_key: head.publicKey,
  };
}

/** A proof of inclusion with the head it leads to. */
export function viewOfProof(proof: AuditProof): z.output<typeof auditProof> {
  return {
    index: proof.index,
    size: proof.size,
    leaf: proof.leaf,
    path: [...proof.path],
    checkpoint: viewOfCheckpoint(proof.checkpoint),
  };
}

/** A proof of consistency with the head it leads to. */
export function viewOfConsistency(proof: ConsistencyProof): z.output<typeof consistencyProof> {
  return {
    from: proof.from,
    size: proof.size,
    path: [...proof.path],
    checkpoint: viewOfCheckpoint(proof.checkpoint),
  };
}
