import type { Query } from '../engine/engine.ts';
import type { AuditEvidence, EvidenceQuery } from '../store.ts';
import type { AuditAccess } from './access.ts';
import { signCheckpoint } from './checkpoint.ts';
import { keyedHash } from './keyed-hash.ts';
import { shownKey } from './record.ts';
import type { ActorKind } from './record.ts';
import { readRoot, storedNodes } from './stored-tree.ts';
import { consistencyPath, inclusionPath } from './tree.ts';
import type { NodeReader } from './tree.ts';

/** Most entries in one document of evidence: each brings a path of up to the tree's height. */
export const EVIDENCE_MAX = 200;

/** The reader's organization's own entries with their records, paths and the key their values are hashed with. */
export async function evidence(
  access: AuditAccess,
  snapshot: Query,
  { limit, before, from, key }: EvidenceQuery & { key: Uint8Array },
): Promise<AuditEvidence | undefined> {
  const { organization } = await access.reader(snapshot);
  const head = await readRoot(snapshot);
  const checkpoint = signCheckpoint(head, key);
  const node = remembered(storedNodes(snapshot));
  const since = await beginningOf(from, head.size, node);
  if (since === 'never') return undefined;
  const proven = { checkpoint, ...(since === undefined ? {} : { consistency: since }) };
  // The hub's own acts belong to no organization; nobody reads them for one.
  if (organization === '') return { ...proven, key: '', entries: [] };
  const opening = await snapshot.one<{ value: Uint8Array }>(
    'SELECT value FROM audit_key WHERE organization = ?',
    [organization],
  );
  const rows = await snapshot.all<EvidenceColumns>(
    `SELECT id, idx, at, actor_kind, actor_id, actor_name, act, words, record FROM audit_entry
      WHERE organization = ? AND idx < ? ORDER BY idx DESC LIMIT ?`,
    [
      organization,
      before ?? Number.MAX_SAFE_INTEGER,
      Math.min(Math.max(Math.trunc(limit), 1), EVIDENCE_MAX + 1),
    ],
  );
  const entries = [];
  for (const row of rows) {
    const path = await inclusionPath({ index: row.idx, size: head.size }, node);
    entries.push({
      id: row.id,
      index: row.idx,
      at: row.at,
      actor: { kind: row.actor_kind, name: row.actor_name ?? '' },
      actorId: row.actor_id ?? '',
      act: row.act,
      words: row.words ?? '',
      record: row.record,
      path: path.map(base64),
    });
  }
  return {
    ...proven,
    key: opening === undefined ? '' : base64(shownKey(keyedHash(opening.value))),
    entries,
  };
}

async function beginningOf(
  from: number | undefined,
  size: number,
  node: NodeReader,
): Promise<AuditEvidence['consistency'] | 'never'> {
  if (from === undefined) return undefined;
  if (!Number.isInteger(from) || from < 0 || from > size) return 'never';
  return { from, path: (await consistencyPath({ from, to: size }, node)).map(base64) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

interface EvidenceColumns {
  id: string;
  idx: number;
  at: number;
  actor_kind: ActorKind;
  actor_id: string | null;
  actor_name: string | null;
  act: string;
  words: string | null;
  record: string;
}

/** Neighbouring paths share most of their nodes. */
function remembered(node: NodeReader): NodeReader {
  const held = new Map<string, Promise<Uint8Array>>();
  return (level, index) => {
    const name = `${String(level)} ${String(index)}`;
    let found = held.get(name);
    if (found === undefined) {
      found = node(level, index);
      held.set(name, found);
    }
    return found;
  };
}
