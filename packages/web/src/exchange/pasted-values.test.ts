import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pastedValues, VALUES_MAX } from './pasted-values.ts';

test('a paste of values is taken apart, defanged or not, each once', () => {
  const text =
    'hxxps://evil[.]example/a\n198.51.100[.]23, 198.51.100.23;CVE-2026-1234\tbad@x.example';
  assert.deepEqual(pastedValues(text), [
    'https://evil.example/a',
    '198.51.100.23',
    'CVE-2026-1234',
    'bad@x.example',
  ]);
});

test('one value and words stay what they are', () => {
  assert.deepEqual(pastedValues('198.51.100.23'), []);
  assert.deepEqual(pastedValues('phishing against ports'), []);
  assert.deepEqual(pastedValues(''), []);
});

test('more than the hub takes at once is cut', () => {
  const text = Array.from({ length: VALUES_MAX + 5 }, (_, index) => `h${String(index)}.example`);
  assert.equal(pastedValues(text.join(' ')).length, VALUES_MAX);
});
