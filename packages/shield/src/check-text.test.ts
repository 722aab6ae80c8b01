import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkJson } from './check-json.ts';
import { checkText } from './check-text.ts';
import { NO_PROFILE, readProfile } from './profile.ts';
import { readable } from './readable-text.ts';
import { withReplacements } from './replace.ts';

const PIECES =
  'Password: Winter-2026|10.1.2.3|ghp_abcdefghijklmnopqrstuvwxyz0123456789|jo@gmail.com|evil[.]example|198.51.100.7|\u200b|＠|é|[dot]|\n| |𝟙|hxxps://x[.]example/?m=a%40b'.split(
    '|',
  );
const texts = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 12 })
  .map((parts) => parts.join(' '));

describe('findings', () => {
  test('lie in the text, in its order, apart from each other, and not between halves of a character', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let read = 0;
        for (const { start, end } of checkText(text, NO_PROFILE)) {
          assert.ok(start >= read && end > start && end <= text.length);
          assert.ok(
            !/^[\uDC00-\uDFFF]/.test(text.slice(start)) ||
              /[^\uD800-\uDBFF]$|^$/.test(text.slice(0, start)),
          );
          read = end;
        }
      }),
    );
  });

  test('that are replaced are gone', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const written = withReplacements(text, checkText(text, NO_PROFILE));
        for (const secret of ['Winter-2026', '10.1.2.3', 'jo@gmail.com'])
          if (text.includes(` ${secret} `)) assert.ok(!written.includes(` ${secret} `), written);
      }),
    );
  });

  test('take no more than the length of the text to find, whatever it is made of', () => {
    const starts = [
      'a.',
      '1.1',
      '+1 ',
      '-----BEGIN ',
      'eyJaaaaaaaa.',
      '[dot',
      'a@',
      'C:\\Users\\',
      'token: ',
      'AB12 ',
      '00:',
    ];
    for (const start of starts) {
      const text = start.repeat(200_000);
      assert.ok(checkText(text, NO_PROFILE).length <= 5000);
    }
  });
});

test('of two findings that overlap, nothing of the lesser one stays uncovered', () => {
  const text = 'see [dot] 10.1.2.3 and user=10.1.2.4x@gmail.com';
  const found = checkText(text, NO_PROFILE);
  assert.ok(found.some(({ start, end }) => text.slice(start, end) === '10.1.2.3'));
  const covered = found.map(({ start, end }) => text.slice(start, end)).join('');
  assert.ok(covered.endsWith('10.1.2.4x@gmail.com'), covered);
});

test('an account with a hyphen in its name is found again like any other', () => {
  const text = 'user: jean-luc.m came back; then jean-luc.m left';
  const found = checkText(text, NO_PROFILE).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(found, ['jean-luc.m', 'jean-luc.m']);
});

test('a place in the readable text is the place it came from', () => {
  const { text, place } = readable('a[.]b hxxp://c\u200bd ＠e');
  assert.equal(text, 'a.b http://cd @e');
  assert.deepEqual(place(1, 2), { start: 1, end: 4 });
  assert.deepEqual(place(2, 3), { start: 4, end: 5 });
  assert.deepEqual(place(4, 8), { start: 6, end: 10 });
  assert.deepEqual(place(11, 13), { start: 13, end: 16 });
});

test('a JSON document is looked through to its leaves, by pointer', () => {
  const found = checkJson({ 'a/b': [{ c: 'see 10.1.2.3' }], '~': '10.1.2.4', n: 7 }, NO_PROFILE);
  assert.deepEqual(
    found.map(({ pointer, start }) => [pointer, start]),
    [
      ['/a~1b/0/c', 4],
      ['/~0', 0],
    ],
  );
  let deep: unknown = '10.1.2.3';
  for (let level = 0; level < 300; level += 1) deep = [deep];
  assert.throws(() => checkJson(deep, NO_PROFILE), RangeError);
});

test('a profile that is not one is told by its member', () => {
  assert.deepEqual(readProfile({ domains: ['a.example'] }), {
    ...NO_PROFILE,
    domains: ['a.example'],
  });
  for (const [value, field] of [
    [{ domains: 'a.example' }, 'domains'],
    [{ names: ['x'] }, 'names'],
    [{ colour: [] }, 'colour'],
    [{ networks: ['203.0.113.0/x'] }, 'networks'],
    [{ networks: ['0.0.0.0/0'] }, 'networks'],
    [{ domains: ['two words'] }, 'domains'],
    [[], ''],
    [null, ''],
  ] as const) {
    const read = readProfile(value);
    assert.ok('message' in read);
    assert.equal(read.field, field);
  }
});
