import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  completeFilter,
  FILTER_HINTS_MAX,
  FILTER_KEYS,
  FILTER_MAX,
  FILTER_PROBLEMS_MAX,
  FILTER_TERMS_MAX,
  FILTER_VALUES_MAX,
  parseFilter,
  printFilter,
} from './index.ts';
import type { Filter } from './index.ts';

function canonical(text: string): string {
  const { filter, problems } = parseFilter(text);
  assert.deepEqual(problems, [], text);
  return printFilter(filter);
}

function firstProblem(text: string): string {
  const [problem] = parseFilter(text).problems;
  assert.ok(problem !== undefined, `"${text}" is taken`);
  return `${problem.code} ${String(problem.start)}-${String(problem.end)}`;
}

/** The filter without places. */
function meaningOf({ terms }: Filter): unknown {
  return JSON.parse(
    JSON.stringify(terms, (key, value: unknown) =>
      key === 'start' || key === 'end' ? undefined : value,
    ),
  );
}

const WHOLE =
  'type:indicator,malware tlp:amber,green source:"Northern Grid CERT" kind:url seen:>7d added:>2026-11-01 is:revoked is:mine is:sighted confidence:>50 value:198.51.100.23 label:phishing words in the text "a phrase" -type:report';

describe('reading a filter', () => {
  test('takes every kind of term and prints it as it was', () => {
    assert.equal(canonical(WHOLE), WHOLE);
  });

  for (const [written, printed] of [
    ['', ''],
    ['  a \t b\n', 'a b'],
    ['TYPE:Indicator', 'type:indicator'],
    ['tlp:WHITE,amber-strict', 'tlp:clear,amber+strict'],
    ['type:a,a,b', 'type:a,b'],
    ['source:"Alder"', 'source:Alder'],
    ['label:"two words",plain', 'label:"two words",plain'],
    [String.raw`"a \"quoted\" word \\ done"`, String.raw`"a \"quoted\" word \ done"`],
    ['confidence:50..080', 'confidence:50..80'],
    ['confidence:=', undefined],
    ['added:2026-11-01..2026-11-08', 'added:2026-11-01..2026-11-08'],
    ['added:30d..7d', 'added:30d..7d'],
    ['seen:7D', 'seen:7d'],
    ['https://evil.example/a:b', 'https://evil.example/a:b'],
    ['hxxps://evil[.]example', 'hxxps://evil[.]example'],
    ['value:2001:db8::1', 'value:2001:db8::1'],
    ['-"a phrase" -label:x', '-"a phrase" -label:x'],
  ] as const) {
    test(`prints ${JSON.stringify(written)} as ${JSON.stringify(printed)}`, () => {
      if (printed === undefined) assert.ok(parseFilter(written).problems.length > 0);
      else assert.equal(canonical(written), printed);
    });
  }

  for (const [text, problem] of [
    ['colour:red', 'unknown-key 0-6'],
    ['a type:', 'value-missing 7-7'],
    ['type:indicator, malware', 'value-missing 15-15'],
    ['tlp:orange', 'value-unknown 4-10'],
    ['is:good', 'value-unknown 3-7'],
    ['kind:address', 'value-unknown 5-12'],
    ['confidence:many', 'not-a-number 11-15'],
    ['confidence:101', 'not-a-number 11-14'],
    ['confidence:80..50', 'range-backwards 11-17'],
    ['added:yesterday', 'not-a-time 6-15'],
    ['added:2026-02-30', 'not-a-time 6-16'],
    ['added:2026-11-08..2026-11-01', 'range-backwards 6-28'],
    ['seen:7d..30d', 'range-backwards 5-12'],
    ['seen:7d,8d', 'one-value-only 5-10'],
    ['"open', 'quote-open 0-5'],
    ['label:"open', 'quote-open 6-11'],
    ['a"b"', 'quote-inside 1-4'],
    ['"a"b', 'quote-inside 3-4'],
    ['label:"a"b', 'quote-inside 9-10'],
    ['a - b', 'nothing-negated 2-3'],
    ['a OR b', 'operator-word 2-4'],
    ['***', 'no-words 0-3'],
    ['x'.repeat(FILTER_MAX + 1), `too-long ${String(FILTER_MAX)}-${String(FILTER_MAX + 1)}`],
    [
      `${'a '.repeat(FILTER_TERMS_MAX)}b`,
      `too-many-terms ${String(FILTER_TERMS_MAX * 2)}-${String(FILTER_TERMS_MAX * 2 + 1)}`,
    ],
  ] as const) {
    test(`refuses ${JSON.stringify(text.slice(0, 40))} with its place`, () => {
      assert.equal(firstProblem(text), problem);
    });
  }

  test('takes as many terms and values as it says, and no more', () => {
    canonical('a '.repeat(FILTER_TERMS_MAX));
    const list = (count: number): string =>
      `label:${Array.from({ length: count }, (_, n) => `l${String(n)}`).join(',')}`;
    canonical(list(FILTER_VALUES_MAX));
    assert.match(firstProblem(list(FILTER_VALUES_MAX + 1)), /^too-many-values /);
  });

  test('tells several mistakes at once, up to a number', () => {
    assert.equal(parseFilter('colour:red tlp:orange ok').problems.length, 2);
    assert.equal(parseFilter('x:y '.repeat(20)).problems.length, FILTER_PROBLEMS_MAX);
  });

  test('says the way out and what was expected', () => {
    const [problem] = parseFilter('tlp:orange').problems;
    assert.deepEqual(problem?.expected, ['clear', 'green', 'amber', 'amber+strict', 'red']);
    assert.match(problem?.message ?? '', /take one of clear, green/);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    ...Object.keys(FILTER_KEYS).map((key) => `${key}:`),
    '-',
    '"',
    ',',
    ' ',
    '..',
    '>',
    '\\',
    ':',
    '//',
  ),
  fc.constantFrom(
    '7d',
    '50',
    '2026-11-01',
    'amber',
    'sighted',
    'url',
    'indicator',
    'AND',
    'é',
    '\u{1F600}',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const garbage = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

describe('any text', () => {
  test('never makes the reader throw, and every mistake has a place in it', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const { problems, filter } = parseFilter(text);
        for (const { start, end, message } of problems) {
          assert.ok(start >= 0 && start <= end && end <= text.length, message);
          assert.ok(message.length > 10 && message.length < 600);
        }
        for (const { start, end } of filter.terms) assert.ok(start < end && end <= text.length);
      }),
      { numRuns: 3000 },
    );
  });

  test('printed and read again means the same and prints the same, and is not longer', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const read = parseFilter(text);
        const printed = printFilter(read.filter);
        const again = parseFilter(printed);
        assert.deepEqual(again.problems, []);
        assert.deepEqual(meaningOf(again.filter), meaningOf(read.filter));
        assert.equal(printFilter(again.filter), printed);
        assert.ok(printed.length <= text.length);
      }),
      { numRuns: 3000 },
    );
  });

  test('backslashes in quotes stay as few as they were', () => {
    for (const text of [
      String.raw`"\type:"`,
      String.raw`"a\\"`,
      String.raw`"\\\x"`,
      String.raw`"\\\" b"`,
    ])
      assert.equal(printFilter(parseFilter(text).filter), text);
  });

  test('completed anywhere gives hints that stand where it says', () => {
    fc.assert(
      fc.property(garbage, fc.nat(200), (text, at) => {
        const caret = Math.min(at, text.length);
        const completion = completeFilter(text, caret, { source: ['Alder Energy', 'Birch'] });
        assert.ok(completion.start <= completion.end && completion.end === caret);
        assert.ok(completion.hints.length <= FILTER_HINTS_MAX);
      }),
    );
  });
});

