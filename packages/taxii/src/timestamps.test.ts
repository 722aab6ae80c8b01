import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readLooseTime, readTimestamp, taxiiTimestamp } from './index.ts';

test('taxiiTimestamp() writes exactly six digits and readTimestamp() reads them back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000_000 }), (micros) => {
      const text = taxiiTimestamp(micros);
      assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      assert.equal(readTimestamp(text), micros);
    }),
  );
});

test('taxiiTimestamp() keeps the order of instants', () => {
  fc.assert(
    fc.property(fc.nat(4_102_444_800_000), fc.nat(5_000_000), (start, step) => {
      assert.ok(taxiiTimestamp(start * 1000) <= taxiiTimestamp(start * 1000 + step));
    }),
  );
});

test('taxiiTimestamp() handles instants before 1970 and refuses those no text can hold', () => {
  assert.equal(taxiiTimestamp(-1), '1969-12-31T23:59:59.999999Z');
  assert.throws(() => taxiiTimestamp(4e17), RangeError);
});

test('readTimestamp() takes any count of fraction digits and cuts below the microsecond', () => {
  const second = readTimestamp('2024-01-02T03:04:05Z');
  assert.equal(readTimestamp('2024-01-02T03:04:05.1Z'), Number(second) + 100_000);
  assert.equal(readTimestamp('2024-01-02T03:04:05.123456789Z'), Number(second) + 123_456);
  for (const text of [
    '',
    'yesterday',
    '2024-01-02',
    '2024-13-02T03:04:05Z',
    '2024-01-02T03:04:05',
    '2024-01-02T03:04:05.Z',
    '2024-01-02T03:04:05+00:00',
    '2024-01-02t03:04:05z',
  ]) {
    assert.equal(readTimestamp(text), undefined, text);
  }
});

test('readLooseTime() takes the dates that servers in use print', () => {
  const expected = readTimestamp('2023-10-11T12:13:14Z');
  for (const text of [
    '2023-10-11T12:13:14+00:00',
    'Wed Oct 11 2023 12:13:14 GMT+0000 (Coordinated Universal Time)',
    'Wed, 11 Oct 2023 12:13:14 GMT',
  ]) {
    assert.equal(readLooseTime(text), expected, text);
  }
  assert.equal(readLooseTime('soon'), undefined);
  assert.equal(readLooseTime('x'.repeat(1000)), undefined);
});
