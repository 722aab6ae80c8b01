/**
 * Loaded into every test file's process: a file whose tests are done must end by itself, and no file may take
 * for ever. Node waits without limit for what a test left open, and says nothing about it.
 */
import { after } from 'node:test';

/** Milliseconds a file has to close what its tests opened. */
const grace = 10_000;
/** Milliseconds after which one file is given up. */
const patience = 20 * 60_000;

if (process.env['NODE_TEST_CONTEXT'] !== undefined) {
  setTimeout(endWith, patience, 'The tests of this file take too long').unref();
  after(() => {
    // Does not hold the process open itself, so it only fires when something else does.
    setTimeout(endWith, grace, 'The tests are done and something is still open').unref();
  });
}

function endWith(reason: string): void {
  console.error(`${reason}: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}
