import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seenText } from './seen-text.ts';

test('what turns or hides a text is shown by its number', () => {
  assert.equal(seenText('invoice\u202egpj.exe'), 'invoice⟨U+202E⟩gpj.exe');
  assert.equal(seenText('ad\u200bmin\u0007'), 'ad⟨U+200B⟩min⟨U+0007⟩');
});

test('lines, tabs, joined letters and other scripts stay as they are', () => {
  for (const text of ['one\r\ntwo\tthree', '👩‍👧', 'שלום \u200fא', 'می\u200cخواهم', 'Käse']) {
    assert.equal(seenText(text), text);
  }
});
