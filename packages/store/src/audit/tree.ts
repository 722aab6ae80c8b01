import { sha256 } from './keyed-hash.ts';

/** Bytes of one hash. */
const HASH_BYTES = 32;

/** The hash of a leaf (RFC 6962 §2.1). */
export function leafHash(record: Uint8Array): Uint8Array {
  return sha256(LEAF, record);
}

/** The hash of an inner node (RFC 6962 §2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

/** The head of a tree: how many leaves, and the roots of its perfect subtrees, largest first, joined. */
export interface Head {
  readonly size: number;
  readonly frontier: Uint8Array;
}

/** The root of a perfect subtree: of the `2^level` leaves from `index * 2^level`. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** Reads the root of a perfect subtree; level 0 is a leaf hash. */
export type NodeReader = (level: number, index: number) => Promise<Uint8Array>;

/** The head after one more leaf, and the perfect subtrees that leaf completed (one, amortised). */
export function grow(head: Head, leaf: Uint8Array): Head & { readonly nodes: TreeNode[] } {
  const roots = split(head.frontier);
  const nodes: TreeNode[] = [];
  let hash = leaf;
  let index = head.size;
  for (let level = 1; index % 2 === 1; level++) {
    const left = roots.pop();
    if (left === undefined)
      throw new Error('The head of the record is damaged: its frontier is short');
    hash = nodeHash(left, hash);
    index = (index - 1) / 2;
    nodes.push({ level, index, hash });
  }
  roots.push(hash);
  return { size: head.size + 1, frontier: Buffer.concat(roots), nodes };
}

/** The root of a whole tree (RFC 6962 §2.1); the empty tree's is the hash of nothing. */
export function rootOf(head: Head): Uint8Array {
  const roots = split(head.frontier);
  let root = roots.pop();
  if (root === undefined) return EMPTY_ROOT;
  for (let left = roots.pop(); left !== undefined; left = roots.pop()) root = nodeHash(left, root);
  return root;
}

/** The audit path of the leaf at `index` in a tree of `size` (RFC 6962 §2.1.1). */
export async function inclusionPath(
  at: { index: number; size: number },
  node: NodeReader,
): Promise<Uint8Array[]> {
  const path: Uint8Array[] = [];
  let start = 0;
  let end = at.size;
  const above: [number, number][] = [];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (at.index < middle) {
      above.push([middle, end]);
      end = middle;
    } else {
      above.push([start, middle]);
      start = middle;
    }
  }
  for (const [from, to] of above.reverse()) path.push(await rangeRoot(from, to, node));
  return path;
}

/** The proof that the tree of `from` leaves is a beginning of that of `to` leaves (RFC 6962 §2.1.2). */
export async function consistencyPath(
  at: { from: number; to: number },
  node: NodeReader,
): Promise<Uint8Array[]> {
  if (at.from === 0 || at.from === at.to) return [];
  const path: [number, number][] = [];
  let start = 0;
  let end = at.to;
  let isWhole = true;
  while (at.from !== end) {
    const middle = start + splitPoint(end - start);
    if (at.from <= middle) {
      path.push([middle, end]);
      end = middle;
    } else {
      path.push([start, middle]);
      start = middle;
      isWhole = false;
    }
  }
  if (!isWhole) path.push([start, end]);
  const hashes: Uint8Array[] = [];
  for (const [from, to] of path.reverse()) hashes.push(await rangeRoot(from, to, node));
  return hashes;
}

/** Whether the path leads from the leaf to the root (RFC 9162 §2.1.3.2). */
export function includes(
  claim: { leaf: Uint8Array; index: number; size: number; root: Uint8Array },
  path: readonly Uint8Array[],
): boolean {
  if (claim.index < 0 || claim.index >= claim.size) return false;
  let place: Place = { node: claim.index, last: claim.size - 1 };
  let hash = claim.leaf;
  for (const step of path) {
    if (place.last === 0) return false;
    hash = isRight(place) ? nodeHash(step, hash) : nodeHash(hash, step);
    place = above(place);
  }
  return place.last === 0 && isSame(hash, claim.root);
}

/** Whether the path shows the second tree to begin with the first (RFC 9162 §2.1.4.2). */
export function extendsTree(
  claim: { from: number; fromRoot: Uint8Array; to: number; toRoot: Uint8Array },
  path: readonly Uint8Array[],
): boolean {
  const { from, to, fromRoot, toRoot } = claim;
  if (from < 0 || from > to) return false;
  if (from === to) return path.length === 0 && isSame(fromRoot, toRoot);
  if (from === 0) return path.length === 0 && isSame(fromRoot, EMPTY_ROOT);
  const roots = climb(claim, isPowerOfTwo(from) ? [fromRoot, ...path] : path);
  return roots !== undefined && isSame(roots.small, fromRoot) && isSame(roots.large, toRoot);
}

/** Whether two hashes are the same. Nothing here is secret. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const EMPTY_ROOT = sha256();

/** The roots of both trees that a consistency path leads to; `undefined` when it is too long or too short. */
function climb(
  { from, to }: { from: number; to: number },
  [first, ...steps]: readonly Uint8Array[],
): { small: Uint8Array; large: Uint8Array } | undefined {
  if (first === undefined) return undefined;
  let place: Place = { node: from - 1, last: to - 1 };
  while (place.node % 2 === 1) place = half(place);
  let small = first;
  let large = first;
  for (const step of steps) {
    if (place.last === 0) return undefined;
    if (isRight(place)) small = nodeHash(step, small);
    large = isRight(place) ? nodeHash(step, large) : nodeHash(large, step);
    place = above(place);
  }
  return place.last === 0 ? { small, large } : undefined;
}

/** A node on one level of the tree, and the last node of that level. */
interface Place {
  readonly node: number;
  readonly last: number;
}

/** Whether the next step of a path stands to the left: the node is a right child, or the lone last one. */
function isRight({ node, last }: Place): boolean {
  return node % 2 === 1 || node === last;
}

/** Where the parent stands; levels on which a lone last node only moves up have no step of their own. */
function above(place: Place): Place {
  let at = place;
  if (isRight(at)) {
    while (at.node % 2 === 0 && at.node !== 0) at = half(at);
  }
  return half(at);
}

function half({ node, last }: Place): Place {
  return { node: Math.floor(node / 2), last: Math.floor(last / 2) };
}

/** The root over the leaves from `start` up to `end`; `start` is where an RFC 6962 subtree begins. */
async function rangeRoot(start: number, end: number, node: NodeReader): Promise<Uint8Array> {
  const width = end - start;
  if (isPowerOfTwo(width)) return node(Math.log2(width), start / width);
  const middle = start + splitPoint(width);
  return nodeHash(await rangeRoot(start, middle, node), await rangeRoot(middle, end, node));
}

/** The largest power of two below `width`. */
function splitPoint(width: number): number {
  return 2 ** Math.floor(Math.log2(width - 1));
}

function isPowerOfTwo(width: number): boolean {
  return Number.isInteger(Math.log2(width));
}

function split(frontier: Uint8Array): Uint8Array[] {
  const roots: Uint8Array[] = [];
  for (let at = 0; at < frontier.length; at += HASH_BYTES) {
    roots.push(frontier.subarray(at, at + HASH_BYTES));
  }
  return roots;
}
