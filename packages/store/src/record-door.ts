/** The reader's organization's own audit entries, and the tree's public face. */
export interface AuditHandle {
  /** Newest first, at most 500; `before` is the `index` of the last entry of the page before. */
  entries(query: { limit: number; before?: number }): Promise<AuditEntry[]>;
  checkpoint(): Promise<Checkpoint>;
  proof(entryId: string): Promise<AuditProof | undefined>;
  /** Entries with all that an outsider needs to check them; `undefined` when there never was a tree of `from` entries. */
  evidence(query: EvidenceQuery): Promise<AuditEvidence | undefined>;
  /** That today's tree begins with the tree of `from` entries (RFC 6962 §2.1.2); `undefined` for a size there never was. */
  consistency(from: number): Promise<ConsistencyProof | undefined>;
}

/** An act of consequence. */
export interface AuditEntry {
  id: string;
  /** Its place in the tree, from 0. */
  index: number;
  at: number;
  actor: { kind: 'person' | 'token' | 'operator'; name: string };
  act: string;
  /** Plain words; no protected value. */
  words: string;
}

/** A signed tree head (RFC 6962 §3.5), written as a C2SP signed note: `text`, an empty line, `signature`. */
export interface Checkpoint {
  size: number;
  /** Base64. */
  root: string;
  /** Three lines: origin, size, root. */
  text: string;
  /** The note's signature line: an em dash, the key's name, base64 of key hash and Ed25519 signature. */
  signature: string;
  /** The verifier key as C2SP writes it: name, key hash, base64 of 0x01 and the Ed25519 key, joined by `+`. */
  publicKey: string;
}

/** That an entry is in the tree. Hashes are base64. */
export interface AuditProof {
  index: number;
  size: number;
  leaf: string;
  path: string[];
  checkpoint: Checkpoint;
}

/** Which entries: newest first, at most 200; and whether the tree begins with one of an earlier size. */
export interface EvidenceQuery {
  limit: number;
  before?: number;
  from?: number;
}

/**
 * The organization's own entries as somebody checks them who believes neither hub nor database. The key opens what
 * these records show, not their facts, and none of before version 2; there is none before the first entry.
 */
export interface AuditEvidence {
  checkpoint: Checkpoint;
  /** Base64. */
  key: string;
  entries: (AuditEntry & {
    actorId: string;
    /** The canonical text the leaf is the hash of. */
    record: string;
    path: string[];
  })[];
  consistency?: { from: number; path: string[] };
}

/** That a tree begins with an earlier one. Hashes are base64. */
export interface ConsistencyProof {
  from: number;
  size: number;
  path: string[];
  checkpoint: Checkpoint;
}
