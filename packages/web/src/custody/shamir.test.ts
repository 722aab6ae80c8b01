import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { combine, split, times } from './shamir.ts';

const byte = fc.integer({ min: 0, max: 255 });
const secrets = fc.uint8Array({ minLength: 1, maxLength: 64 });

describe('splitting a secret', () => {
  test('the field multiplies as FIPS 197 §4.2 prints it', () => {
    assert.equal(times(0x57, 0x83), 0xc1);
    assert.equal(times(0x57, 0x13), 0xfe);
  });

  test('the field is one: products commute, associate and distribute, and every element has an inverse', () => {
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        assert.equal(times(a, b), times(b, a));
        assert.equal(times(a, times(b, c)), times(times(a, b), c));
        assert.equal(times(a, b ^ c), times(a, b) ^ times(a, c));
      }),
    );
    for (let a = 1; a < 256; a += 1) {
      const inverses = Array.from({ length: 256 }, (_, b) => b).filter((b) => times(a, b) === 1);
      assert.equal(inverses.length, 1, String(a));
    }
  });

  test('any two of three give it back, in any order, and so do all three', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const [a, b, c] = split(secret, { parts: 3, threshold: 2 });
        assert.ok(a !== undefined && b !== undefined && c !== undefined);
        for (const some of [
          [a, b],
          [b, a],
          [a, c],
          [b, c],
          [a, b, c],
        ])
          assert.deepEqual(combine(some), secret);
      }),
    );
  });

  test('as many as it takes give it back, whatever the numbers', () => {
    const numbers = fc
      .integer({ min: 1, max: 8 })
      .chain((parts) => fc.tuple(fc.constant(parts), fc.integer({ min: 1, max: parts })));
    fc.assert(
      fc.property(secrets, numbers, fc.integer(), (secret, [parts, threshold], turn) => {
        const shares = split(secret, { parts, threshold });
        const from = Math.abs(turn) % parts;
        const some = [...shares.slice(from), ...shares.slice(0, from)].slice(0, threshold);
        assert.deepEqual(combine(some), secret);
      }),
    );
  });

  test('one part of two is as likely for every secret: for each there is one line through it', () => {
    fc.assert(
      fc.property(byte, byte, byte, (secret, other, slope) => {
        const fill = (value: number) => (into: Uint8Array) => into.fill(value);
        const [part] = split(Uint8Array.of(secret), { parts: 3, threshold: 2 }, fill(slope));
        // The first place is 1, where the line's value is secret + slope.
        const [same] = split(
          Uint8Array.of(other),
          { parts: 3, threshold: 2 },
          fill(secret ^ slope ^ other),
        );
        assert.deepEqual(same, part);
      }),
    );
  });

  test('parts that do not belong together, and numbers that make no sense, are refused', () => {
    const [a, b] = split(Uint8Array.of(1, 2, 3), { parts: 2, threshold: 2 });
    assert.ok(a !== undefined && b !== undefined);
    for (const some of [[], [a, a], [a, b.subarray(1)], [a, Uint8Array.of(0, 1, 2, 3)]])
      assert.throws(() => combine(some), RangeError);
    for (const [parts, threshold] of [
      [2, 3],
      [0, 0],
      [256, 2],
    ] as const)
      assert.throws(() => split(Uint8Array.of(1), { parts, threshold }), RangeError);
    assert.throws(() => split(new Uint8Array(), { parts: 2, threshold: 2 }), RangeError);
  });
});
