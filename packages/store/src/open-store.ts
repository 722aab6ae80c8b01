import { randomUUID } from 'node:crypto';
import { createAuditHandle } from './audit/handle.ts';
import { verifyAudit } from './audit/verify.ts';
import { InUse } from './engine/engine.ts';
import { migrate } from './engine/migrations.ts';
import { openSqlite } from './engine/sqlite.ts';
import { createBallots } from './ballots/ballots.ts';
import { BallotSweep } from './ballots/sweep.ts';
import { createDecisions } from './decisions/decisions.ts';
import { createAttestation } from './attestation/attestation.ts';
import { createAttribution } from './attribution/aliases.ts';
import { createCustody } from './custody/custody.ts';
import { Batches } from './exchange/batches.ts';
import { Boundaries } from './exchange/boundaries.ts';
import { Counts } from './exchange/counts.ts';
import { createDesk } from './desk/desk.ts';
import { createExchange } from './exchange/exchange.ts';
import { createFilter } from './exchange/filter.ts';
import { Ledger } from './exchange/ledger.ts';
import { Turns } from './exchange/stale.ts';
import { FRESH_MAX, FreshTexts, TextIndex } from './exchange/text-index.ts';
import { backup } from './operations/backup.ts';
import { copyAll } from './operations/copy.ts';
import { figures } from './operations/figures.ts';
import { createDirectory } from './people/directory.ts';
import { createDoor } from './people/door.ts';
import { createIdentity } from './people/identity.ts';
import { KeptCensus } from './people/kept-census.ts';
import { createHandling } from './handling/handling.ts';
import { HandlingBook } from './exchange/handling-book.ts';
import { createMail, createMailroom } from './mail/mail.ts';
import { createMisuse } from './misuse/misuse.ts';
import { createApplicantDoor } from './joining/applicants.ts';
import { createJoining } from './joining/joining.ts';
import { createJudgement } from './judgement/judgement.ts';
import { createPapers } from './papers/papers.ts';
import { createRecheck } from './recheck/recheck.ts';
import { createRegimes } from './regimes/regimes.ts';
import { LeavingSweep } from './release/leaving-sweep.ts';
import { createRelease } from './release/release.ts';
import { createRetention } from './retention/retention.ts';
import { RetentionSweep } from './retention/sweep.ts';
import { createReview } from './review/review.ts';
import { createSubjects } from './subjects/subjects.ts';
import { restore } from './operations/restore.ts';
import { secondWall } from './operations/second-wall.ts';
import { StandingSweep } from './people/standing-sweep.ts';
import { provision } from './people/provision.ts';
import { operatorRevoke, operatorTokens } from './people/tokens.ts';
import { MIGRATIONS } from './schema/migrations.ts';
import { LabelBook } from './visibility/labels.ts';
import { Views } from './visibility/views.ts';
import { Words } from './visibility/words.ts';
import { UNGUARDED_REASONS } from './store.ts';
import type { Engine } from './engine/engine.ts';
import type { RestoreReport } from './operations/restore.ts';
import type { ExchangeAccess, Shared } from './exchange/tools.ts';
import type {
  Handle,
  Principal,
  Store,
  StoreChange,
  StoreOptions,
  Unguarded,
  UnguardedReason,
} from './store.ts';

/** How often `settled` looks. Milliseconds. */
const SETTLE_MS = 15;
/** How often a node looks for work another one left. Milliseconds. */
const REVISIT_MS = 2000;

/**
 * Opens the store: embedded (SQLite in `dataDirectory`) or on PostgreSQL (`databaseUrl`), brought up to this
 * program's schema. Refuses data newer than the program.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const engine = await openEngine(options);
  try {
    if (options.serves === true) await engine.serve?.();
    await migrate(engine, MIGRATIONS);
    const store = new OpenStore(engine, {
      now: options.now ?? Date.now,
      newId: options.newId ?? randomUUID,
      worksBehind: options.worksBehind ?? true,
    });
    await store.begin();
    return store;
  } catch (fault) {
    await engine[Symbol.asyncDispose]();
    throw fault;
  }
}

/**
 * Brings a backup back into an empty data directory or database. Refuses one that holds anything. Nobody may
 * have the target open meanwhile.
 */
export async function restoreStore(
  backupFile: string,
  options: StoreOptions,
): Promise<RestoreReport> {
  await using engine = await openEngine(options);
  await migrate(engine, MIGRATIONS);
  return await restore(backupFile, engine);
}

