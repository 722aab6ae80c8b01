import type { Query } from '../engine/engine.ts';
import type { AuditVerdict, Checkpoint } from '../store.ts';
import { isSigned, SIGNING_KEY, verifierKey } from './checkpoint.ts';
import { keyedHash } from './keyed-hash.ts';
import { recordAgrees } from './record.ts';
import { readHead } from './stored-tree.ts';
import { grow, isSame, leafHash, rootOf } from './tree.ts';
import type { Head, TreeNode } from './tree.ts';

/** Entries read at a time. */
const BATCH = 1000;
/** Most problems listed; one is enough to know. */
const PROBLEMS_MAX = 100;

/**
 * Reads the whole record and says whether it was altered, and where: every leaf is hashed anew from its
 * record, every record compared with the columns shown to people, every kept node and the head rebuilt.
 * With a checkpoint taken earlier and kept elsewhere it also shows entries cut off, and a record that was
 * rewritten as a whole.
 */
export async function verifyAudit(query: Query, checkpoint?: Checkpoint): Promise<AuditVerdict> {
  const check = new Check(await keysOf(query));
  await check.entries(query, checkpoint?.size);
  await check.nodes(query);
  await check.head(query);
  if (checkpoint !== undefined) await check.checkpoint(query, checkpoint);
  return { ok: check.problems.length === 0, size: check.tree.size, problems: check.problems };
}

interface EntryColumns {
  idx: number;
  id: string;
  at: number;
  organization: string;
  act: string;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string | null;
  words: string | null;
  record: string;
  leaf: Uint8Array;
}

type KeyedHash = ReturnType<typeof keyedHash>;

class Check {
  readonly problems: string[] = [];
  tree: Head = { size: 0, frontier: new Uint8Array(0) };
  readonly #keys: ReadonlyMap<string, KeyedHash>;
  #rootThen: Uint8Array | undefined;
  #nodes = 0;

  constructor(keys: ReadonlyMap<string, KeyedHash>) {
    this.#keys = keys;
  }

  async entries(query: Query, checkpointSize: number | undefined): Promise<void> {
    let last = -1;
    for (;;) {
      if (checkpointSize === this.tree.size) this.#rootThen = rootOf(this.tree);
      const rows = await query.all<EntryColumns>(
        'SELECT * FROM audit_entry WHERE idx > ? ORDER BY idx LIMIT ?',
        [last, BATCH],
      );
      const nodes: TreeNode[] = [];
      for (const row of rows) {
        nodes.push(...this.#entry(row));
        if (checkpointSize === this.tree.size) this.#rootThen = rootOf(this.tree);
        last = row.idx;
      }
      await this.#compare(query, nodes);
      if (rows.length < BATCH) return;
    }
  }

  /** There is nothing beside the nodes that belong there. */
  async nodes(query: Query): Promise<void> {
    const row = await query.one<{ n: number }>('SELECT count(*) AS n FROM audit_node');
    if (row?.n !== this.#nodes) this.#says('The kept nodes are not those of the entries');
  }

  async head(query: Query): Promise<void> {
    const head = await readHead(query);
    if (head.size !== this.tree.size) {
      this.#says(
        `The head counts ${String(head.size)} entries, the record has ${String(this.tree.size)}`,
      );
    }
    if (!isSame(head.frontier, this.tree.frontier)) {
      this.#says('The head is not the one the entries give');
    }
  }

  async checkpoint(query: Query, checkpoint: Checkpoint): Promise<void> {
    if (!isSigned(checkpoint)) {
      this.#says('The checkpoint given is not signed by the key it names');
      return;
    }
    const key = await query.one<{ value: Uint8Array }>(
      'SELECT value FROM hub_secret WHERE name = ?',
      [SIGNING_KEY],
    );
    if (key === undefined || verifierKey(key.value) !== checkpoint.publicKey) {
      this.#says('The checkpoint given was signed by another key than this hub has');
    }
    if (checkpoint.size > this.tree.size) {
      this.#says(
        `The checkpoint given counts ${String(checkpoint.size)} entries, the record has only ${String(this.tree.size)}: entries were cut off`,
      );
    } else if (
      this.#rootThen === undefined ||
      Buffer.from(this.#rootThen).toString('base64') !== checkpoint.root
    ) {
      this.#says(
        'The record does not begin with the one of the checkpoint given: it was rewritten',
      );
    }
  }

  #entry(row: EntryColumns): TreeNode[] {
    if (row.idx !== this.tree.size) {
      this.#says(
        `Entry ${String(row.idx)} stands where entry ${String(this.tree.size)} is expected`,
      );
    }
    const leaf = leafHash(Buffer.from(row.record));
    if (!isSame(leaf, row.leaf)) this.#says(`Entry ${String(row.idx)} is not what was recorded`);
    if (!recordAgrees(row.record, row, this.#keys.get(row.organization))) {
      this.#says(`Entry ${String(row.idx)} does not say what was recorded`);
    }
    const grown = grow(this.tree, leaf);
    this.tree = { size: grown.size, frontier: grown.frontier };
    return grown.nodes;
  }

  /** Compares the nodes a batch of entries completed with the kept ones, a level at a time. */
  async #compare(query: Query, nodes: readonly TreeNode[]): Promise<void> {
    this.#nodes += nodes.length;
    for (const [level, expected] of Map.groupBy(nodes, (node) => node.level)) {
      const indexes = expected.map((node) => node.index);
      const rows = await query.all<{ idx: number; hash: Uint8Array }>(
        'SELECT idx, hash FROM audit_node WHERE level = ? AND idx >= ? AND idx <= ?',
        [level, Math.min(...indexes), Math.max(...indexes)],
      );
      const kept = new Map(rows.map((row) => [row.idx, row.hash]));
      for (const node of expected) {
        const hash = kept.get(node.index);
        if (hash === undefined || !isSame(hash, node.hash)) {
          this.#says(`Node ${String(node.index)} of level ${String(level)} is not its entries'`);
        }
      }
    }
  }

  #says(problem: string): void {
    if (this.problems.length < PROBLEMS_MAX) this.problems.push(problem);
  }
}

async function keysOf(query: Query): Promise<Map<string, KeyedHash>> {
  const rows = await query.all<{ organization: string; value: Uint8Array }>(
    'SELECT organization, value FROM audit_key',
  );
  return new Map(rows.map((row) => [row.organization, keyedHash(row.value)]));
}
