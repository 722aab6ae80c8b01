import assert from 'node:assert/strict';
import { test } from 'node:test';
import { momentWithin } from './moment-within.ts';

const NOW = Date.UTC(2026, 10, 30, 12);

test('a moment by chance lies to come and within the hours, and is not always the same', () => {
  const moments = Array.from({ length: 500 }, () => Date.parse(momentWithin(6, NOW)));
  for (const at of moments) {
    assert.ok(at >= NOW && at <= NOW + 6 * 3_600_000 + 60_000, new Date(at).toISOString());
  }
  assert.ok(new Set(moments).size > 100);
  const early = moments.filter((at) => at < NOW + 3 * 3_600_000).length;
  assert.ok(early > 150 && early < 350, `${String(early)} of 500 in the first half`);
});
