import type { Query } from '../engine/engine.ts';
import type { AuditEntry, AuditHandle, AuditProof, ConsistencyProof } from '../store.ts';
import type { AuditAccess } from './access.ts';
import { signCheckpoint, signingKey } from './checkpoint.ts';
import { evidence } from './evidence.ts';
import type { ActorKind } from './record.ts';
import { readRoot, storedNodes } from './stored-tree.ts';
import { consistencyPath, inclusionPath } from './tree.ts';

/** Most entries on one page. */
export const AUDIT_PAGE_MAX = 500;

/** The reader's organization's own entries, and the tree's public face: heads and proofs, which are hashes only. */
export function createAuditHandle(access: AuditAccess): AuditHandle {
  const { engine } = access;
  return {
    entries: (query) => engine.read((snapshot) => entries(access, snapshot, query)),
    checkpoint: async () => {
      const key = await signingKey(engine);
      return signCheckpoint(await engine.read(readRoot), key);
    },
    proof: async (entryId) => {
      const key = await signingKey(engine);
      return engine.read((snapshot) => proof(access, snapshot, { entryId, key }));
    },
    evidence: async (query) => {
      const key = await signingKey(engine);
      return engine.read((snapshot) => evidence(access, snapshot, { ...query, key }));
    },
    consistency: async (from) => {
      const key = await signingKey(engine);
      return engine.read((snapshot) => consistency(snapshot, { from, key }));
    },
  };
}

interface EntryColumns {
  id: string;
  idx: number;
  at: number;
  actor_kind: ActorKind;
  actor_name: string | null;
  act: string;
  words: string | null;
}

async function entries(
  access: AuditAccess,
  snapshot: Query,
  { before, limit }: { limit: number; before?: number },
): Promise<AuditEntry[]> {
  const { organization } = await access.reader(snapshot);
  if (organization === '') return [];
  const rows = await snapshot.all<EntryColumns>(
    `SELECT id, idx, at, actor_kind, actor_name, act, words FROM audit_entry
      WHERE organization = ? AND idx < ? ORDER BY idx DESC LIMIT ?`,
    [
      organization,
      before ?? Number.MAX_SAFE_INTEGER,
      Math.min(Math.max(Math.trunc(limit), 1), AUDIT_PAGE_MAX),
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    index: row.idx,
    at: row.at,
    actor: { kind: row.actor_kind, name: row.actor_name ?? '' },
    act: row.act,
    words: row.words ?? '',
  }));
}

async function proof(
  access: AuditAccess,
  snapshot: Query,
  { entryId, key }: { entryId: string; key: Uint8Array },
): Promise<AuditProof | undefined> {
  const { organization } = await access.reader(snapshot);
  const row = await snapshot.one<{ idx: number; leaf: Uint8Array }>(
    "SELECT idx, leaf FROM audit_entry WHERE id = ? AND organization = ? AND organization <> ''",
    [entryId, organization],
  );
  if (row === undefined) return undefined;
  const head = await readRoot(snapshot);
  const path = await inclusionPath({ index: row.idx, size: head.size }, storedNodes(snapshot));
  return {
    index: row.idx,
    size: head.size,
    leaf: base64(row.leaf),
    path: path.map(base64),
    checkpoint: signCheckpoint(head, key),
  };
}

async function consistency(
  snapshot: Query,
  { from, key }: { from: number; key: Uint8Array },
): Promise<ConsistencyProof | undefined> {
  const head = await readRoot(snapshot);
  if (!Number.isInteger(from) || from < 0 || from > head.size) return undefined;
  const path = await consistencyPath({ from, to: head.size }, storedNodes(snapshot));
  return {
    from,
    size: head.size,
    path: path.map(base64),
    checkpoint: signCheckpoint(head, key),
  };
}

function base64(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64');
}
