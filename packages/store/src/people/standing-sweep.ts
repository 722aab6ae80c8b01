import { readState } from './columns.ts';
import { bumpEpoch } from './epoch.ts';
import { APPLICATION_LIFE } from './limits.ts';
import { settleNewcomer } from './newcomers.ts';
import { appendAudit } from '../audit/append.ts';
import { resumedState } from '@tocsin/policy';
import type { Engine, Query, Transaction } from '../engine/engine.ts';
import type { StoreChange } from '../store.ts';

/** How often it is looked whether a time is over. Milliseconds. */
const LOOK_MS = 15_000;

interface Due {
  community: string;
  organization: string;
  state: string;
  resumes: string | null;
  probation_until: number | null;
}

/**
 * Ends probations and suspensions whose time is over, behind everything else. Nobody is given more before it did: a
 * reader goes by what stands at the membership, never by a clock of their own. Several processes may do so at once.
 */
export class StandingSweep {
  readonly #engine: Engine;
  readonly #now: () => number;
  readonly #changed: (change: StoreChange) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(
    engine: Engine,
    { now, changed }: { now: () => number; changed: (change: StoreChange) => void },
  ) {
    this.#engine = engine;
    this.#now = now;
    this.#changed = changed;
  }

  /** Begins to look. */
  start(): void {
    this.#timer ??= setInterval(() => void this.pass(), LOOK_MS);
    this.#timer.unref();
    void this.pass();
  }

  /** Ends all that is over now. One pass after the other, however often it is called. */
  pass(): Promise<void> {
    this.#running = this.#running.then(() => this.#pass()).catch(() => undefined);
    return this.#running;
  }

  /** Stops after the transaction at hand. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #pass(): Promise<void> {
    if (this.#isStopped) return;
    const due = await this.#engine.readAll((query) => dueNow(query, this.#now()));
    for (const one of due) await this.#end(one).catch(() => undefined);
    const signing = await this.#engine.readAll((query) =>
      query.all<{ community: string; organization: string }>(
        "SELECT community, organization FROM application WHERE state = 'signing'",
        [],
      ),
    );
    // A paper may have gone out of force while somebody was to sign it.
    for (const one of signing) await this.#settle(one).catch(() => undefined);
    await this.#forget().catch(() => undefined);
  }

  #end({ community, organization }: Due): Promise<void> {
    const now = this.#now();
    return this.#engine.write(async (transaction) => {
      // The lock of this row makes it follow every other change of who takes part.
      await bumpEpoch(transaction);
      const still = (await dueNow(transaction, now)).find(
        (one) => one.community === community && one.organization === organization,
      );
      if (still === undefined) return;
      const words = await endTime(transaction, still, now);
      await appendAudit(transaction, {
        at: now,
        organization,
        actor: { kind: 'operator', id: 'hub', name: 'The hub' },
        act: 'set-member-state',
        words,
        facts: { community, organization },
      });
      transaction.afterCommit(() => this.#changed({ kind: 'policy', communities: [community] }));
    });
  }

  /** Whoever was turned away or withdrew is not remembered for ever. */
  async #forget(): Promise<void> {
    const before = this.#now() - APPLICATION_LIFE;
    const old = await this.#engine.readAll((query) =>
      query.all<{ id: string }>(
        "SELECT id FROM application WHERE state IN ('rejected', 'withdrawn') AND changed_at <= ? LIMIT 100",
        [before],
      ),
    );
    for (const { id } of old)
      await this.#engine.write(async (transaction) => {
        await transaction.run('DELETE FROM application_word WHERE application = ?', [id]);
        await transaction.run('DELETE FROM application WHERE id = ?', [id]);
      });
  }

  #settle({ community, organization }: { community: string; organization: string }): Promise<void> {
    return this.#engine.write(async (transaction) => {
      const at = this.#now();
      if (!(await settleNewcomer(transaction, { community, organization, at }))) return;
      transaction.afterCommit(() => this.#changed({ kind: 'policy', communities: [community] }));
    });
  }
}

function dueNow(query: Query, now: number): Promise<Due[]> {
  return query.all<Due>(
    `SELECT community, organization, state, resumes, probation_until FROM membership
      WHERE (state = 'suspended' AND suspended_until <= ?) OR (state = 'probation' AND probation_until <= ?)
      ORDER BY community, organization`,
    [now, now],
  );
}

/** A suspension ends in what was before, and a probation that ran out meanwhile is over too. */
async function endTime(transaction: Transaction, due: Due, now: number): Promise<string> {
  const isSuspended = due.state === 'suspended';
  const before = due.resumes === null ? undefined : readState(due.resumes);
  const isOver = due.probation_until !== null && due.probation_until <= now;
  const state = isSuspended && !isOver ? resumedState(before) : 'active';
  await transaction.run(
    `UPDATE membership SET state = ?, since = ?, suspended_until = NULL, suspended_for = NULL, resumes = NULL
      WHERE community = ? AND organization = ?`,
    [state, now, due.community, due.organization],
  );
  if (state === 'active')
    await transaction.run(
      'UPDATE membership SET ceiling = NULL, probation_until = NULL WHERE community = ? AND organization = ?',
      [due.community, due.organization],
    );
  return isSuspended ? 'The time of a suspension was over' : 'The time of a probation was over';
}
