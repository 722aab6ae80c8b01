import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { PATTERN_LIMITS } from '../limits.ts';
import { parsePattern } from './parser.ts';
import { patternValues, printPattern } from './print.ts';
import { unsatisfiableAt } from './satisfiable.ts';
import type {
  PatternComparison,
  PatternExpression,
  PatternLiteral,
  PatternPath,
  PatternPosition,
} from './types.ts';

const AT: PatternPosition = { offset: 0, line: 1, column: 1 };

const parsed = (text: string): PatternExpression => {
  const result = parsePattern(text);
  assert.ok(result.ok, result.ok ? '' : `${result.message} in ${text}`);
  return result.ast;
};
const fault = (text: string): string => {
  const result = parsePattern(text);
  return result.ok ? 'parses' : result.message;
};
/** The same tree without places, for comparing. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === 'at' ? undefined : inner)));

const names = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/);
const paths: fc.Arbitrary<PatternPath> = fc.record({
  objectType: fc.stringMatching(/^[a-z][a-z0-9]{1,8}(-[a-z0-9]{1,5})?$/),
  steps: fc
    .tuple(
      fc.record({ key: names }),
      fc.array(
        fc.oneof(
          fc.record({
            key: fc.oneof(
              names,
              fc.string({ minLength: 1 }),
              fc.constantFrom('IN', 'true', 'SHA-256'),
            ),
          }),
          fc.record({
            index: fc.oneof(fc.constant('*' as const), fc.integer({ min: -9, max: 99 })),
          }),
        ),
        { maxLength: 3 },
      ),
    )
    .map(([first, others]) => [first, ...others]),
});
const strings: fc.Arbitrary<PatternLiteral> = fc.record({
  kind: fc.constant('string' as const),
  value: fc.string({ unit: 'grapheme' }),
});
const numbers: fc.Arbitrary<PatternLiteral> = fc.oneof(
  fc.maxSafeInteger().map((value) => ({ kind: 'integer' as const, value, raw: String(value) })),
  fc
    .stringMatching(/^[+-]?[0-9]{0,4}\.[0-9]{1,6}$/)
    .map((raw) => ({ kind: 'float' as const, value: Number(raw), raw })),
);
const others: fc.Arbitrary<PatternLiteral> = fc.oneof(
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
  fc.stringMatching(/^(?:[0-9a-fA-F]{2}){0,8}$/).map((value) => ({ kind: 'hex' as const, value })),
  fc.base64String({ minLength: 4 }).map((value) => ({ kind: 'binary' as const, value })),
  fc.constant({ kind: 'timestamp' as const, value: '2016-06-01T00:00:00.123456Z' }),
);
const literals = fc.oneof(strings, numbers, others);
const comparisons: fc.Arbitrary<PatternComparison> = fc.letrec<{ any: PatternComparison }>(
  (tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(
        fc.record({
          kind: fc.constant('comparison' as const),
          at: fc.constant(AT),
          negated: fc.boolean(),
          path: paths,
          operator: fc.constantFrom('=' as const, '!=' as const),
          values: fc.tuple(literals),
        }),
        fc.record({
          kind: fc.constant('comparison' as const),
          at: fc.constant(AT),
          negated: fc.boolean(),
          path: paths,
          operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
          values: fc.tuple(fc.oneof(strings, numbers)),
        }),
        fc.record({
          kind: fc.constant('comparison' as const),
          at: fc.constant(AT),
          negated: fc.boolean(),
          path: paths,
          operator: fc.constantFrom('LIKE' as const, 'MATCHES' as const),
          values: fc.tuple(strings),
        }),
        fc.record({
          kind: fc.constant('comparison' as const),
          at: fc.constant(AT),
          negated: fc.boolean(),
          path: paths,
          operator: fc.constant('IN' as const),
          values: fc.oneof(fc.array(strings), fc.array(numbers)),
        }),
        fc.record({
          kind: fc.constant('exists' as const),
          at: fc.constant(AT),
          negated: fc.boolean(),
          path: paths,
        }),
      ),
      fc.record({
        kind: fc.constant('comparison-join' as const),
        at: fc.constant(AT),
        operator: fc.constantFrom('AND' as const, 'OR' as const),
        operands: fc.array(tie('any'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }),
).any;
const expressions: fc.Arbitrary<PatternExpression> = fc.letrec<{ any: PatternExpression }>(
  (tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({
        kind: fc.constant('observation' as const),
        at: fc.constant(AT),
        comparison: comparisons,
      }),
      fc.record({
        kind: fc.constant('observation-join' as const),
        at: fc.constant(AT),
        operator: fc.constantFrom('AND' as const, 'OR' as const, 'FOLLOWEDBY' as const),
        operands: fc.array(tie('any'), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('qualified' as const),
        at: fc.constant(AT),
        expression: fc.record({
          kind: fc.constant('observation' as const),
          at: fc.constant(AT),
          comparison: comparisons,
        }),
        qualifier: fc.oneof(
          fc
            .integer({ min: 1, max: 999 })
            .map((seconds) => ({ kind: 'within' as const, seconds, raw: String(seconds) })),
          fc.integer({ min: 1, max: 999 }).map((times) => ({ kind: 'repeats' as const, times })),
          fc.constant({
            kind: 'start-stop' as const,
            start: '2016-06-01T00:00:00Z',
            stop: '2017-06-01T00:00:00.5Z',
          }),
        ),
      }),
    ),
  }),
).any;

describe('parsePattern()', () => {
  test('gives a tree with places', () => {
    const ast = parsed("[file:name = 'a'\n  AND file:size > 5] REPEATS 2 TIMES");
    assert.deepEqual(ast, {
      kind: 'qualified',
      at: { offset: 0, line: 1, column: 1 },
      expression: {
        kind: 'observation',
        at: { offset: 0, line: 1, column: 1 },
        comparison: {
          kind: 'comparison-join',
          at: { offset: 1, line: 1, column: 2 },
          operator: 'AND',
          operands: [
            {
              kind: 'comparison',
              at: { offset: 1, line: 1, column: 2 },
              negated: false,
              path: { objectType: 'file', steps: [{ key: 'name' }] },
              operator: '=',
              values: [{ kind: 'string', value: 'a' }],
            },
            {
              kind: 'comparison',
              at: { offset: 23, line: 2, column: 7 },
              negated: false,
              path: { objectType: 'file', steps: [{ key: 'size' }] },
              operator: '>',
              values: [{ kind: 'integer', value: 5, raw: '5' }],
            },
          ],
        },
      },
      qualifier: { kind: 'repeats', times: 2 },
    });
  });

  test('binds AND tighter than OR, and OR tighter than FOLLOWEDBY', () => {
    const same = (a: string, b: string): void => assert.deepEqual(bare(parsed(a)), bare(parsed(b)));
    same('[a:b = 1 OR a:b = 2 AND a:b = 3]', '[a:b = 1 OR (a:b = 2 AND a:b = 3)]');
    same('[a:b = 1] OR [a:b = 2] AND [a:b = 3]', '[a:b = 1] OR ([a:b = 2] AND [a:b = 3])');
    same(
      '[a:b = 1] FOLLOWEDBY [a:b = 2] OR [a:b = 3]',
      '[a:b = 1] FOLLOWEDBY ([a:b = 2] OR [a:b = 3])',
    );
    same('[a:b = 1] AND [a:b = 2] REPEATS 2 TIMES', '[a:b = 1] AND ([a:b = 2] REPEATS 2 TIMES)');
    assert.notDeepEqual(
      bare(parsed('[a:b = 1 AND a:b = 2 AND a:b = 3]')),
      bare(parsed('[a:b = 1 AND (a:b = 2 AND a:b = 3)]')),
    );
  });

  test('reads escapes and nothing else', () => {
    const [value] = patternValues(parsed(String.raw`[a:b = 'it\'s C:\\x']`));
    assert.equal(value?.value, String.raw`it's C:\x`);
  });

  test('reads line feeds inside base64', () => {
    const [value] = patternValues(parsed("[a:b = b'aGVs\nbG8=']"));
    assert.equal(value?.value, 'aGVsbG8=');
  });

  test('says what was expected, and what came instead', () => {
    assert.equal(fault('[file:name ~ 5]'), 'Unexpected character "~"');
    assert.equal(fault('[file:name = ]'), 'Expected a constant, got "]"');
    assert.equal(fault('[file:name'), 'Expected a comparison operator, got the end of the pattern');
    assert.equal(fault('file'), 'Expected "[" or "(", got "file"');
    assert.match(fault('[a:b-c = 1]'), /put it in apostrophes/);
  });

  test('does not take a fault of the program for one of the pattern', () => {
    const broken = { length: 1, indexOf: (): never => assert.fail('broken') };
    assert.throws(() => Reflect.apply(parsePattern, undefined, [broken]), /broken/);
  });

  test('gives the same outcome for the same text', () => {
    const text = "[url:value = 'http://a.example/']";
    assert.equal(parsePattern(text), parsePattern(text));
    assert.notEqual(parsePattern(`${text} `), parsePattern(text));
  });
});

describe('limits of parsePattern()', () => {
  test('hold on bytes', () => {
    const pattern = (length: number): string => `[a:b = '${'x'.repeat(length - 10)}']`;
    assert.equal(pattern(100).length, 100);
    assert.equal(fault(pattern(PATTERN_LIMITS.bytes)), 'parses');
    assert.match(fault(pattern(PATTERN_LIMITS.bytes + 1)), /more than 16384 bytes/);
    assert.match(fault(`[a:b = '${'€'.repeat(5500)}']`), /more than 16384 bytes/);
    assert.equal(fault(`[a:b = '${'€'.repeat(5400)}']`), 'parses');
  });

  test('hold on terms', () => {
    const pattern = (terms: number): string => `[${Array(terms).fill('a:b=1').join(' OR ')}]`;
    assert.equal(fault(pattern(PATTERN_LIMITS.terms)), 'parses');
    assert.match(fault(pattern(PATTERN_LIMITS.terms + 1)), /more than 512 comparisons/);
  });

  test('hold on depth, inside and outside brackets together', () => {
    const inner = (depth: number): string =>
      `[${'('.repeat(depth - 1)}a:b = 1${')'.repeat(depth - 1)}]`;
    const outer = (depth: number): string =>
      `${'('.repeat(depth - 1)}[a:b = 1]${')'.repeat(depth - 1)}`;
    for (const nest of [inner, outer]) {
      assert.equal(fault(nest(PATTERN_LIMITS.depth)), 'parses');
      assert.match(fault(nest(PATTERN_LIMITS.depth + 1)), /deeper than 64 levels/);
      assert.match(fault(nest(8000)), /deeper than 64 levels/);
    }
  });

  test('keep the time for hostile text small', () => {
    const hostile = [
      '('.repeat(16_000),
      `[a:b = '${'\\\\'.repeat(8_000)}`,
      '/*'.repeat(8_000),
      '\n'.repeat(16_000),
      `[a:b IN (${'1,'.repeat(8_000)}`,
      `[a${'.b'.repeat(8_000)}`,
      `[a:b = b'${'A'.repeat(16_000)}`,
      `[a:b = ${'9'.repeat(16_000)}]`,
      '-'.repeat(16_000),
    ];
    const start = process.cpuUsage();
    for (const text of hostile) assert.notEqual(fault(text), 'parses');
    const { user } = process.cpuUsage(start);
    assert.ok(user < 1_000_000, `took ${user} µs`);
  });
});

describe('printPattern()', () => {
  test('writes what parses to the same tree', () => {
    fc.assert(
      fc.property(expressions, (ast) => {
        const text = printPattern(ast);
        const result = parsePattern(text);
        // Random trees can pass a limit, which is not this property's concern.
        if (!result.ok) assert.match(result.message, /more than|deeper than/, text);
        else assert.deepEqual(bare(result.ast), bare(ast));
      }),
      { numRuns: 500 },
    );
  });

  test('quotes keys that are not plain names', () => {
    const text = "[file:hashes.'SHA-256' = 'a' AND file:x.'IN'.y['*' = 1]";
    assert.equal(fault(text).slice(0, 8), 'Expected');
    const fine = "[file:hashes.'SHA-256' = 'a' AND file:'odd one'.'IN'.y[*][-1] = h'']";
    assert.equal(printPattern(parsed(fine)), fine);
  });

  test('writes operators in their first spelling', () => {
    assert.equal(printPattern(parsed('[ a:b==1 OR a:b<>2 ]')), '[a:b = 1 OR a:b != 2]');
  });

  test('keeps qualifiers and parentheses', () => {
    const text =
      "([a:b = 1] FOLLOWEDBY ([a:b = 2] OR [NOT EXISTS a:c] WITHIN 0.5 SECONDS)) START t'2016-06-01T00:00:00Z' STOP t'2017-06-01T00:00:00Z'";
    assert.equal(printPattern(parsed(text)), text);
  });
});

describe('patternValues()', () => {
  test('gives every constant with its path and operator', () => {
    const text =
      "([file:hashes.'SHA-256' = 'a' AND file:size NOT IN (1, 2)] FOLLOWEDBY [EXISTS url:value OR process:is_hidden = true]) WITHIN 5 SECONDS";
    assert.deepEqual(patternValues(parsed(text)), [
      { objectType: 'file', path: "hashes.'SHA-256'", operator: '=', negated: false, value: 'a' },
      { objectType: 'file', path: 'size', operator: 'IN', negated: true, value: 1 },
      { objectType: 'file', path: 'size', operator: 'IN', negated: true, value: 2 },
      { objectType: 'process', path: 'is_hidden', operator: '=', negated: false, value: true },
    ]);
  });
});

describe('unsatisfiableAt()', () => {
  test('finds AND over types that no object has together', () => {
    const at = (text: string): number | undefined => unsatisfiableAt(parsed(text))?.offset;
    assert.equal(at('[a:b = 1 AND c:d = 1]'), 0);
    assert.equal(at('([a:b = 1] AND [a:b = 1 AND EXISTS c:d]) REPEATS 2 TIMES'), 15);
    assert.equal(at('[(a:b = 1 AND c:d = 1) OR a:b = 1]'), undefined);
    assert.equal(at('[(a:b = 1 OR c:d = 1) AND a:b = 2]'), undefined);
    assert.equal(at('[a:b = 1] AND [c:d = 1]'), undefined);
  });
});

describe('parsePattern() over anything', () => {
  test('never throws, and places faults inside the text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '[',
        ']',
        '(',
        ')',
        'a',
        ':',
        'b',
        '=',
        "'x'",
        "'",
        '\\',
        ' ',
        '\n',
        'AND',
        'OR',
        'NOT',
        'EXISTS',
        'IN',
        'WITHIN',
        '5',
        '-',
        '.',
        ',',
        "t'",
        "h'ff'",
        '*',
        '/',
        '/*',
        '//',
        'REPEATS',
        'TIMES',
        'FOLLOWEDBY',
        'é',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          const result = parsePattern(text);
          if (result.ok) return;
          const { offset, line, column } = result.position;
          assert.ok(offset >= 0 && offset <= text.length);
          const lines = text.slice(0, offset).split('\n');
          assert.deepEqual([line, column], [lines.length, (lines.at(-1)?.length ?? 0) + 1]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
