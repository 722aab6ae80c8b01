import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valuesIn } from './values-in-line.ts';

test('values alone are looked up, whatever they are written like', () => {
  for (const text of [
    'evil[.]example',
    'hxxps://evil[.]example/a',
    'mailto:a@b.example',
    'dead:beef::1',
    'intranet:8080',
    '198.51.100.7 198.51.100.8',
  ])
    assert.notDeepEqual(valuesIn(text), [], text);
});

test('a condition, also one whose key is mistyped, is no value', () => {
  for (const text of [
    'tlp:amber',
    'tpl:amber',
    '-sorce:nordkai',
    'tpl:amber evil.example',
    'words',
  ])
    assert.deepEqual(valuesIn(text), [], text);
});
