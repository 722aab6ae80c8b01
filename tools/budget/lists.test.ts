import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, parseList } from './lists.ts';
import { lockFaults } from './lock.ts';

test('a list gives names and reasons, and refuses a line without a reason', () => {
  const list = parseList('# remark\n\na/b.ts backup: copies everything: all of it\n', 'list.txt');
  assert.deepEqual(list, [{ name: 'a/b.ts backup', reason: 'copies everything: all of it' }]);
  assert.throws(() => parseList('# remark\na/b.ts\n', 'list.txt'), /list\.txt:2 gives no reason/);
});

test('a list and what is there differ in both directions', () => {
  const listed = [
    { name: 'kept', reason: 'x' },
    { name: 'gone', reason: 'x' },
  ];
  assert.deepEqual(compare('list.txt', listed, ['kept', 'new', 'new']), [
    "'new' is not in list.txt",
    "'gone' is in list.txt and no longer true: remove the line",
  ]);
});

test('a lock file with an address, without a checksum, a binary or a listed script is refused', () => {
  const integrity = 'sha512-x';
  const lock = {
    packages: {
      '': { version: '1.0.0' },
      'packages/a': { version: '1.0.0' },
      'node_modules/@t/a': { link: true, resolved: 'packages/a' },
      'node_modules/fine': { integrity },
      'node_modules/placed': { integrity, resolved: 'https://registry.example/placed.tgz' },
      'node_modules/fine/node_modules/@s/bare': {},
      'node_modules/eager': { integrity, hasInstallScript: true },
      'node_modules/fast': {
        integrity,
        optionalDependencies: { eager: '1.0.0', 'fast-arm': '1.0.0' },
      },
    },
  };
  assert.deepEqual(lockFaults(lock, []), [
    "package-lock.json holds a download address for 'node_modules/placed'",
    "package-lock.json holds no checksum for 'node_modules/fine/node_modules/@s/bare'",
    "package-lock.json lacks 'fast-arm', which 'node_modules/fast' may need: 'npm ci' will refuse it; choose a version whose binaries are all there",
    "'eager' is not in tools/install-scripts.txt",
  ]);
});
