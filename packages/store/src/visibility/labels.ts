import { createHash } from 'node:crypto';
import { labelKey, readLabel } from '@tocsin/policy';
import { lockBook } from './words.ts';
import type { Label } from '@tocsin/policy';
import type { Engine, Query } from '../engine/engine.ts';

/**
 * All labels, read once and kept: there are hundreds to thousands, not millions. Equal labels are one row,
 * and a row never changes its meaning, so nothing here grows stale; it only grows.
 */
export class LabelBook {
  readonly #labels: (Label | undefined)[] = [];
  readonly #ids = new Map<string, number>();
  readonly #known = new WeakMap<Label, number>();
  #newest = 0;

  /** The highest label id loaded. */
  get newest(): number {
    return this.#newest;
  }

  /** Reads labels made since the last time. */
  async load(query: Query): Promise<void> {
    const rows = await query.all<{ id: number; hash: string; body: string }>(
      'SELECT id, hash, body FROM label WHERE id > ? ORDER BY id',
      [this.#newest],
    );
    for (const { id, hash, body } of rows) {
      const label = readLabel(body);
      this.#labels[id] = label;
      this.#known.set(label, id);
      this.#ids.set(hash, id);
      this.#newest = Math.max(this.#newest, id);
    }
  }

  /** The label of an id. */
  at(id: number): Label | undefined {
    return this.#labels[id];
  }

  /** The id of a label already interned, or `undefined`. */
  idOf(label: Label): number | undefined {
    const known = this.#known.get(label);
    if (known !== undefined) return known;
    const id = this.#ids.get(hashOf(labelKey(label)));
    if (id !== undefined) this.#known.set(label, id);
    return id;
  }

  /** The ids of labels, making the missing ones in a transaction of their own (a label alone says nothing). */
  async intern(engine: Engine, labels: Iterable<Label>): Promise<void> {
    const missing = new Map<string, string>();
    for (const label of new Set(labels)) {
      if (this.#known.has(label)) continue;
      const key = labelKey(label);
      const hash = hashOf(key);
      if (!this.#ids.has(hash)) missing.set(hash, key);
    }
    if (missing.size === 0) return;
    await engine.write(async (transaction) => {
      await lockBook(transaction);
      const ids = await transaction.takeIds('label', missing.size);
      await transaction.insertMany(
        { table: 'label', columns: { id: 'integer', hash: 'text', body: 'text' }, ignore: true },
        [...missing].map(([hash, body], index) => [ids[index] ?? null, hash, body]),
      );
    });
    await engine.read((query) => this.load(query));
  }

  /** Ids and labels, in the order they were made, from an id on. */
  *from(first: number): Generator<[number, Label]> {
    for (let id = first; id <= this.#newest; id++) {
      const label = this.#labels[id];
      if (label !== undefined) yield [id, label];
    }
  }
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
