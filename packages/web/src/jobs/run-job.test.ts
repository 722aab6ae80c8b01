import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ProblemError } from '../kernel/client.ts';
import type { JobRecord } from './job-record.ts';
import { runJob } from './run-job.ts';
import type { JobItem } from './run-job.ts';

const job: JobRecord = {
  id: 'a-job',
  kind: 'answer',
  community: 'ports',
  organization: 'alder',
  ids: Array.from({ length: 25 }, (_, at) => String(at)),
  round: 0,
  startedAt: '2026-11-29T10:00:00.000Z',
  settled: 0,
  refused: [],
  phase: 'running',
};
const none: ReadonlyMap<number, string> = new Map();
const problem = (code: 'unreachable' | 'unauthenticated' | 'key-running'): ProblemError =>
  new ProblemError({ type: '', title: '', status: 0, detail: 'no hub', request_id: '' }, code);
const rest = (): Promise<void> => Promise.resolve();

describe('work over many objects', () => {
  test('tells how far it is, and at its end what was refused', async () => {
    const told: JobRecord[] = [];
    let isFinished = false;
    const ended = await runJob(
      job,
      {
        size: 4,
        step: async (items) =>
          new Map(items.filter(({ id }) => id === '7').map(({ at }) => [at, 'not allowed'])),
        finish: () => {
          isFinished = true;
        },
      },
      { signal: new AbortController().signal, tell: (state) => told.push(state) },
    );
    assert.deepEqual([ended.phase, ended.settled], ['partly', 25]);
    assert.deepEqual(ended.refused, [{ at: 7, why: 'not allowed' }]);
    assert.ok(told.every(({ settled }, at) => settled >= (told[at - 1]?.settled ?? 0)));
    assert.equal(isFinished, true);
  });

  test('goes on where it stood, whatever order steps end in, and leaves nothing out', async () => {
    const seen: number[] = [];
    let kept = job;
    const stop = new AbortController();
    const step = async (items: readonly JobItem[]): Promise<ReadonlyMap<number, string>> => {
      const [first] = items;
      // The step that began first ends last: what came after it is not settled yet.
      if (first?.at === 0) await new Promise((done) => setTimeout(done, 20));
      seen.push(...items.map(({ at }) => at));
      if (seen.length === 5) stop.abort();
      return none;
    };
    await runJob(
      job,
      { size: 1, step },
      {
        signal: stop.signal,
        tell: (state) => {
          if (state.phase === 'running') kept = state;
        },
      },
    );
    assert.ok(kept.settled < 25);
    assert.ok(Array.from({ length: kept.settled }, (_, at) => at).every((at) => seen.includes(at)));
    const later: number[] = [];
    const ended = await runJob(
      kept,
      {
        size: 1,
        step: async (items) => {
          later.push(...items.map(({ at }) => at));
          return none;
        },
      },
      { signal: new AbortController().signal, tell: () => undefined },
    );
    assert.equal(ended.phase, 'done');
    assert.equal(later[0], kept.settled);
    assert.deepEqual(new Set([...seen, ...later]).size, 25);
  });

  test('waits for a hub that cannot be reached or is still at it, and refuses nothing for that', async () => {
    const phases = new Set<string>();
    let tries = 0;
    const ended = await runJob(
      job,
      {
        size: 25,
        step: async () => {
          tries += 1;
          if (tries < 4) throw problem(tries === 3 ? 'key-running' : 'unreachable');
          return none;
        },
      },
      { signal: new AbortController().signal, tell: ({ phase }) => phases.add(phase), rest },
    );
    assert.deepEqual([ended.phase, ended.refused.length, tries], ['done', 0, 4]);
    assert.ok(phases.has('waiting'));
  });

  test('is paused when the session is over, and a step that fails refuses its own objects', async () => {
    const signal = new AbortController().signal;
    const over = { size: 5, step: () => Promise.reject(problem('unauthenticated')) };
    const paused = await runJob(job, over, { signal, tell: () => undefined });
    assert.deepEqual([paused.phase, paused.settled], ['paused', 0]);
    const failing = { size: 25, step: () => Promise.reject(new Error('no such thing')) };
    const failed = await runJob(job, failing, { signal, tell: () => undefined });
    assert.deepEqual([failed.phase, failed.refused.length], ['failed', 25]);
  });
});
