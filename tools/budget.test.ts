import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { copyCheckout } from './checkout-copy.ts';

test('the budget fails on each planted excess and says where it is', async () => {
  await using copy = await copyCheckout();
  await copy.plant({
    'packages/cli/src/x1.ts': `export function long() {\n${'  f();\n'.repeat(69)}}\n`,
    'packages/cli/src/x2.ts': 'export const a = 1;\n'.repeat(401),
    'packages/cli/src/x3.ts': `store.unguarded('backup');\n`,
    'packages/hub/src/x4.ts': `q('delete from object');\n`,
    'packages/hub/src/utils.ts': '',
    'packages/policy/src/x5.ts': 'export let a: any;\n',
    'tools/install-scripts.txt': 'gone: it ran something\n',
    'tools/data-tables.txt': 'packages/cli/src/x1.ts: is not long\n',
  });
  const { status, stderr, stdout } = spawnSync(process.execPath, ['tools/budget.ts'], {
    cwd: copy.folder,
    encoding: 'utf8',
  });
  const wanted = [
    'packages/cli/src/x1.ts:1 a function has 71 lines of 70',
    'packages/cli/src/x2.ts has 401 lines of 400',
    "'packages/cli/src/x3.ts backup' is not in tools/unguarded-uses.txt",
    'packages/hub/src/x4.ts:1 SQL outside packages/store',
    'packages/hub/src/utils.ts has a name that says nothing',
    "packages/policy/src/x5.ts:1 the type 'any'",
    "'gone' is in tools/install-scripts.txt and no longer true",
    "'packages/cli/src/x1.ts' in tools/data-tables.txt is short",
    "'@swc/core' is not in tools/install-scripts.txt",
  ];
  assert.deepEqual(
    wanted.filter((fault) => !stderr.includes(`✖ ${fault}`)),
    [],
  );
  assert.match(stdout, /function lines, longest +\d+ +70/);
  assert.equal(status, 1);
});
