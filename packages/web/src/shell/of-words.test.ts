import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOfWords } from './of-words.ts';

test('words are asked for while they are typed', () => {
  for (const text of [
    'fake invoice',
    'Lockbit',
    'Port of Dover',
    'Emotet 5',
    'Ölpreis',
    'APT 28',
  ]) {
    assert.ok(isOfWords(text), text);
  }
});

test('the beginning of a value is not: it would stand in an address', () => {
  const beginnings = [
    '192.0',
    '198.51.100.23',
    'login.evil',
    'evil[.]ex',
    'https:/',
    'hxxps://ev',
    'me@ex',
    'da39a3ee5e6b',
    '2001:db8',
    String.raw`C:\\Win`,
    'type:malware',
    'ab',
  ];
  for (const text of beginnings) assert.ok(!isOfWords(text), text);
});
