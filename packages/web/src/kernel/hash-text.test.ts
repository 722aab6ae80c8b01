import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOfText, textOfHash } from './hash-text.ts';

test('a text comes back as it was, however much of it was decoded on the way', () => {
  for (const text of ['100%', '%3Cimg%3E', '~25 and ~7E', '"quoted" \\ 50 % #?&', 'hä 👩‍👧\nline']) {
    const hash = hashOfText(text);
    assert.equal(textOfHash(hash), text);
    assert.equal(textOfHash(decodeURIComponent(hash)), text);
    assert.equal(textOfHash(hash.replaceAll('%22', '"').replaceAll('%20', ' ')), text);
  }
});

test('links in the usual encoding are read', () => {
  assert.equal(textOfHash('evil%5B.%5Dexample%0A198.51.100.23'), 'evil[.]example\n198.51.100.23');
  assert.equal(textOfHash('100%'), '100%');
});
