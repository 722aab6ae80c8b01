import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compareTimestamps, fractionDigits, isTimestamp, timestampMicros } from './timestamps.ts';

const fractions = fc.oneof(fc.constant(''), fc.stringMatching(/^\.[0-9]{1,12}$/));
const instants = fc
  .tuple(
    fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    }),
    fractions,
  )
  .map(([date, fraction]) => `${date.toISOString().slice(0, 19)}${fraction}Z`);

describe('isTimestamp()', () => {
  test('takes UTC times with any fraction', () => {
    for (const text of [
      '2017-06-01T00:00:00Z',
      '2017-06-01T00:00:00.1Z',
      '2017-06-01T00:00:00.123456789012345Z',
      '2016-12-31T23:59:60Z',
      '2024-02-29T12:00:00Z',
      '2000-02-29T12:00:00Z',
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59.999Z',
    ]) {
      assert.equal(isTimestamp(text), true, text);
    }
  });

  test('refuses other zones, other spellings and days that do not exist', () => {
    for (const text of [
      '',
      'yesterday',
      '2017-06-01',
      '2017-06-01T00:00Z',
      '2017-06-01T00:00:00',
      '2017-06-01T00:00:00+00:00',
      '2017-06-01t00:00:00z',
      '2017-06-01 00:00:00Z',
      '2017-06-01T00:00:00.Z',
      '2017-06-01T00:00:00,1Z',
      '2017-06-01T00:00:00.1aZ',
      '2017-06-01T00:00:001Z',
      '2017-6-01T00:00:00.0Z',
      '2017-13-01T00:00:00Z',
      '2017-00-01T00:00:00Z',
      '2017-06-31T00:00:00Z',
      '2017-06-00T00:00:00Z',
      '2023-02-29T00:00:00Z',
      '1900-02-29T00:00:00Z',
      '2017-06-01T24:00:00Z',
      '2017-06-01T00:60:00Z',
      '2017-06-01T00:00:61Z',
      '2017-0x-01T00:00:00Z',
      'x017-06-01T00:00:00Z',
      '+017-06-01T00:00:00Z',
      ' 2017-06-01T00:00:00Z',
      '2017-06-01T00:00:00Z ',
      '20170601T000000.00000Z',
      '2017/06-01T00:00:00Z',
      '2017-06/01T00:00:00Z',
      '2017-06-01T00-00:00Z',
      '2017-06-01T00:00-00Z',
    ]) {
      assert.equal(isTimestamp(text), false, text);
    }
  });

  test('takes whatever Date writes', () => {
    fc.assert(fc.property(instants, (text) => isTimestamp(text)));
  });

  test('agrees with Date on days', () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(13), fc.nat(32), (year, month, day) => {
        const two = (number: number): string => String(number).padStart(2, '0');
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T00:00:00.000Z`;
        const date = new Date(text);
        const exists = !Number.isNaN(date.getTime()) && date.toISOString() === text;
        assert.equal(isTimestamp(text), exists, text);
      }),
    );
  });
});

describe('timestampMicros()', () => {
  test('counts from 1970', () => {
    assert.equal(timestampMicros('1970-01-01T00:00:00Z'), 0);
    assert.equal(timestampMicros('1970-01-01T00:00:00.000001Z'), 1);
    assert.equal(timestampMicros('1969-12-31T23:59:59.999999Z'), -1);
    assert.equal(timestampMicros('2000-03-01T00:00:00.5Z'), 951868800500000);
  });

  test('cuts below the microsecond', () => {
    assert.equal(timestampMicros('1970-01-01T00:00:00.0000019Z'), 1);
  });

  test('gives nothing for what is not a timestamp', () => {
    assert.equal(timestampMicros('1970-01-01'), undefined);
  });

  test('agrees with Date to the millisecond', () => {
    fc.assert(
      fc.property(instants, (text) => {
        const expected = Date.parse(`${text.slice(0, 19)}.000Z`) * 1000;
        const micros = timestampMicros(text) ?? Number.NaN;
        assert.ok(micros - expected >= 0 && micros - expected < 1_000_000, text);
      }),
    );
  });
});

describe('compareTimestamps()', () => {
  test('compares fractions of different lengths exactly', () => {
    assert.equal(compareTimestamps('2017-06-01T00:00:00Z', '2017-06-01T00:00:00.000Z'), 0);
    assert.equal(compareTimestamps('2017-06-01T00:00:00.1Z', '2017-06-01T00:00:00.100Z'), 0);
    assert.ok(compareTimestamps('2017-06-01T00:00:00Z', '2017-06-01T00:00:00.0000000001Z') < 0);
    assert.ok(compareTimestamps('2017-06-01T00:00:00.2Z', '2017-06-01T00:00:00.19999999999Z') > 0);
    assert.ok(compareTimestamps('2017-06-01T00:00:01Z', '2017-06-01T00:00:00.999Z') > 0);
  });

  test('is an order that agrees with microseconds', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        const order = compareTimestamps(a, b);
        assert.equal(Math.sign(order) + Math.sign(compareTimestamps(b, a)), 0);
        const difference = (timestampMicros(a) ?? 0) - (timestampMicros(b) ?? 0);
        if (difference !== 0) assert.equal(Math.sign(order), Math.sign(difference));
      }),
    );
  });
});

describe('fractionDigits()', () => {
  test('counts digits behind the dot', () => {
    assert.equal(fractionDigits('2017-06-01T00:00:00Z'), 0);
    assert.equal(fractionDigits('2017-06-01T00:00:00.12345Z'), 5);
  });
});
