import pg from 'pg';
import { EngineFault } from './engine.ts';

/** The advisory lock that tells who works on a database: shared by hubs, held alone by whoever copies it. */
const SERVING_LOCK = 7406373;
/** Until a connection that broke is made again. Milliseconds. */
const AGAIN_MS = 1000;

/**
 * Says in the database itself that a hub works on it, wherever that hub runs and whatever data directory it has: by a
 * lock of a connection of its own, which is gone with the process.
 */
export class PostgresServing {
  readonly #url: string;
  #client: pg.Client | undefined;
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(url: string) {
    this.#url = url;
  }

  /** From now on this process is known to serve. Refused while somebody has the database alone. */
  async serve(): Promise<void> {
    if (!(await this.#take())) {
      throw new EngineFault(
        'This database is being copied to another engine: start the hub once that is done, on the new one',
      );
    }
  }

  async stop(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#again);
    await this.#client?.end().catch(() => undefined);
  }

  async #take(): Promise<boolean> {
    const client = await connected(this.#url);
    this.#client = client;
    client.on('error', () => this.#takeLater());
    const isMine = await isGiven(client, 'pg_try_advisory_lock_shared');
    if (!isMine) await client.end().catch(() => undefined);
    return isMine;
  }

  /** A database that went away for a moment comes back without the lock. */
  #takeLater(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      this.#take().then(
        (isMine) => isMine || this.#takeLater(),
        () => this.#takeLater(),
      );
    }, AGAIN_MS).unref();
  }
}

/** Does work while no hub can serve the database; `undefined` and nothing done when one does. */
export async function alonePostgres<T>(
  url: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const client = await connected(url);
  // A connection that breaks tells at the next statement.
  client.on('error', () => undefined);
  try {
    return (await isGiven(client, 'pg_try_advisory_lock')) ? await work() : undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'tocsin-serving' });
  await client.connect();
  return client;
}

async function isGiven(
  client: pg.Client,
  lock: 'pg_try_advisory_lock' | 'pg_try_advisory_lock_shared',
): Promise<boolean> {
  const answer = await client.query<{ given: boolean }>(`SELECT ${lock}($1) AS given`, [
    SERVING_LOCK,
  ]);
  return answer.rows[0]?.given === true;
}
