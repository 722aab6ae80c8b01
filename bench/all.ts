/**
 * All benchmarks, one after the other, each in a process of its own; arguments are passed on to each.
 *
 *   npm run bench
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const NAMES = [
  'stix',
  'ingest',
  'reads',
  'poller',
  'postgres',
  'label-cost',
  'lookup',
  'hidden',
  'who-can-see',
  'stream',
  'record',
  'start',
  'web-app',
  'web-list',
];

for (const name of NAMES) {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const done = spawnSync(process.execPath, [file, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (done.status !== 0) process.exitCode = 1;
}
