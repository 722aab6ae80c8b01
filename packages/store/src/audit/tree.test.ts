import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { consistencyPath, extendsTree, grow, includes, inclusionPath, leafHash } from './tree.ts';
import { nodeHash, rootOf } from './tree.ts';
import type { Head, NodeReader } from './tree.ts';

/** The leaves and roots published with the first Certificate Transparency logs. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test('the roots are those of the published leaves', () => {
  let head: Head = { size: 0, frontier: new Uint8Array() };
  assert.equal(hex(rootOf(head)), ROOTS[0]);
  for (const [index, leaf] of LEAVES.entries()) {
    head = grow(head, leafHash(Buffer.from(leaf, 'hex')));
    assert.equal(hex(rootOf(head)), ROOTS[index + 1]);
  }
});

test('head, paths and roots agree with the definition of RFC 6962 §2.1 on every tree up to 70 leaves', async () => {
  const tree = grown(70);
  for (let size = 0; size <= 70; size++) {
    assert.equal(
      hex(rootOf(tree.heads[size] ?? EMPTY)),
      hex(naiveRoot(tree.leaves.slice(0, size))),
    );
    for (let index = 0; index < size; index++) {
      const path = await inclusionPath({ index, size }, tree.node);
      assert.deepEqual(path.map(hex), naivePath(index, tree.leaves.slice(0, size)).map(hex));
    }
    for (let from = 1; from <= size; from++) {
      const path = await consistencyPath({ from, to: size }, tree.node);
      assert.deepEqual(path.map(hex), naiveConsistency(from, tree.leaves.slice(0, size)).map(hex));
    }
  }
});

test('a proof of inclusion holds for its leaf and for nothing else', async () => {
  const tree = grown(600);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 600 }),
      fc.nat(),
      fc.nat(),
      async (size, pick, spoil) => {
        const index = pick % size;
        const path = await inclusionPath({ index, size }, tree.node);
        const claim = {
          leaf: tree.leaves[index] ?? EMPTY_HASH,
          index,
          size,
          root: rootOf(tree.heads[size] ?? EMPTY),
        };
        assert.ok(includes(claim, path));
        assert.ok(!includes({ ...claim, leaf: flipped(claim.leaf, spoil) }, path));
        assert.ok(!includes({ ...claim, root: flipped(claim.root, spoil) }, path));
        assert.ok(!includes(claim, [...path, EMPTY_HASH]));
        if (path.length > 0) {
          assert.ok(!includes(claim, path.slice(1)));
          const at = spoil % path.length;
          assert.ok(
            !includes(
              claim,
              path.map((step, n) => (n === at ? flipped(step, spoil) : step)),
            ),
          );
        }
        const other = (index + 1 + (spoil % Math.max(size - 1, 1))) % size;
        if (other !== index) assert.ok(!includes({ ...claim, index: other }, path));
      },
    ),
    { numRuns: 300 },
  );
});

test('a proof of consistency holds for two heads of one tree and for no other', async () => {
  const tree = grown(600);
  const other = grown(600, 'another');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 600 }),
      fc.nat(),
      fc.nat(),
      async (to, pick, spoil) => {
        const from = pick % (to + 1);
        const path = await consistencyPath({ from, to }, tree.node);
        const claim = {
          from,
          to,
          fromRoot: rootOf(tree.heads[from] ?? EMPTY),
          toRoot: rootOf(tree.heads[to] ?? EMPTY),
        };
        assert.ok(extendsTree(claim, path));
        assert.ok(!extendsTree({ ...claim, fromRoot: flipped(claim.fromRoot, spoil) }, path));
        assert.ok(!extendsTree(claim, [...path, EMPTY_HASH]));
        if (from > 0) {
          const forked = rootOf(other.heads[to] ?? EMPTY);
          assert.ok(!extendsTree({ ...claim, toRoot: forked }, path));
        }
        if (path.length > 0) assert.ok(!extendsTree(claim, path.slice(0, -1)));
      },
    ),
    { numRuns: 300 },
  );
});

test('claims that cannot be are refused', () => {
  const root = EMPTY_HASH;
  assert.ok(!includes({ leaf: root, index: 1, size: 1, root }, []));
  assert.ok(!includes({ leaf: root, index: -1, size: 1, root }, []));
  assert.ok(!extendsTree({ from: 3, fromRoot: root, to: 2, toRoot: root }, []));
  assert.ok(!extendsTree({ from: -1, fromRoot: root, to: 2, toRoot: root }, []));
  assert.ok(!extendsTree({ from: 3, fromRoot: root, to: 5, toRoot: root }, []));
});

test('a leaf never hashes like a node', () => {
  const [a, b] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
  assert.notEqual(hex(nodeHash(a, b)), hex(leafHash(Buffer.concat([a, b]))));
});

test('a head whose frontier is short is said to be damaged', () => {
  assert.throws(() => grow({ size: 1, frontier: new Uint8Array() }, EMPTY_HASH), /damaged/);
});

const EMPTY: Head = { size: 0, frontier: new Uint8Array() };
const EMPTY_HASH = createHash('sha256').digest();

function grown(
  size: number,
  seed = 'leaf',
): { leaves: Uint8Array[]; heads: Head[]; node: NodeReader } {
  const leaves: Uint8Array[] = [];
  const heads: Head[] = [EMPTY];
  const nodes = new Map<string, Uint8Array>();
  for (let n = 0; n < size; n++) {
    const leaf = leafHash(Buffer.from(`${seed} ${String(n)}`));
    const next = grow(heads[n] ?? EMPTY, leaf);
    for (const { level, index, hash } of next.nodes)
      nodes.set(`${String(level)}/${String(index)}`, hash);
    leaves.push(leaf);
    heads.push(next);
  }
  const node: NodeReader = (level, index) => {
    const hash = level === 0 ? leaves[index] : nodes.get(`${String(level)}/${String(index)}`);
    return hash === undefined ? Promise.reject(new Error('No such node')) : Promise.resolve(hash);
  };
  return { leaves, heads, node };
}

function split(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

function naiveRoot(leaves: Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return EMPTY_HASH;
  if (leaves.length === 1) return first;
  const k = split(leaves.length);
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

function naivePath(m: number, leaves: Uint8Array[]): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

function naiveConsistency(m: number, leaves: Uint8Array[], isWhole = true): Uint8Array[] {
  if (m === leaves.length) return isWhole ? [] : [naiveRoot(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...naiveConsistency(m, leaves.slice(0, k), isWhole), naiveRoot(leaves.slice(k))]
    : [...naiveConsistency(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}

function flipped(hash: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(hash);
  const place = at % copy.length;
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