async function openEngine(options: StoreOptions): Promise<Engine> {
  if (options.databaseUrl === undefined) return openSqlite(options.dataDirectory);
  // The embedded engine does without the driver, and starts sooner and smaller for it.
  const { openPostgres } = await import('./engine/postgres.ts');
  return openPostgres(options.databaseUrl);
}

interface Ports {
  now: () => number;
  newId: () => string;
  worksBehind: boolean;
}

class OpenStore implements Store {
  readonly engine: Engine['dialect'];
  readonly door: Store['door'];
  readonly #engine: Engine;
  readonly #ports: Ports;
  readonly #shared: Shared;
  readonly #texts: TextIndex;
  readonly #boundaries: Boundaries;
  readonly #retention: RetentionSweep;
  readonly #leaving: LeavingSweep;
  readonly #ballots: BallotSweep;
  readonly #standing: StandingSweep;
  readonly #handles = new WeakMap<Principal, Handle>();
  readonly #listeners = new Set<(change: StoreChange) => void>();
  #revisit: NodeJS.Timeout | undefined;
  #stopHearing: (() => void) | undefined;

  constructor(engine: Engine, ports: Ports) {
    this.engine = engine.dialect;
    this.#engine = engine;
    this.#ports = ports;
    const words = new Words();
    const labels = new LabelBook();
    this.#shared = {
      words,
      labels,
      views: new Views(labels, ports.now),
      batches: new Batches(),
      counts: new Counts(),
      census: new KeptCensus(),
      ledger: new Ledger(engine, words),
      book: new HandlingBook(engine, words, ports.now),
      // A node that leaves the index to others keeps nothing for it.
      fresh: new FreshTexts(ports.worksBehind ? FRESH_MAX : 0),
      turns: new Turns(),
    };
    this.#texts = new TextIndex(engine, {
      owner: ports.newId(),
      now: ports.now,
      fresh: this.#shared.fresh,
    });
    const behind = {
      labels,
      words,
      now: ports.now,
      changed: (change: StoreChange) => this.#changed(change),
    };
    this.#boundaries = new Boundaries(engine, behind);
    this.#retention = new RetentionSweep(engine, behind);
    this.#leaving = new LeavingSweep(engine, behind);
    this.#ballots = new BallotSweep(engine, { labels, now: ports.now });
    this.#standing = new StandingSweep(engine, behind);
    const { now, newId } = ports;
    this.door = {
      ...createDoor({ engine, now, newId, changed: behind.changed }),
      applicants: createApplicantDoor({ engine, now, newId }),
    };
  }

  async begin(): Promise<void> {
    await this.#engine.read((query) => this.#shared.words.load(query));
    this.#stopHearing = this.#engine.onAnnounce((payload) => this.#heard(payload));
    if (!this.#ports.worksBehind) return;
    this.#boundaries.start();
    this.#retention.start();
    this.#leaving.start();
    this.#ballots.start();
    this.#standing.start();
    this.#texts.wake();
    this.#revisit = setInterval(() => {
      this.#texts.wake();
      void this.#shared.book.flush();
    }, REVISIT_MS);
    this.#revisit.unref();
  }

  as(principal: Principal): Promise<Handle> {
    // A handle keeps nothing of what was read: whoever knocks again as the same principal is given the same.
    let handle = this.#handles.get(principal);
    if (handle === undefined) {
      handle = this.#handle(principal);
      this.#handles.set(principal, handle);
    }
    return Promise.resolve(handle);
  }

  #handle(principal: Principal): Handle {
    const access = this.#access(principal);
    return {
      reader: () => this.#engine.read((query) => access.reader(query)),
      rights: () =>
        this.#engine.read(async (query) => (await this.#shared.views.at(query, principal)).rights),
      exchange: createExchange(access),
      directory: createDirectory(access),
      identity: createIdentity(access),
      audit: createAuditHandle(access),
      desk: createDesk(access),
      filter: createFilter(access),
      release: createRelease(access),
      review: createReview(access),
      misuse: createMisuse(access),
      papers: createPapers(access),
      ballots: createBallots(access),
      decisions: createDecisions(access),
      regimes: createRegimes(access),
      retention: createRetention(access),
      recheck: createRecheck(access),
      joining: createJoining(access),
      judgement: createJudgement(access),
      subjects: createSubjects(access),
      attribution: createAttribution(access),
      custody: createCustody(access),
      handling: createHandling(access),
      attestation: createAttestation(access),
      mail: createMail(access),
    };
  }

  unguarded(reason: UnguardedReason): Unguarded {
    if (!UNGUARDED_REASONS.includes(reason))
      throw new Error(`No such reason to see everything: "${reason}"`);
    const engine = this.#engine;
    const { now, newId } = this.#ports;
    return {
      backup: async (directory) => {
        await this.#shared.ledger.flush();
        await this.#shared.book.flush();
        return backup(engine, directory, { now });
      },
      copyTo: (target) => {
        if (!(target instanceof OpenStore)) throw new Error('The target is not a store');
        return copyAlone(engine, target.#engine);
      },
      verifyAudit: (checkpoint) => engine.readAll((query) => verifyAudit(query, checkpoint)),
      provision: async (world) => {
        const made = await provision(engine, world, { now, newId });
        this.#changed({ kind: 'policy', communities: [] });
        return made;
      },
      tokens: (organization) => operatorTokens(engine, organization),
      revokeToken: async (id) => {
        const isDone = await operatorRevoke(engine, id, now());
        if (isDone === true) this.#changed({ kind: 'policy', communities: [] });
        return isDone;
      },
      secondWall: () => secondWall(engine),
      figures: () => engine.readAll(figures),
      mail: createMailroom(engine, now),
    };
  }

  onChange(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async backlog(): Promise<number> {
    return (await this.#texts.backlog()) + this.#shared.ledger.waiting;
  }

  async settled(): Promise<void> {
    await this.#boundaries.pass();
    await this.#retention.pass();
    await this.#leaving.pass();
    await this.#ballots.pass();
    await this.#standing.pass();
    for (;;) {
      await this.#shared.ledger.flush();
      await this.#shared.book.flush();
      if ((await this.backlog()) === 0) return;
      this.#texts.hurry();
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#revisit);
    this.#stopHearing?.();
    await this.#boundaries.stop();
    await this.#retention.stop();
    await this.#leaving.stop();
    await this.#ballots.stop();
    await this.#standing.stop();
    await this.#texts.stop();
    await this.#shared.ledger.flush();
    await this.#shared.book.flush();
    await this.#engine[Symbol.asyncDispose]();
  }

  #access(principal: Principal): ExchangeAccess {
    return {
      ...this.#shared,
      engine: this.#engine,
      principal,
      reader: async (query) => (await this.#shared.views.at(query, principal)).reader,
      now: this.#ports.now,
      newId: this.#ports.newId,
      changed: (change) => this.#changed(change),
    };
  }

  #changed(change: StoreChange): void {
    this.#tell(change);
    this.#engine.announce(JSON.stringify(change));
  }

  /** Another process wrote: what, it may not say; then everybody looks. */
  #heard(payload: string): void {
    const change = readChange(payload);
    if (change !== undefined) this.#tell(change);
    else {
      this.#tell({ kind: 'policy', communities: [] });
      this.#tell({ kind: 'feed', communities: [] });
    }
  }

  #tell(change: StoreChange): void {
    if (change.kind === 'feed' && this.#ports.worksBehind) this.#texts.wake();
    if (change.kind === 'policy') this.#leaving.wake();
    for (const listener of this.#listeners) listener(change);
  }
}

/** Copies while no hub works on either of the two, else what is shared behind the copy would be missing. */
async function copyAlone(from: Engine, to: Engine): Promise<Record<string, number>> {
  const copied = await alone(from, () => alone(to, () => copyAll(from, to)));
  if (copied === undefined) throw new InUse();
  return copied;
}

function alone<T>(engine: Engine, work: () => Promise<T>): Promise<T | undefined> {
  return engine.alone === undefined ? work() : engine.alone(work);
}

function readChange(payload: string): StoreChange | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    if (
      typeof value !== 'object' ||
      value === null ||
      !('kind' in value) ||
      !('communities' in value)
    )
      return undefined;
    const { kind, communities } = value;
    if ((kind !== 'feed' && kind !== 'policy') || !Array.isArray(communities)) return undefined;
    return { kind, communities: communities.filter((one) => typeof one === 'string') };
  } catch {
    return undefined;
  }
}
