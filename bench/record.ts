/**
 * What the record of acts costs: growing the tree by an entry and hashing what it says, proofs for an outsider with
 * their verification, a checkpoint; and an entry as a transaction of the embedded engine writes it.
 *
 *   node bench/record.ts [--entries=200000]
 */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendAudit } from '../packages/store/src/audit/append.ts';
import { isSigned, signCheckpoint } from '../packages/store/src/audit/checkpoint.ts';
import { recordOf } from '../packages/store/src/audit/record.ts';
import {
  consistencyPath,
  extendsTree,
  grow,
  includes,
  inclusionPath,
  leafHash,
  rootOf,
} from '../packages/store/src/audit/tree.ts';
import type { Head } from '../packages/store/src/audit/tree.ts';
import { migrate } from '../packages/store/src/engine/migrations.ts';
import { SqliteEngine } from '../packages/store/src/engine/sqlite.ts';
import { MIGRATIONS } from '../packages/store/src/schema/migrations.ts';
import { argument, figure, heading, median } from './rig/figures.ts';

const ENTRIES = argument('entries', 200_000);
const PROOFS = 2000;
/** Entries of one transaction, as a bulk act writes them. */
const BATCH = 500;

heading(`The record of acts, ${ENTRIES.toLocaleString('en')} entries`);
const key = Buffer.alloc(32, 7);
const act = (index: number) => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  at: 1_780_000_000_000 + index,
  organization: 'alder',
  act: 'share',
  actor: { kind: 'person' as const, id: 'anna', name: 'Anna Alder' },
  words: 'Shared 12 objects',
  facts: { contribution: `c${String(index)}`, kept: 12 },
});

let head: Head = { size: 0, frontier: Buffer.alloc(0) };
const nodes = new Map<string, Uint8Array>();
const leaves: Uint8Array[] = [];
const tree = timed(ENTRIES, () => {
  for (let index = 0; index < ENTRIES; index += 1) {
    const leaf = leafHash(Buffer.from(recordOf(act(index), key)));
    const grown = grow(head, leaf);
    for (const node of grown.nodes)
      nodes.set(`${String(node.level)} ${String(node.index)}`, node.hash);
    leaves.push(leaf);
    nodes.set(`0 ${String(index)}`, leaf);
    head = grown;
  }
});
const text = Buffer.from(recordOf(act(1), key));
const bare = timed(ENTRIES, () => {
  for (let index = 0; index < ENTRIES; index += 1) createHash('sha256').update(text).digest();
});
figure('an entry: its text, its hash, its place in the tree', tree, { unit: 'µs', most: 20 });
figure('  SHA-256 of its text alone', bare, { unit: 'µs' });

const node = async (level: number, index: number): Promise<Uint8Array> =>
  Promise.resolve(nodes.get(`${String(level)} ${String(index)}`) ?? Buffer.alloc(32));
const root = rootOf(head);
const proofs: number[] = [];
const extensions: number[] = [];
for (let n = 0; n < PROOFS; n += 1) {
  const index = (n * 7919) % ENTRIES;
  const start = process.hrtime.bigint();
  const path = await inclusionPath({ index, size: ENTRIES }, node);
  const isIn = includes(
    { leaf: leaves[index] ?? Buffer.alloc(32), index, size: ENTRIES, root },
    path,
  );
  proofs.push(Number(process.hrtime.bigint() - start) / 1000);
  if (!isIn) throw new Error(`Entry ${String(index)} has no proof`);
}
const older = olderHead();
for (let n = 0; n < PROOFS; n += 1) {
  const start = process.hrtime.bigint();
  const path = await consistencyPath({ from: older.size, to: ENTRIES }, node);
  const claim = { from: older.size, fromRoot: older.root, to: ENTRIES, toRoot: root };
  if (!extendsTree(claim, path)) throw new Error('The tree does not extend the older one');
  extensions.push(Number(process.hrtime.bigint() - start) / 1000);
}
figure('proof that an entry is in the tree, made and verified', median(proofs), {
  unit: 'µs',
  most: 200,
});
figure('proof that the tree extends an older one, made and verified', median(extensions), {
  unit: 'µs',
  most: 200,
});
const signing = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
const signs = Array.from({ length: 500 }, () => {
  const start = process.hrtime.bigint();
  if (!isSigned(signCheckpoint({ size: ENTRIES, root }, signing))) throw new Error('Not signed');
  return Number(process.hrtime.bigint() - start) / 1000;
});
figure('a checkpoint, signed and verified', median(signs), { unit: 'µs', most: 200 });

const folder = mkdtempSync(join(tmpdir(), 'tocsin-record-'));
{
  await using engine = new SqliteEngine(join(folder, 'record.db'));
  await migrate(engine, MIGRATIONS);
  const batches: number[] = [];
  for (let batch = 0; batch < 40; batch += 1) {
    const start = process.cpuUsage();
    await engine.write(async (transaction) => {
      for (let at = 0; at < BATCH; at += 1) await appendAudit(transaction, act(batch * BATCH + at));
    });
    const { user, system } = process.cpuUsage(start);
    batches.push((user + system) / BATCH);
  }
  figure('an entry as the embedded engine writes it, many in a transaction', median(batches), {
    unit: 'µs of processor',
  });
}
rmSync(folder, { recursive: true, force: true });

/** Microseconds of processor for each of so many. */
function timed(count: number, work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / count;
}

/** A head of before: three fifths of the entries. */
function olderHead(): { size: number; root: Uint8Array } {
  const size = Math.floor(ENTRIES * 0.6);
  let before: Head = { size: 0, frontier: Buffer.alloc(0) };
  for (const leaf of leaves.slice(0, size)) before = grow(before, leaf);
  return { size, root: rootOf(before) };
}
