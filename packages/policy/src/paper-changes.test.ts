import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changesBetween } from './paper-changes.ts';
import type { ChangedLine } from './paper-changes.ts';
import type { PaperSection } from './papers.ts';

test('changes say which lines came and went, section by section', () => {
  const before = [
    { key: 'ways', text: 'One\nTwo\nThree' },
    { key: 'hours', text: 'Nine to five' },
    { key: 'old', text: 'Gone' },
  ];
  const after = [
    { key: 'ways', text: 'One\nThree\nFour' },
    { key: 'hours', text: 'Nine to five' },
    { key: 'new', text: 'Here' },
  ];
  assert.deepEqual(changesBetween(before, after), [
    {
      key: 'ways',
      change: 'changed',
      lines: [
        { is: 'same', text: 'One' },
        { is: 'removed', text: 'Two' },
        { is: 'same', text: 'Three' },
        { is: 'added', text: 'Four' },
      ],
    },
    { key: 'hours', change: 'same', lines: [] },
    { key: 'new', change: 'added', lines: [{ is: 'added', text: 'Here' }] },
    { key: 'old', change: 'removed', lines: [{ is: 'removed', text: 'Gone' }] },
  ]);
});

test('from the changes both texts can be read again, whatever they are', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
    .map((l) => l.join('\n'));
  fc.assert(
    fc.property(text, text, (was, is) => {
      const [change] = changesBetween([section(was)], [section(is)]);
      if (change?.change === 'same') return was === is;
      const lines = change?.lines ?? [];
      const side = (not: 'added' | 'removed'): string =>
        lines
          .filter((line) => line.is !== not)
          .map((line) => line.text)
          .join('\n');
      return side('added') === was && side('removed') === is;
    }),
  );
});

test('in lines that are alike the words say what changed, in others nothing is picked out', () => {
  const [change] = changesBetween(
    [section('Each member names one representative.\nWe meet monthly.')],
    [section('Each member names two representatives.\nBring cake')],
  );
  const told = change?.lines.map(({ is, text, pieces }) =>
    pieces === undefined
      ? `${is}: ${text}`
      : `${is}: ${pieces.map((one) => (one.isChanged ? `[${one.text}]` : one.text)).join('')}`,
  );
  assert.deepEqual(told, [
    'removed: Each member names [one] [representative.]',
    'removed: We meet monthly.',
    'added: Each member names [two] [representatives.]',
    'added: Bring cake',
  ]);
});

test('a section without words is as if it were not there', () => {
  const empty = section('');
  assert.deepEqual(changesBetween([empty], []), []);
  assert.equal(changesBetween([empty], [section('Words')])[0]?.change, 'added');
  assert.equal(changesBetween([section('Words')], [empty])[0]?.change, 'removed');
});

test('pieces of a line are the line again, whatever it is', () => {
  const line = fc
    .array(fc.constantFrom('one', 'two', ' ', 'three', '\t'), { maxLength: 14 })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(line, line, (was, is) =>
      (changesBetween([section(was)], [section(is)])[0]?.lines ?? []).every(isWhole),
    ),
  );
});

test('texts too long to compare are told whole', () => {
  const many = (word: string): string =>
    Array.from({ length: 500 }, (_, n) => `${word} ${String(n)}`).join('\n');
  const [change] = changesBetween([section(many('was'))], [section(many('is'))]);
  assert.equal(change?.lines.length, 1000);
});

function isWhole({ text, pieces }: ChangedLine): boolean {
  return pieces === undefined || pieces.map((one) => one.text).join('') === text;
}

function section(text: string): PaperSection {
  return { key: 'only', text };
}
