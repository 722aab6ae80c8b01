// `npm test`: from a fresh clone to the whole test run. Names of packages, paths and globs narrow it.
import { join } from 'node:path';
import { ensureInstalled, findNode, handOver, root, toolEnvironment } from './bootstrap.mjs';

ensureInstalled();
const node = findNode();
const env = toolEnvironment(node);
handOver(node, [join(root, 'tools/run-tests.ts'), ...process.argv.slice(2)], env);
