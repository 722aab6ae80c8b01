import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { keyedHash } from './keyed-hash.ts';

test('a keyed hash is that of the second case of RFC 4231', () => {
  assert.equal(
    keyedHash(Buffer.from('Jefe'))('what do ya want for nothing?').toString('hex'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

test('a keyed hash is what Node’s HMAC gives, for every key up to a block', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: 'binary' }), (key, message) => {
      const expected = createHmac('sha256', key).update(message).digest('hex');
      assert.equal(keyedHash(key)(message).toString('hex'), expected);
    }),
  );
});

test('a longer key is refused', () => {
  assert.throws(() => keyedHash(new Uint8Array(65)), /at most 64 bytes/);
});
