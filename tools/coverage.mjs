// `npm run coverage`: the test run under c8, with the share each package must keep.
import { join } from 'node:path';
import { ensureInstalled, findNode, handOver, root, toolEnvironment } from './bootstrap.mjs';

ensureInstalled();
const node = findNode();
// Compiled code from the cache carries no counters.
const env = { ...toolEnvironment(node), NODE_DISABLE_COMPILE_CACHE: '1' };
const c8 = [
  join(root, 'node_modules/c8/bin/c8.js'),
  '--clean',
  '--temp-directory=.cache/coverage',
  '--reporter=text-summary',
  '--reporter=lcovonly',
  '--src=packages',
  '--include=packages/*/src/**/*.ts',
  '--exclude=**/*.test.ts',
  '--exclude=packages/{testkit,web}/**',
];
handOver(node, [...c8, node, join(root, 'tools/run-tests.ts'), ...process.argv.slice(2)], env);
