import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchorsIn, firstCells, linksIn, runnableBlocks, wordsIn } from './markdown.ts';

const page = `# The \`tocsin\` command
See [the list](docs/list.md#two) and \`[not](this.md)\`, an org at https://some.org/org.

![picture](<pictures/home.png> "Home") [by reference][one]

## Two
## Two

\`\`\`sh run
tocsin show
# [no](link.md)
\`\`\`
\`\`\`ts
const org = 1;
\`\`\`

| word | meaning |
|---|---|
| hub | one installation |
| label | one row |

[one]: SECURITY.md
`;

test('links are found in prose, not in code', () => {
  assert.deepEqual(
    linksIn(page).map(({ line, target }) => `${String(line)} ${target}`),
    ['2 docs/list.md#two', '4 pictures/home.png', '22 SECURITY.md'],
  );
});

test('headings give anchors, the second of a name with a number', () => {
  assert.deepEqual([...anchorsIn(page)], ['the-tocsin-command', 'two', 'two-1']);
});

test('only blocks tagged run are to be run', () => {
  const text = 'tocsin show\n# [no](link.md)\n';
  assert.deepEqual(runnableBlocks(page), [{ line: 10, language: 'sh', text }]);
});

test('a replaced word is found in prose and not in addresses or code', () => {
  assert.deepEqual(wordsIn(page, /\borg\b/), [2]);
  assert.deepEqual(wordsIn('See [this](org.md) at https://some.org/.', /\borg\b/), []);
});

test('tables give their first cells', () => {
  assert.deepEqual(
    firstCells(page).map(({ text }) => text),
    ['hub', 'label'],
  );
});
