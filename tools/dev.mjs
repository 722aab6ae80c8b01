// `npm run dev`: the hub, restarted on every change, beside the web app's own server. Flags go to the hub.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  commandEntry,
  ensureInstalled,
  findNode,
  root,
  stopWithNpm,
  toolEnvironment,
} from './bootstrap.mjs';

ensureInstalled();
const node = findNode();
const env = toolEnvironment(node);
const flags = process.argv.slice(2);
const vite = [join(root, 'node_modules/vite/bin/vite.js'), join(root, 'packages/web')];
const children = [
  spawn(node, ['--watch', '--watch-preserve-output', commandEntry, 'hub', ...flags], {
    env,
    stdio: 'inherit',
  }),
  spawn(node, vite, { env, stdio: 'inherit' }),
];

// One of them ending ends the other: half of a development server is confusing.
for (const child of children) {
  child.on('exit', (code) => {
    process.exitCode ??= code ?? 0;
    for (const other of children) other.kill('SIGTERM');
  });
}
stopWithNpm(() => {
  for (const child of children) child.kill('SIGTERM');
});
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
