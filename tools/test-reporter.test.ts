import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { addedUp, SUMMARY_FILE } from './test-reporter.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const head = `import { test } from 'node:test';\n`;
const files = {
  'fine.test.mjs': `${head}test('a', (t) => t.diagnostic('seed 7')); test('b', () => {});`,
  'wrong.test.mjs': `${head}console.log('before');\ntest('sums', () => { throw new Error('1 is not 2'); });`,
  'dead.test.mjs': `${head}test('a', () => {}); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 100);`,
  'open.test.mjs': `${head}test('a', () => {}); setInterval(() => {}, 1000);`,
};

test('the report has a line for each file, every failure, and the summary of node', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-report-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const { NODE_TEST_CONTEXT: _, [SUMMARY_FILE]: __, ...env } = process.env;
  const options = [
    `--import=${path('test-watch.ts')}`,
    `--test-reporter=${path('test-reporter.ts')}`,
  ];
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--test', '--test-concurrency=4', ...options, ...Object.keys(files)],
    { cwd: folder, env, encoding: 'utf8' },
  );
  await rm(folder, { recursive: true });
  assert.equal(status, 1);
  const wanted = [
    /^✔ fine\.test\.mjs \(2 tests, \d+ ms\)$/m,
    /^ {4}fine\.test\.mjs: seed 7$/m,
    /^✖ wrong\.test\.mjs \(1 test, \d+ ms\)$/m,
    /^✖ wrong\.test\.mjs:3 sums\n {4}Error: 1 is not 2$/m,
    /^ {4}It printed:\n {4}before$/m,
    /^✖ dead\.test\.mjs failed outside its tests: ended by SIGKILL$/m,
    /^✖ open\.test\.mjs failed outside its tests: exit code 1$/m,
    /^ {4}The tests are done and something is still open: .*Timeout$/m,
    /^ℹ pass 4\nℹ fail 3$/m,
  ];
  const missing = wanted.filter((line) => !line.test(stdout));
  assert.deepEqual(missing, [], stdout);
});

test('parts of a run add up to one summary', () => {
  const parts = [
    'ℹ tests 3\nℹ fail 1\nℹ duration_ms 20.5',
    'ℹ tests 4\nℹ fail 0\nℹ duration_ms 10',
  ];
  assert.equal(addedUp(parts), 'ℹ tests 7\nℹ fail 1\nℹ duration_ms 20.5');
});
