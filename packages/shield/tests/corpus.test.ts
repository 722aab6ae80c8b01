import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile, NO_PROFILE, RULES } from '../src/index.ts';
import { CORPUS, PROFILE } from './corpus.ts';
import { FILES } from './files.ts';
import { measure } from './measure.ts';

/** What was reached, with a profile and without: less is a step back. */
const FLOOR = { withProfile: 1, without: 0.75, kept: 1 };

test('the corpus is as large as it is meant to be', () => {
  const secrets = CORPUS.flatMap((sample) => sample.secrets);
  const indicators = CORPUS.flatMap((sample) => sample.indicators);
  assert.ok(secrets.length >= 200, String(secrets.length));
  assert.ok(indicators.length >= 100, String(indicators.length));
});

for (const [words, profile, floor] of [
  ['with the profile of its member', PROFILE, FLOOR.withProfile],
  ['without a profile', NO_PROFILE, FLOOR.without],
] as const) {
  test(`${words} what must not leave is found, what others need stays`, (t) => {
    const sums = { secrets: 0, missed: 0, indicators: 0, touched: 0, characters: 0 };
    // The first times a program is slower than it is from then on.
    for (let round = 0; round < 5; round += 1) for (const one of CORPUS) measure(one, profile);
    const began = process.cpuUsage();
    const faults = CORPUS.map((sample) => {
      const { missed, touched } = measure(sample, profile);
      sums.secrets += sample.secrets.length;
      sums.missed += missed.length;
      sums.indicators += sample.indicators.length;
      sums.touched += touched.length;
      sums.characters += sample.text.length;
      return `${sample.name}: missed ${missed.join(' | ')}; touched ${touched.join(' | ')}`;
    });
    const { user } = process.cpuUsage(began);
    const found = sums.secrets - sums.missed;
    const kept = sums.indicators - sums.touched;
    const page = user / 1000 / (sums.characters / 3000);
    t.diagnostic(
      `${String(found)} of ${String(sums.secrets)} found, ${String(kept)} of ${String(sums.indicators)} indicators kept, ${page.toFixed(2)} ms a page of 3,000 characters`,
    );
    assert.ok(found / sums.secrets >= floor, faults.join('\n'));
    assert.ok(kept / sums.indicators >= FLOOR.kept, faults.join('\n'));
  });
}

test('every rule finds something in the texts and files it is measured by', async () => {
  const found = new Set(CORPUS.flatMap((sample) => measure(sample, PROFILE).rules));
  for (const { file } of FILES) {
    const { findings } = await checkFile(file, PROFILE, {
      sha256: () => Promise.resolve(undefined),
    });
    for (const { rule } of findings) found.add(rule);
  }
  assert.deepEqual([...found].toSorted(), Object.keys(RULES).toSorted());
});