describe('completing a filter', () => {
  test('offers keys at the beginning of a term', () => {
    const { of, start, end, hints } = completeFilter('a -t', 4);
    assert.deepEqual([of, start, end], ['key', 3, 4]);
    assert.deepEqual(
      hints.map(({ text }) => text),
      ['type:', 'tlp:'],
    );
  });

  test('offers values after the colon and after a comma', () => {
    const { key, start, hints } = completeFilter('tlp:green,am', 12);
    assert.deepEqual([key, start], ['tlp', 10]);
    assert.deepEqual(
      hints.map(({ text }) => text),
      ['amber', 'amber+strict'],
    );
  });

  test('offers what the caller knows, in quotes where it needs them', () => {
    const known = { source: ['Northern Grid CERT', 'Alder'] };
    const { hints, start } = completeFilter('source:"north', 13, known);
    assert.deepEqual(
      hints.map(({ text }) => text),
      ['"Northern Grid CERT"'],
    );
    assert.equal(start, 7);
  });
});

describe('docs/filter.md', () => {
  const page = readFileSync(
    path.join(import.meta.dirname, '../../../../../docs/filter.md'),
    'utf8',
  );

  test('explains every key with its example, and the examples are taken', () => {
    for (const [key, { example }] of Object.entries(FILTER_KEYS)) {
      assert.ok(page.includes(`| \`${key}\` |`), key);
      assert.ok(page.includes(`\`${example}\``), example);
      canonical(example);
    }
  });
});
