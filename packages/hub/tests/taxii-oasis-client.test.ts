import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { indicator } from '../../taxii/tests/suite-fixture.ts';
import { openTaxiiWorld } from './taxii-world.ts';

const execute = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('taxii-oasis-client.py', import.meta.url));

/** Whether the OASIS client (the Python package taxii2-client) is installed here. */
async function isInstalled(): Promise<boolean> {
  try {
    await execute('python3', ['-c', 'import taxii2client.v21']);
    return true;
  } catch {
    return false;
  }
}

// The client comes from no registry this project uses: the journey runs where somebody has installed it.
if (await isInstalled()) {
  test('the OASIS client reads, pages and adds unchanged', async () => {
    await using world = await openTaxiiWorld();
    const objects = Array.from({ length: 10 }, (_, index) => indicator(`Indicator ${index}`));
    const ids = objects.map((object) => object.id);
    const address = `${world.address}/taxii2/`;
    const token = world.tokens.get('alder') ?? '';
    const { stdout } = await execute('python3', [SCRIPT, address, token, JSON.stringify(objects)]);
    assert.deepEqual(JSON.parse(stdout), {
      title: 'Tocsin',
      roots: [`${address}energy/`],
      status: ['complete', 10, 0],
      read: ids,
      records: ids,
      object: ids[0],
      versions: [objects[0]?.['modified']],
      filtered: true,
      nothing: {},
    });
  });
}
