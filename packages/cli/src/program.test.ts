import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { createProgram, FAMILIES } from './program.ts';

test('every verb stands in the list of the family that is read for it', async () => {
  for (const { verbs, read } of FAMILIES) {
    const program = new Command();
    (await read())(program);
    const names = program.commands.map((one) => one.name());
    assert.deepEqual(names.toSorted(), verbs.toSorted());
  }
});

test('a verb brings its family alone, and everything else brings all', async () => {
  const all = FAMILIES.flatMap(({ verbs }) => verbs).length;
  assert.equal((await createProgram('search')).commands.length, 7);
  for (const word of [undefined, '--help', 'help', 'no-such-verb', 'constructor']) {
    assert.equal((await createProgram(word)).commands.length, all, word);
  }
});

test('a search reads nothing of the hub or of its store', () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const watching = `import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) {
      if (/packages\\/(hub|store|policy|shield)\\/|fastify/.test(url)) console.error('READ ' + url);
      return next(url, context); } });`;
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(watching)}`, main, 'search', '--help'],
    { encoding: 'utf8' },
  );
  assert.doesNotMatch(stderr, /READ/);
});
