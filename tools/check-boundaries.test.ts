import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyCheckout } from './checkout-copy.ts';

function faultsIn(folder: string): string[] {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['tools/check-boundaries.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.match(stdout, /^\d+ modules, \d+ imports/);
  const faults = stderr.split('\n').filter((line) => line.startsWith('✖ '));
  assert.equal(status, faults.length === 0 ? 0 : 1);
  return faults;
}

/** Rule, the file or folder it fires on, and what that file says. */
const planted: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['packages-stix', 'stix/src/x1.ts', `export type { Label } from '@tocsin/policy';`],
  ['pure-packages', 'taxii/src/x2.ts', `export { readFile } from 'node:fs/promises';`],
  ['packages-by-their-door', 'policy/src/x3.ts', `import '../../stix/src/ids.ts';`],
  ['packages-store', 'store/src/x4.ts', `export { x } from '@tocsin/hub';`],
  ['database-in-store-only', 'hub/src/x5.ts', `import pg from 'pg'; export const a = pg;`],
  ['database-in-store-only', 'cli/src/x6.ts', `export { DatabaseSync } from 'node:sqlite';`],
  [
    'testkit-for-tests-only',
    'cli/src/x7.ts',
    `export const kit = await import('@tocsin/testkit');`,
  ],
  ['tests-for-tests-only', 'cli/src/x8.ts', `import './x9.test.ts';`],
  ['kernel-knows-no-slice', 'hub/src/kernel/x10.ts', `import '../arrangement/index.ts';`],
  ['slices-arrangement', 'hub/src/arrangement/x11.ts', `import '../membership/index.ts';`],
  ['slices-know-no-root', 'hub/src/membership/x12.ts', `import '../slices.ts';`],
  ['slices-by-their-index', 'hub/src/membership/x13.ts', `import '../arrangement/x11.ts';`],
  ['hub-root-by-the-index', 'hub/src/x14.ts', `import './arrangement/x11.ts';`],
  ['contracts-are-plain', 'hub/src/membership/x15.contract.ts', `import 'fastify';`],
  ['web-sees-the-contract', 'web/src/x16.ts', `import '@tocsin/hub';`],
  ['web-is-for-browsers', 'web/src/x17.tsx', `import 'node:path';`],
  ['no-file-cycles', 'taxii/src/x18.ts', `import type { b } from './x19.ts'; export type a = b;`],
  ['imports-resolve', 'cli/src/x20.ts', `import './absent.ts';`],
  ['no-folder-cycles', 'policy/src/one', ''],
];

test('every rule fires on a file that breaks it, and gives its reason', async () => {
  await using copy = await copyCheckout();
  const files = planted.filter(([, , text]) => text !== '');
  await copy.plant(Object.fromEntries(files.map(([, file, text]) => [`packages/${file}`, text])));
  await copy.plant({
    'packages/cli/src/x9.test.ts': '',
    'packages/testkit/src/index.ts': '',
    'packages/taxii/src/x19.ts': `import type { a } from './x18.ts'; export type b = a;`,
    'packages/policy/src/one/a.ts': `import '../two/b.ts';`,
    'packages/policy/src/one/b.ts': '',
    'packages/policy/src/two/a.ts': `import '../one/b.ts';`,
    'packages/policy/src/two/b.ts': '',
    'packages/hub/src/unlisted/a.ts': '',
  });
  const contract = join(copy.folder, 'packages/hub/src/contract.ts');
  const text = `${await readFile(contract, 'utf8')}\nexport * from './x5.ts';\n`;
  await copy.plant({ 'packages/hub/src/contract.ts': text });
  const faults = faultsIn(copy.folder);
  const silent = planted.filter(([rule, file]) => {
    return !faults.some((fault) => fault.startsWith(`✖ ${rule}: packages/${file} → `));
  });
  assert.deepEqual(silent, []);
  assert.ok(faults.some((fault) => fault.startsWith('✖ contract-stays-browser-safe: ')));
  assert.ok(faults.some((fault) => fault.startsWith('✖ packages/hub/src/unlisted is a folder')));
});

test('a cruiser that does not see every file is a fault', async () => {
  await using copy = await copyCheckout();
  const file = '.dependency-cruiser.mjs';
  const text = await readFile(join(copy.folder, file), 'utf8');
  await copy.plant({ [file]: text.replace('(dist|coverage)', '(dist|coverage|policy)') });
  assert.ok(faultsIn(copy.folder).some((fault) => fault.startsWith('✖ The cruiser missed')));
});
