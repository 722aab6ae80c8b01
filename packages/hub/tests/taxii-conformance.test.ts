import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runConformance, summaryOf } from '../../taxii/tests/suite.ts';
import { ENGINES, openTaxiiWorld } from './taxii-world.ts';

for (const engine of ENGINES) {
  test(`TAXII 2.1 conformance holds on ${engine}`, async (context) => {
    await using world = await openTaxiiWorld(engine);
    const results = await runConformance({
      url: `${world.address}/taxii2/`,
      token: world.tokens.get('alder') ?? '',
      otherToken: world.tokens.get('birch') ?? '',
    });
    context.diagnostic(summaryOf(results));
    // A table that shrank would pass as well.
    assert.ok(results.length >= 318, `${String(results.length)} checks were run`);
    const failed = results.filter(({ outcome }) => outcome !== 'passed');
    assert.deepEqual(
      failed.map(({ id, says, detail }) => `${id}: ${says}: ${detail}`),
      [],
    );
  });
}
