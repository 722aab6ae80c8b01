import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EMAIL_MAX, NAME_MAX, PURPOSE_MAX, SLUG_MAX, WORD_MAX } from './limits.ts';
import { countryOf, emailOf, nameOf, sectorOf, slugFrom, slugOf, textOf, wordOf } from './words.ts';

test('a name is one composed line of at most NAME_MAX characters', () => {
  assert.equal(nameOf('  Zoe\u0308 '), 'Zo\u00eb');
  assert.equal(nameOf('x'.repeat(NAME_MAX)), 'x'.repeat(NAME_MAX));
  for (const bad of [
    '',
    '  ',
    'x'.repeat(NAME_MAX + 1),
    'a\nb',
    'a\u0000b',
    'a\u202eb',
    'a\u2066b',
    '\ud800',
  ]) {
    assert.equal(nameOf(bad), undefined);
  }
  assert.equal(wordOf('x'.repeat(WORD_MAX + 1)), undefined);
});

test('a text may have lines and be empty, up to PURPOSE_MAX characters', () => {
  assert.equal(textOf(''), '');
  assert.equal(textOf('a\nb\tc'), 'a\nb\tc');
  assert.equal(textOf('x'.repeat(PURPOSE_MAX)), 'x'.repeat(PURPOSE_MAX));
  for (const bad of ['x'.repeat(PURPOSE_MAX + 1), 'a\u0007', 'a\u202e'])
    assert.equal(textOf(bad), undefined);
});

test('an e-mail address is folded, so that one person has one', () => {
  assert.equal(emailOf(' Ann@Alder.Example '), 'ann@alder.example');
  assert.equal(emailOf('zoe\u0308@x.example'), emailOf('ZO\u00cb@X.example'));
  for (const bad of [
    '',
    'ann',
    'a@b@c',
    'a b@c',
    'a@',
    '@b',
    'a\u0000@b',
    `${'x'.repeat(EMAIL_MAX)}@b`,
  ]) {
    assert.equal(emailOf(bad), undefined);
  }
});

test('a slug has at most SLUG_MAX lower-case letters, digits and inner hyphens', () => {
  assert.equal(slugOf('a-1'), 'a-1');
  assert.equal(slugOf('x'.repeat(SLUG_MAX)), 'x'.repeat(SLUG_MAX));
  for (const bad of ['', '-a', 'a-', 'A', 'a_b', 'x'.repeat(SLUG_MAX + 1)])
    assert.equal(slugOf(bad), undefined);
});

test('slugFrom() gives a slug whatever the name', () => {
  assert.equal(slugFrom('Zo\u00eb & S\u00f6hne AG'), 'zoe-sohne-ag');
  assert.equal(slugFrom('\u6771\u4eac'), 'organization');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => slugOf(slugFrom(name)) !== undefined),
  );
});

test('sectors and countries are kept in the form of their lists', () => {
  assert.deepEqual(
    [sectorOf('Financial Services'), sectorOf('a!'), sectorOf('')],
    ['financial-services', undefined, undefined],
  );
  assert.deepEqual(
    [countryOf('nl'), countryOf('NLD'), countryOf('')],
    ['NL', undefined, undefined],
  );
});
