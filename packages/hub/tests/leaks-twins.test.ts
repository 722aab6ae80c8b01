import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  APPLICANT_SECRETS,
  applicationsOf,
  credentialsOf,
  decidedOf,
  firstDifference,
  httpAnswers,
  openEvents,
  openHubOver,
  openTwin,
  papersOf,
  play,
  TWIN_READERS,
  twinScript,
  twinTemplate,
  WORLD_START,
} from '@tocsin/testkit';
import type { Asked, EventStream, TestHub, Twin } from '@tocsin/testkit';

const PAIRS = Number(process.env['TOCSIN_TWIN_PAIRS'] ?? 40);
const ROUNDS = 10;
const seed = Number(process.env['TOCSIN_TEST_SEED'] ?? 3000);

describe('twin worlds over HTTP', () => {
  it(`answer a reader byte for byte alike (${String(PAIRS)} pairs from seed ${String(seed)})`, async (t) => {
    await using template = await twinTemplate();
    let lines = 0;
    let events = 0;
    for (let n = 0; n < PAIRS; n++) {
      const { steps, pool } = twinScript(seed + n, ROUNDS);
      await using first = await openTwin({ template: template.directory });
      await using second = await openTwin({ template: template.directory });
      await using one = await openHubOver(first.store, {
        directory: first.directory,
        now: first.clock.now,
      });
      await using two = await openHubOver(second.store, {
        directory: second.directory,
        now: second.clock.now,
      });
      const told: string[][] = [];
      for (const [twin, hub] of [
        [first, one],
        [second, two],
      ] as const) {
        await using stream = await openStream(twin, hub);
        const afterEach = (): Promise<void> => stream.quiet(10);
        await play(twin, steps, { start: WORLD_START, isSecond: twin === second, afterEach });
        await stream.quiet(150);
        told.push(stream.events.map((event) => `${event.id} ${event.event} ${event.data}`));
      }
      const acts = steps
        .map((step) => `${step.isHidden ? '(hidden) ' : ''}${step.what}`)
        .join('\n');
      const [a = [], b = []] = told;
      assert.equal(
        firstDifference(a, b),
        undefined,
        `stream, seed ${String(seed + n)}\n${acts}\n${firstDifference(a, b) ?? ''}`,
      );
      events += a.length;
      const contributions = await contributionsOf(first);
      const papers = await papersOf(first);
      const decided = await decidedOf(first);
      const applications = await applicationsOf(first);
      const named = { contributions, papers, decided, applications };
      for (const reader of new Set([
        TWIN_READERS[n % TWIN_READERS.length] ?? 'ben',
        'rhea',
        'birch-bot',
      ])) {
        const answers: string[][] = [];
        for (const [twin, hub] of [
          [first, one],
          [second, two],
        ] as const) {
          const as = await credentialsOf(twin.store, twin.principal(reader), twin.clock.now());
          answers.push(await httpAnswers(hub, as, asked(twin, pool, named)));
        }
        const difference = firstDifference(answers[0] ?? [], answers[1] ?? []);
        assert.equal(
          difference,
          undefined,
          `${reader}, seed ${String(seed + n)}\n${acts}\n${difference ?? ''}`,
        );
        lines += answers[0]?.length ?? 0;
      }
    }
    t.diagnostic(
      `${String(PAIRS)} pairs, ${String(lines)} answers and ${String(events)} events of streams alike`,
    );
    assert.ok(events > PAIRS, 'Hardly any event came through a stream');
  });
});

/** The stream of birch's token, which sees a part of what happens. */
async function openStream(twin: Twin, { hub }: TestHub): Promise<EventStream> {
  const as = await credentialsOf(twin.store, twin.principal('birch-bot'), twin.clock.now());
  const stream = await openEvents(`${hub.address}/api/v1/stream?community=port`, as);
  assert.equal(stream.status, 200);
  await stream.quiet(50);
  return stream;
}

async function contributionsOf(twin: Twin): Promise<string[]> {
  const found: string[] = [];
  for (const community of ['port', 'yard']) {
    const query = { community: twin.id(community), limit: 100, versions: ['all'] };
    const page = await twin.handle('zoe').exchange.page(query);
    found.push(...page.rows.map((row) => row.contribution));
  }
  return [...new Set(found)];
}

function asked(
  twin: Twin,
  pool: Asked['pool'],
  named: Pick<Asked, 'contributions' | 'papers' | 'decided' | 'applications'>,
): Parameters<typeof httpAnswers>[2] {
  return {
    communities: [twin.id('port'), twin.id('yard')],
    slugs: ['port', 'yard'],
    secrets: APPLICANT_SECRETS,
    ids: pool.ids,
    pool,
    ...named,
    groups: [],
    organizations: ['alder', 'zinnia'].map((slug) => twin.id(slug)),
  };
}
