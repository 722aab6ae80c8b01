import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from '../engine/engine.ts';
import { recordOf } from './record.ts';
import type { ActorKind } from './record.ts';
import { grow, leafHash } from './tree.ts';

/** An act of consequence, to be written in the same transaction as the act itself. */
export interface AuditAct {
  /** Given where other rows name the entry; absent: a fresh one. */
  readonly id?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The organization that acted; absent for acts of the hub itself. */
  readonly organization?: string;
  readonly actor: {
    readonly kind: ActorKind;
    readonly id: string;
    readonly name: string;
  };
  /** The act by name: `set-roles`. At most {@link ACT_MAX} characters. */
  readonly act: string;
  /** A plain sentence without protected values. At most {@link AUDIT_WORDS_MAX} characters. */
  readonly words: string;
  /** Values the act was about; only their keyed hashes are kept. At most {@link FACTS_MAX}. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Longest name of an act. */
export const ACT_MAX = 60;
/** Longest sentence of an entry; a longer one is cut. */
export const AUDIT_WORDS_MAX = 1000;
/** Most facts of one entry. */
export const FACTS_MAX = 40;

/**
 * Appends an entry to the record, in the same transaction as the act: no record, no act. The frontier row
 * is the last lock of a transaction on PostgreSQL, so call this after everything else, feed positions and
 * the policy epoch included; several appends in a row are fine.
 */
export async function appendAudit(transaction: Transaction, act: AuditAct): Promise<void> {
  const organization = act.organization ?? '';
  if (act.act.length > ACT_MAX) throw new Error(`Cannot record "${act.act}": the name is too long`);
  if (Object.keys(act.facts ?? {}).length > FACTS_MAX) {
    throw new Error(`Cannot record "${act.act}": it has more than ${String(FACTS_MAX)} facts`);
  }
  const id = act.id ?? randomUUID();
  const words = act.words.slice(0, AUDIT_WORDS_MAX).toWellFormed();
  const record = recordOf(
    { ...act, id, organization, words, facts: act.facts ?? {} },
    await keyOf(transaction, organization),
  );
  const leaf = leafHash(Buffer.from(record));
  const tree = await lockTree(transaction);
  const grown = grow(tree, leaf);
  await transaction.run(
    `INSERT INTO audit_entry (idx, id, at, organization, act, actor_kind, actor_id, actor_name, words, record, leaf)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      tree.size,
      id,
      act.at,
      organization,
      act.act,
      act.actor.kind,
      act.actor.id,
      act.actor.name,
      words,
      record,
      leaf,
    ],
  );
  for (const node of grown.nodes) {
    await transaction.run('INSERT INTO audit_node (level, idx, hash) VALUES (?, ?, ?)', [
      node.level,
      node.index,
      node.hash,
    ]);
  }
  await transaction.run('UPDATE audit_tree SET size = ?, frontier = ? WHERE one = 1', [
    grown.size,
    grown.frontier,
  ]);
}

async function lockTree(transaction: Transaction): Promise<{ size: number; frontier: Uint8Array }> {
  const lock = transaction.dialect === 'postgres' ? ' FOR UPDATE' : '';
  const tree = await transaction.one<{ size: number; frontier: Uint8Array }>(
    `SELECT size, frontier FROM audit_tree WHERE one = 1${lock}`,
  );
  if (tree === undefined) throw new Error('The record has no head: restore the data from a backup');
  return tree;
}

/** The key under which an organization's values are hashed; made with its first entry. */
async function keyOf(transaction: Transaction, organization: string): Promise<Uint8Array> {
  const read = (): Promise<{ value: Uint8Array } | undefined> =>
    transaction.one<{ value: Uint8Array }>('SELECT value FROM audit_key WHERE organization = ?', [
      organization,
    ]);
  const found = await read();
  if (found !== undefined) return found.value;
  await transaction.run(
    'INSERT INTO audit_key (organization, value) VALUES (?, ?) ON CONFLICT DO NOTHING',
    [organization, randomBytes(32)],
  );
  const made = await read();
  if (made === undefined) throw new Error('The key of the record cannot be kept');
  return made.value;
}
