import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeholders, wordsIn } from './words-in.ts';

const bare = (text: string): string[] => wordsIn(text, { isTsx: true }).bare.map((one) => one.text);

test('what goes through the catalogue is listed with its line, counted texts in both forms', () => {
  const { keys } = wordsIn(
    `// é\nconst a = t('One');\nconst b = plural(n, { one: '1 day', other: '{{count}} days' });\nrich('Two', {});\nword('Three');`,
  );
  assert.deepEqual(
    keys.map(({ line, key }) => `${String(line)} ${key}`),
    ['2 One', '3 {{count}} days_one', '3 {{count}} days_other', '4 Two', '5 Three'],
  );
});

test('text in an element, in an attribute people read, and in either end of a choice is bare', () => {
  assert.deepEqual(bare(`<p>Hello <b>you</b></p>`), ['Hello', 'you']);
  assert.deepEqual(bare(`<img alt="A bell" className="big bell" />`), ['A bell']);
  assert.deepEqual(bare('<p title={`From ${name}`}>{is ? "Yes" : other}</p>'), ['Yes', 'From']);
  assert.deepEqual(bare(`<p>{is && 'Late'}{name ?? 'Nobody'}</p>`), ['Late', 'Nobody']);
});

test('what says nothing in words, names, and texts that are asked for are not bare', () => {
  assert.deepEqual(bare(`<p id="main">Tocsin · {t('Hello')} <b title={t('You')}>…</b></p>`), [
    'Tocsin ·',
  ]);
  assert.deepEqual(bare(`<span>Tocsin</span>`), []);
  assert.deepEqual(bare(`<p className={is ? 'wide' : 'narrow'}>, {name}</p>`), []);
});

test('placeholders are compared whatever their order; a number may be a word', () => {
  assert.deepEqual(placeholders('{{b}} and {{a}} of {{count}}'), ['a', 'b']);
});
