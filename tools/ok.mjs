// `npm run ok`: everything CI runs, in its order. A check that fails does not hide the ones after it.
import { ensureInstalled, findNode, run, toolEnvironment } from './bootstrap.mjs';

const steps = ['format:check', 'lint', 'types', 'arch', 'dead', 'budget', 'docs', 'words', 'test'];

ensureInstalled();
const env = toolEnvironment(findNode());
const failed = [];
const report = [];
for (const step of steps) {
  console.log(`\n── npm run ${step}`);
  const started = performance.now();
  const code = run('npm', ['run', '--silent', step], { env });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (code !== 0) failed.push(step);
  report.push(`${code === 0 ? '✔' : '✖'} ${step.padEnd(14)}${seconds.padStart(8)} s`);
}
console.log(`\n${report.join('\n')}`);
if (failed.length > 0) console.log(`Not ok: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
