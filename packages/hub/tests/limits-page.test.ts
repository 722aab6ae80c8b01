import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limitConstants, numberAt, numbersOf, pageLimits } from './limits-page.ts';

describe('docs/limits.md', () => {
  const limits = pageLimits();

  test('tells each limit once, with a value', () => {
    assert.ok(limits.length > 100);
    const names = limits.map(({ name, places }) => `${name} ${places[0]?.file ?? ''}`);
    assert.deepEqual(names.toSorted(), [...new Set(names)].toSorted());
    for (const { name, value } of limits) {
      assert.ok(
        numbersOf(value).every((one) => one > 0),
        `${name}: ${value}`,
      );
    }
  });

  test('tells the values that are in the code', () => {
    for (const { name, value, places } of limits) {
      assert.ok(places.length > 0, name);
      for (const { what, file } of places) {
        const number = numberAt(what, file);
        assert.ok(number !== undefined, `${name}: no ${what} in ${file}`);
        const told = numbersOf(value);
        assert.ok(told.includes(number), `${name}: ${what} is ${String(number)}, not ${value}`);
      }
    }
  });

  test('leaves no constant out that is named like a limit', () => {
    const told = new Set(
      limits.flatMap(({ places }) => places.map(({ what, file }) => `${what} in ${file}`)),
    );
    assert.deepEqual(
      limitConstants().filter((one) => !told.has(one)),
      [],
      'Tell what happens there in docs/limits.md',
    );
  });
});
