import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runnableBlocks } from '../../../tools/docs/markdown.ts';
import { cleanEnvironment, ended, MAIN, ROOT, RunningHub, temporary } from './running-hub.ts';

/** Pages whose blocks are run, in this order, in one folder, against one hub. */
const PAGES = ['docs/operators.md', 'docs/command.md', 'docs/api.md', 'docs/taxii.md'];

test('the examples of the pages run as they are printed', async () => {
  await using folder = await temporary();
  await using hub = await RunningHub.start(join(folder.path, 'data'));
  for (const page of PAGES) {
    const blocks = runnableBlocks(readFileSync(join(ROOT, page), 'utf8')).filter(
      (block) => block.language === 'sh',
    );
    assert.ok(blocks.length > 0, `${page} has blocks to run`);
    for (const block of blocks) {
      const ran = await shell(folder.path, hub.address, block.text);
      assert.equal(ran.code, 0, `${page}:${String(block.line)}\n${ran.out}\n${ran.words}`);
    }
  }
  const problem: unknown = JSON.parse(readFileSync(join(folder.path, 'problem.json'), 'utf8'));
  assert.equal(
    typeof problem === 'object' && problem !== null && 'status' in problem
      ? problem.status
      : undefined,
    400,
  );
  assert.match(
    readFileSync(join(folder.path, 'arrived.json'), 'utf8'),
    /Second wave|198\.51\.100\.8/,
  );
});

/** A shell in which `npx tocsin` is this checkout's command and the settings are this hub's. */
async function shell(folder: string, hub: string, script: string): ReturnType<typeof ended> {
  const prelude = `set -euo pipefail
npx() { shift; "${process.execPath}" "${MAIN}" "$@"; }
if [ -f made.json ]; then
  TOCSIN_TOKEN=$("${process.execPath}" -p 'JSON.parse(require("fs").readFileSync("made.json")).tokens[0].token')
  export TOCSIN_TOKEN
fi
`;
  const env = {
    ...cleanEnvironment(),
    TOCSIN_DATA: join(folder, 'data'),
    TOCSIN_HUB: hub,
    TOCSIN_PORT: new URL(hub).port,
  };
  return ended(
    spawn('bash', ['-c', prelude + script], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}
