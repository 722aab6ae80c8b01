import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const examples = [
  ...readFileSync(new URL('../README.md', import.meta.url), 'utf8').matchAll(
    /^```ts\n(.*?)^```$/gms,
  ),
];

describe('the examples of the README', () => {
  for (const [index, [, code = '']] of examples.entries()) {
    test(`number ${index + 1} runs`, () => {
      const arguments_ = ['--input-type=module-typescript', '--eval', code];
      const { status, stderr } = spawnSync(process.execPath, arguments_, { cwd: folder });
      assert.equal(status, 0, String(stderr));
    });
  }

  test('are six', () => {
    assert.equal(examples.length, 6);
  });
});
