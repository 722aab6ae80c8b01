import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { createElement, isValidElement } from 'react';
import { prefer } from './preferences.ts';
import { language, listWords, numberWords, plural, rich, speak, t } from './words.ts';

afterEach(async () => {
  prefer({ language: 'en' });
  await speak();
});

async function speakGerman(): Promise<void> {
  prefer({ language: 'de' });
  await speak();
}

test('English says the text itself, German its own, and what German lacks stays English', async () => {
  assert.equal(t('Sign in'), 'Sign in');
  await speakGerman();
  assert.equal(language(), 'de');
  assert.equal(t('Sign in'), 'Anmelden');
  assert.equal(
    t('Nobody ever wrote this: not even once.'),
    'Nobody ever wrote this: not even once.',
  );
});

test('counted texts take the form and the digits of the language', async () => {
  const words = { one: '1 day', other: '{{count}} days' };
  assert.equal(plural(1, words), '1 day');
  assert.equal(plural(0, words), '0 days');
  await speakGerman();
  assert.equal(plural(1, words), '1 Tag');
  assert.equal(plural(12_345, words), '12.345 Tage');
  assert.equal(numberWords(0.5), '0,5');
});

test('a name that looks like an instruction stays a name', () => {
  const name = '{{other}} $t(Sign in) **strong** <b>';
  assert.equal(t('Join “{{name}}”', { name }), `Join “${name}”`);
});

test('parts stand where the text says and are never read as an instruction', () => {
  const time = createElement('time', {}, 'noon');
  const shown = rich('Since {{time}}, **only** {{name}}', { time, name: '**x** {{time}}' });
  assert.ok(isValidElement<{ children: unknown[] }>(shown));
  const [since, at, comma, only, gap, name] = shown.props.children;
  assert.deepEqual([since, at, comma, gap, name], ['Since ', time, ', ', ' ', '**x** {{time}}']);
  assert.ok(isValidElement<{ children: string }>(only));
  assert.equal(only.props.children, 'only');
});

test('a list ends with "and"', () => {
  assert.equal(listWords([]), '');
  assert.equal(listWords(['a']), 'a');
  assert.equal(listWords(['a', 'b', 'c']), 'a, b and c');
});
