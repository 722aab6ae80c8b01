import assert from 'node:assert/strict';
import { levelAt } from '@tocsin/policy';
import type { Reader } from '@tocsin/policy';
import type { Asking } from './answer-lines.ts';
import type { Asker } from './desk-oracle.ts';
import type { HubAnswer } from './hub-over.ts';
import type { ModelRow } from './model.ts';

/** Holds openings against the rule: of others' RED a person opens nothing of a share before they confirmed it once. */
export class OpeningOracle {
  /** By whom which share was confirmed. */
  readonly #confirmed = new Set<string>();

  /** Opens an object, confirming first where that is asked. */
  async open(
    { world, get, post }: Asker,
    { reader, player }: Asking,
    { path, row }: { path: string; row: ModelRow | undefined },
  ): Promise<HubAnswer> {
    const first = await get(path);
    if (row === undefined || !isConfirmedFirst(reader, row, world.model.now())) {
      assert.notEqual(first.status, 403, `${player.name} ${path}`);
      return first;
    }
    const key = `${player.name} ${row.contribution}`;
    if (first.status === 200) {
      assert.ok(this.#confirmed.has(key), `${player.name} opens ${path} unasked`);
      return first;
    }
    assert.match(first.body, /attestation-needed/);
    const told = await get(`${path}/attestation`);
    const { shown } = JSON.parse(told.body) as { shown: string };
    const done = await post(`${path}/attestation`, { shown });
    assert.equal(done.status, 204, done.body);
    this.#confirmed.add(key);
    return get(path);
  }
}

/** Whether a person confirms before they open a row: it is RED, and another organization's. */
function isConfirmedFirst(reader: Reader, { label }: ModelRow, now: number): boolean {
  if (reader.kind !== 'person') return false;
  const own = [reader.organization, ...(reader.aliases ?? [])];
  return label.clauses.some(
    (clause) =>
      levelAt(clause, now) === 'red' && (reader.providerStaff || !own.includes(clause.origin)),
  );
}
