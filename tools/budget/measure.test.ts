import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from './measure.ts';

const texts = (text: string, isTest = false): string[] =>
  measure(text, { isTest }).faults.map(
    (fault) => `${String(fault.line)} ${fault.text.split(':')[0] ?? ''}`,
  );

test('a function counts from its first to its last line, whatever kind it is and wherever it starts', () => {
  const text = `// é, two bytes in UTF-8
export function f() {
  const inner = () =>
    1;
  return inner;
}
class C {
  constructor() {}
  get x() {
    return 1;
  }
}
const o = { m() {} };
`;
  const found = measure(text).functions.map(({ line, lines }) => [line, lines]);
  assert.deepEqual(found, [
    [2, 5],
    [3, 2],
    [8, 1],
    [9, 3],
    [13, 1],
  ]);
  assert.equal(measure(text).lines, 13);
});

test("'any' and '!' are faults in every place they can stand", () => {
  assert.deepEqual(texts(`let a: any;\nlet b: Map<string, any[]>;\nf<any>();`), [
    "1 the type 'any'",
    "2 the type 'any'",
    "3 the type 'any'",
  ]);
  assert.deepEqual(texts(`a!.b;\nlet c!: string;\nclass D { e!: number }`).length, 3);
  assert.deepEqual(texts(`const any = 1; if (!any) f(any);`), []);
});

test("assertions are counted without 'as const' and 'satisfies'", () => {
  const text = `const a = b as unknown as C;\nconst d = [1] as const;\nconst e = {} satisfies F;`;
  assert.equal(measure(text).assertions.length, 2);
});

test('a suppression needs words after it', () => {
  const off = 'oxlint-disable-next-line';
  const [expect, ignore] = ['@ts-expect-error', '@ts-ignore'];
  const text = `// ${off} no-console -- the one place that prints
f();
// ${off} no-console
// ${expect}: the type of pg is wrong here
// ${ignore} -- whatever the reason is
const quoted = '${off}';`;
  const found = measure(text).suppressions.map(({ line, hasReason }) => [line, hasReason]);
  assert.deepEqual(found, [
    [1, true],
    [3, false],
    [4, true],
    [5, false],
  ]);
});

test('unguarded uses are seen with their literal reason, and without one when passed on', () => {
  const text = `store.unguarded('backup').x();\nf(store.unguarded);\nconst { unguarded } = store;\nstore.unguarded(why);`;
  const found = measure(text).unguardedUses.map(({ line, reason }) => [line, reason]);
  assert.deepEqual(found, [
    [1, 'backup'],
    [2, undefined],
    [3, undefined],
    [4, undefined],
  ]);
});

test('statements are told from sentences', () => {
  const text =
    "q('select a from b');\nq(`INSERT INTO ${t} values (1)`);\nsay('Select a file from the list.');";
  assert.deepEqual(measure(text).statements, [1, 2]);
  assert.deepEqual(
    measure(`say('Update the row, then delete it.'); say('create a table');`).statements,
    [],
  );
});

test('tests left out, mocks and titles that wish are faults in test files only', () => {
  const text = `test.skip('a', () => {});
test('b', { skip: true }, () => {});
test('it should work', (t) => { t.mock.method(o, 'm'); });
describe.only('c', () => {});
test('d', { timeout: 5 }, () => {});`;
  const found = texts(text, true).map((fault) => fault.slice(2));
  assert.deepEqual(found.toSorted(), [
    'a mock',
    "a test marked 'only'",
    "a test marked 'skip'",
    "a test marked 'skip'",
    "a title with 'should'",
  ]);
  assert.deepEqual(texts(text), []);
});
