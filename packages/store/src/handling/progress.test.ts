import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { progressOf } from './progress.ts';
import type { Given, Notes } from './progress.ts';

const PRINCIPALS = ['ann', 'bob', 'bot', 'cleo', 'rita'];
const WAYS = ['web', 'taxii', 'stream', 'copy'] as const;

const given: fc.Arbitrary<Given[]> = fc
  .uniqueArray(
    fc.record({
      organization: fc.nat(3),
      name: fc.constant(''),
      principal: fc.constantFrom(...PRINCIPALS),
      way: fc.constantFrom(...WAYS),
    }),
    { selector: (one) => JSON.stringify(one) },
  )
  .map((all) => all.map((one) => ({ ...one, name: `organization ${String(one.organization)}` })));

const notes: fc.Arbitrary<Notes> = fc
  .record({
    told: fc.subarray(PRINCIPALS),
    done: fc.subarray(PRINCIPALS),
    all: fc.subarray([0, 1, 2, 3]),
  })
  .map(({ told, done, all }) => ({
    told: new Set(told),
    done: new Set(done),
    all: new Set(all),
  }));

test('nobody who was given it is forgotten, and nobody else is counted', () => {
  fc.assert(
    fc.property(given, notes, (all, said) => {
      const { lines } = progressOf(all, said);
      const sum = lines.reduce((whole, line) => whole + line.given, 0);
      assert.equal(sum, all.length);
      for (const line of lines)
        assert.ok(line.confirmed <= line.told && line.told <= line.given && line.given > 0);
    }),
  );
});

test('a share of 100 percent means everybody, and confirmed never exceeds taken note', () => {
  fc.assert(
    fc.property(given, notes, (all, said) => {
      const { lines, takenNote, confirmed } = progressOf(all, said);
      assert.equal(takenNote === undefined, all.length === 0);
      if (takenNote === undefined || confirmed === undefined) return;
      assert.ok(0 <= confirmed && confirmed <= takenNote && takenNote <= 100);
      const isDone = (one: Given): boolean =>
        said.done.has(one.principal) || said.all.has(one.organization);
      assert.equal(confirmed === 100, all.every(isDone));
      assert.equal(
        takenNote === 100,
        all.every((one) => isDone(one) || said.told.has(one.principal)),
      );
      assert.equal(lines.length, new Set(lines.map((line) => line.organization + line.way)).size);
    }),
  );
});

test('who takes note only ever brings it further', () => {
  fc.assert(
    fc.property(given, notes, fc.constantFrom(...PRINCIPALS), (all, said, who) => {
      const before = progressOf(all, said);
      const after = progressOf(all, { ...said, told: new Set([...said.told, who]) });
      assert.ok((after.takenNote ?? 0) >= (before.takenNote ?? 0));
      assert.equal(after.confirmed, before.confirmed);
    }),
  );
});
