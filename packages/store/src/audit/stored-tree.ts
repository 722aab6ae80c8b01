import type { Query } from '../engine/engine.ts';
import { rootOf } from './tree.ts';
import type { Head, NodeReader } from './tree.ts';

/** The head of the record as of this snapshot. */
export async function readHead(query: Query): Promise<Head> {
  const head = await query.one<{ size: number; frontier: Uint8Array }>(
    'SELECT size, frontier FROM audit_tree WHERE one = 1',
  );
  if (head === undefined) throw new Error('The record has no head: restore the data from a backup');
  return head;
}

/** Reads kept nodes: leaves from the entries, perfect subtrees from their own table. */
export function storedNodes(query: Query): NodeReader {
  return async (level, index) => {
    const row =
      level === 0
        ? await query.one<{ hash: Uint8Array }>(
            'SELECT leaf AS hash FROM audit_entry WHERE idx = ?',
            [index],
          )
        : await query.one<{ hash: Uint8Array }>(
            'SELECT hash FROM audit_node WHERE level = ? AND idx = ?',
            [level, index],
          );
    if (row === undefined) {
      throw new Error(
        `The record lacks a node (level ${String(level)}, index ${String(index)}): verify it`,
      );
    }
    return row.hash;
  };
}

/** Size and root of the record as of this snapshot. */
export async function readRoot(query: Query): Promise<{ size: number; root: Uint8Array }> {
  const head = await readHead(query);
  return { size: head.size, root: rootOf(head) };
}
