/**
 * `npm run cost`: what this branch touches, for the budget of a feature (an operation: 6 files in 3 folders;
 * a noun: 14 in 6). It reports and never fails: some changes are rightly wide.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
const base = git('merge-base', process.argv[2] ?? 'main', 'HEAD');
const changes = git('diff', '--name-status', '--no-renames', base)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split('\t'));
const touched = changes.map(([, path = '']) => path);
const added = changes.filter(([status]) => status === 'A').map(([, path = '']) => path);
const operations = git('diff', '--unified=0', base, '--', 'packages/hub/src')
  .split('\n')
  .filter((line) => /^\+.*\bdefineOperation\(/.test(line)).length;
const modules = added.filter((path) => /^packages\/\w+\/src\/.*(?<!\.test)\.tsx?$/.test(path));
const tested = modules.filter((path) => existsSync(path.replace(/\.tsx?$/, '.test.ts')));

console.log(`files touched            ${String(touched.length)}`);
console.log(
  `folders touched          ${String(new Set(touched.map((path) => dirname(path))).size)}`,
);
console.log(`operations added         ${String(operations)}`);
console.log(`modules added            ${String(modules.length)}`);
console.log(`of them with a test      ${String(tested.length)}`);
