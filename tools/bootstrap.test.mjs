import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCompiled, ensureInstalled, findNode, root, toolEnvironment } from './bootstrap.mjs';

const bootstrap = JSON.stringify(new URL('./bootstrap.mjs', import.meta.url).href);
/** Says that it runs, and answers SIGTERM with a word and exit code 7. */
const served = `process.on('SIGTERM', () => { console.log('stopped'); process.exit(7); });
  setInterval(() => {}, 1000); console.log('started', process.pid);`;
const launcher = `const { handOver } = await import(${bootstrap});
  handOver(process.execPath, ['-e', ${JSON.stringify(served)}], process.env);`;

async function started(child) {
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  while (!text.includes('started')) await once(child.stdout, 'data');
  return () => text;
}

test('a checkout with its dependencies is left alone, and Node 24 is found', () => {
  const before = performance.now();
  ensureInstalled();
  assert.ok(performance.now() - before < 1000);
  assert.match(findNode(), /node(\.exe)?$/);
});

test('the hub is compiled before its first start of all', () => {
  const node = findNode();
  const stamp = join(root, '.cache/hub-compiled');
  rmSync(stamp, { force: true });
  ensureCompiled(node);
  assert.ok(existsSync(stamp));
  assert.ok(existsSync(toolEnvironment(node).NODE_COMPILE_CACHE));
});

test('SIGTERM is handed over and the exit code handed back', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', launcher]);
  const text = await started(child);
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  assert.equal(code, 7);
  assert.match(text(), /stopped/);
});

test('a program that npm told to end is told once', async () => {
  const counting = `let told = 0; process.on('SIGTERM', () => { told += 1;
    setTimeout(() => { console.log('told ' + told); process.exit(7); }, 1000); });
    setInterval(() => {}, 1000); console.log('started', process.pid);`;
  const code = launcher.replace(JSON.stringify(served), JSON.stringify(counting));
  const env = { ...process.env, npm_lifecycle_event: 'start', LAUNCHER: code };
  const line = `"${process.execPath}" --input-type=module -e "$LAUNCHER" & echo child $!; wait`;
  const shell = spawn('sh', ['-c', line], { env });
  const text = await started(shell);
  process.kill(Number(/child (\d+)/.exec(text())?.[1]), 'SIGTERM');
  shell.kill('SIGKILL');
  await once(shell, 'close');
  assert.match(text(), /told 1/);
});

test('a program started by npm ends when the shell between is killed', async () => {
  const env = { ...process.env, npm_lifecycle_event: 'start', LAUNCHER: launcher };
  const line = `"${process.execPath}" --input-type=module -e "$LAUNCHER"; true`;
  const shell = spawn('sh', ['-c', line], { env });
  const text = await started(shell);
  shell.kill('SIGKILL');
  await once(shell, 'close');
  assert.match(text(), /stopped/);
});
