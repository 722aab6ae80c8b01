import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allAnswers, firstDifference } from '../src/answers.ts';
import { decidedOf } from '../src/twin-ballots.ts';
import { applicationsOf } from '../src/twin-joining.ts';
import { papersOf } from '../src/twin-papers.ts';
import { twinScript } from '../src/twin-script.ts';
import { openTwin, play, TWIN_READERS } from '../src/twins.ts';
import { WORLD_START } from '../src/test-store.ts';
import type { Asked } from '../src/answers.ts';
import type { Twin } from '../src/twins.ts';
import type { ObjectPool } from '../src/object-pool.ts';

const PAIRS = Number(process.env['TOCSIN_TWIN_PAIRS'] ?? 40);
const ROUNDS = 14;
const seed = Number(process.env['TOCSIN_TEST_SEED'] ?? 500);

describe('twin worlds', () => {
  it(`answer a reader byte for byte alike (${String(PAIRS)} pairs from seed ${String(seed)})`, async (t) => {
    let lines = 0;
    let seen = 0;
    for (let n = 0; n < PAIRS; n++) {
      const { steps, pool } = twinScript(seed + n, ROUNDS);
      await using first = await openTwin();
      await using second = await openTwin();
      const contributions: string[] = [];
      const papers: string[] = [];
      const decided: string[] = [];
      const applications: string[] = [];
      // Alike in the middle as well as at the end: what was seen once stays seen.
      for (const part of halves(steps)) {
        await Promise.all([
          play(first, part, { start: WORLD_START, isSecond: false }),
          play(second, part, { start: WORLD_START, isSecond: true }),
        ]);
        for (const community of ['port', 'yard']) {
          const page = await first.handle('zoe').exchange.page({
            community: first.id(community),
            limit: 100,
            versions: ['all'],
          });
          contributions.push(...page.rows.map((row) => row.contribution));
        }
        papers.push(...(await papersOf(first)));
        decided.push(...(await decidedOf(first)));
        applications.push(...(await applicationsOf(first)));
        for (const reader of TWIN_READERS) {
          const named = { contributions, papers, decided, applications };
          const a = await allAnswers(first.handle(reader), asked(first, pool, named));
          const b = await allAnswers(second.handle(reader), asked(second, pool, named));
          const acts = steps.map(
            (step) => `${String(step.at)} ${step.isHidden ? '(hidden) ' : ''}${step.what}`,
          );
          const difference = firstDifference(a, b);
          assert.equal(
            difference,
            undefined,
            `${reader}, seed ${String(seed + n)}\n${acts.join('\n')}\n${difference ?? ''}`,
          );
          lines += a.length;
          seen += a.filter((line) => line.includes('"dateAdded"')).length;
        }
      }
    }
    t.diagnostic(
      `${String(PAIRS)} pairs, ${String(lines)} answers alike, ${String(seen)} of them with rows`,
    );
    assert.ok(seen > lines / 20, 'Hardly any answer held a row');
  });
});

function halves<T>(list: readonly T[]): T[][] {
  const middle = Math.floor(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
}

function asked(
  twin: Twin,
  pool: ObjectPool,
  named: Pick<Asked, 'contributions' | 'papers' | 'decided' | 'applications'>,
): Asked {
  return {
    communities: [twin.id('port'), twin.id('yard')],
    ids: pool.ids,
    pool,
    contributions: [...new Set(named.contributions)],
    papers: [...new Set(named.papers)],
    decided: [...new Set(named.decided)],
    applications: [...new Set(named.applications)],
    groups: [],
    organizations: ['alder', 'birch', 'zinnia'].map((slug) => twin.id(slug)),
  };
}
